"""The world that nets learn from: the calibration world's people, in many more typefaces.

Of three sans-serifs a net learns their shapes; of twenty, what print is.
"""

from functools import cache

from specimens.world import Split, World
from training.typefaces import FAMILIES

GROUNDS = range(8, 72)  # kinds of security paper that no suite is printed on
STRAYS = (0.0, 1.5)
PRINTERS = {"canvas": ("canvas",), "html": ("html",), "both": ("canvas", "html")}
"""What --printer says, and the printers of the world that is meant."""


@cache
def world(printers: tuple[str, ...] = ("canvas",)) -> World:
    """Return the training world; a typeface that is not installed is told when it is drawn.

    printers: which of `specimens.world.PRINTERS` its pages come from.
    """
    known = World.of(Split.TRAINING)
    return World(
        name="training in many typefaces",
        lists=known.lists,
        places=known.places,
        families=FAMILIES,
        grounds=GROUNDS,
        strays=STRAYS,
        habits=known.habits,
        printers=printers,
    )
