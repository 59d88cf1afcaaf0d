"""The world of training shots: the calibration world's people, in many more typefaces."""

from functools import cache

from specimens.world import Split, World
from training.common.typefaces import TRAINING_TYPEFACES

SECURITY_PATTERNS = range(8, 72)  # none of any suite
LAYOUT_SPREAD = (0.0, 1.5)
PRINTER_OPTIONS = {"canvas": ("canvas",), "html": ("html",), "both": ("canvas", "html")}
"""The printers of each value of --printer."""


@cache
def training_world(printers: tuple[str, ...] = ("canvas",)) -> World:
    """Return the training world. Drawing raises MissingFont for a typeface that is not installed.

    printers: of `specimens.world.PRINTERS`.
    """
    known = World.of(Split.TRAINING)
    return World(
        name="training in many typefaces", lists=known.lists, places=known.places,
        typefaces=TRAINING_TYPEFACES, security_patterns=SECURITY_PATTERNS,
        layout_spread=LAYOUT_SPREAD, habits=known.habits, printers=printers,
    )  # fmt: skip
