"""What the photographs of a world look like: its tables, lights, hands, lenses and phones.

Calibration and test set differ, so that what is calibrated on the one is judged by what it never
saw. The training world's are the calibration set's.
"""

from dataclasses import dataclass
from typing import Literal

Shade = Literal["arm", "side", "phone", "head", "roof"]
Range = tuple[float, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Habits:
    """The ways of one world's photographs. Ranges are drawn from evenly."""

    grounds: str
    """Which of `grounds.KINDS` sheets lie on."""
    tiles: range
    """The tiles of each kind; each shot colours, turns and scales them anew."""
    shadows: tuple[Shade, ...]
    """The shapes of what throws shadows."""
    boxes: float
    """Share of reflections that have square corners."""
    barred: bool
    """Whether a box has a window's cross in it."""
    taper: Range
    """How wide a finger is at its tip, in its widths."""
    bow: float
    """Spread of how far a finger bends."""
    bladed: float
    """Share of lenses whose blur has corners; where it is 0, nothing is drawn for it."""
    curve: Range
    """How far a hand's shake strays from straight, in its length."""
    tone: Range
    """Contrast of a phone's tone curve: 0 none, 1 strong."""
    strong: float
    """Share of phones that sharpen strongly."""
    radius: Range
    """Pixels of σ at which a phone sharpens."""
    coarse: float
    """Share of phones whose noise is soft and blotchy."""


USUAL = Habits(
    grounds="usual",
    tiles=range(8),
    shadows=("arm", "side", "phone"),
    boxes=0.3,
    barred=False,
    taper=(0.72, 0.98),
    bow=0.02,
    bladed=0.0,
    curve=(0.0, 0.25),
    tone=(0.0, 0.7),
    strong=0.25,
    radius=(0.8, 1.5),
    coarse=0.3,
)
"""Of the calibration set and the training world."""
UNUSUAL = Habits(
    grounds="unusual",
    tiles=range(1000, 1008),
    shadows=("phone", "head", "roof"),
    boxes=0.6,
    barred=True,
    taper=(0.62, 0.8),
    bow=0.05,
    bladed=0.5,
    curve=(0.15, 0.5),
    tone=(0.3, 1.0),
    strong=0.5,
    radius=(1.2, 2.0),
    coarse=0.6,
)
"""Of the test set."""
