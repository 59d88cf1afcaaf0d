"""Harnesses that fail, for the test of the runner."""

from tests.fuzz.guided.harness import Harness


def crash(data: bytes) -> None:
    """Fail on one word, letter by letter, as a parser fails on one rare form."""
    if data[:1] == b"K" and data[1:2] == b"K":
        raise LookupError("planted")


def documented(data: bytes) -> None:
    """Raise nothing but a documented error."""
    if data[:1] == b"K":
        raise ValueError


HARNESSES = {
    "crash": Harness(check=crash, seeds=lambda: [b"K", b"AB"], max_bytes=4),
    "documented": Harness(
        check=documented, seeds=lambda: [b"K"], errors=(ValueError,), max_bytes=4
    ),
}
