"""What becomes of a file that a page announces."""

from enum import StrEnum


class FileState(StrEnum):
    """What became of an announced file."""

    MISSING = "missing"
    """Not received yet."""
    RECEIVED = "received"
    UNPACKED = "unpacked"
    """A zip archive, received."""
    TWIN = "twin"
    """Not added: equal to another file of this batch."""
    KNOWN = "known"
    """Not added: equal to a photo or an archive of another batch."""
    REFUSED = "refused"
    SKIPPED = "skipped"
    """Not added: no photo."""


HELD = frozenset({FileState.MISSING, FileState.RECEIVED, FileState.UNPACKED})
"""States of a file that the batch holds or awaits."""
