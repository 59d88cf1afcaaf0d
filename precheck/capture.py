"""Data of one image: what was photographed and what was found in it. Frozen, no algorithms.

Photo pixels have their origin top left after the EXIF turn. Flat pixels are those of the
flattened page, upright: `Page.to_photo` takes flat pixels to photo pixels.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

import numpy as np
from numpy.typing import NDArray

Pixels = NDArray[np.uint8]
"""H × W × 3, BGR, 0–255."""
Grey = NDArray[np.uint8]
"""H × W, 0 black to 255 white."""
Grid = NDArray[np.float32]
"""H × W, one value a cell of the flattened page."""
Points = NDArray[np.float32]
"""N × 2, x then y, in pixels."""


class Side(StrEnum):
    """A side of the document itself, upright."""

    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"


class Covers(StrEnum):
    """The most important thing a place lies on, first to last."""

    NUMBER = "number"
    MUST_READ = "must_read"
    TEXT = "text"
    MARGIN = "margin"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Photo:
    """One decoded picture."""

    pixels: Pixels
    format: str
    """jpeg, png, webp, heic, avif, tiff or pdf."""
    bytes: int
    """Size of the file as it came."""
    page: int = 1
    pages: int = 1
    coarseness: float = 0.0
    """Grey levels between the steps to which a JPEG rounds all but its finest waves."""

    @property
    def width(self) -> int:
        """In pixels, after the EXIF turn."""
        return int(self.pixels.shape[1])

    @property
    def height(self) -> int:
        """In pixels, after the EXIF turn."""
        return int(self.pixels.shape[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One sheet seen in a photo."""

    quad: Points
    """4 × 2 photo pixels, clockwise from the document's own top left; may lie outside the photo."""
    confidence: float
    """0–1, that these are the corners of one sheet. Higher is better."""
    shows: float = 1.0
    """Share of it that shows, 0–1: the rest is out of the frame or under something."""

    def beginning(self, at: int) -> "Sheet":
        """Return the same sheet, its corners counted from the one at this place."""
        return replace(self, quad=np.roll(self.quad, -at, axis=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class Bare:
    """What a frame shows in which no whole sheet was found."""

    paper: float
    """Share of it that looks like paper, 0–1."""
    part: bool
    """Whether it is a part of a sheet that goes on beyond it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Page:
    """The main sheet, flattened and upright."""

    sheet: Sheet
    turn: int
    """Clockwise degrees that bring the photo upright: 0, 90, 180 or 270."""
    flat: Pixels
    """The flattened page, upright; its scale is near the photo's own."""
    to_photo: NDArray[np.float64]
    """3 × 3 homography from flat pixels to photo pixels."""
    clipped: tuple[Side, ...] = ()
    """Sides of the document at the photo's edge or beyond it: no edge of the sheet shows there."""
    others: tuple[Sheet, ...] = ()
    """Further sheets in the photo, the largest first."""
    bare: Bare | None = None
    """Told where there is no sheet: the page is the whole frame."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A run of text on the flattened page: a line, or part of one between gaps."""

    box: tuple[int, int, int, int]
    """x, y, width, height in flat pixels."""
    height: float
    """Height of its capitals and digits, in photo pixels."""
    contrast: float
    """Paper minus ink, in grey levels 0–255. Higher is better."""
    legibility: float
    """0–1, the index of readability predicted for it. Higher is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where something lies."""

    polygon: Points
    """N × 2 photo pixels."""
    side: Side | None = None
    covers: Covers = Covers.MARGIN
    share: float = 0.0
    """Share of the must-read text it costs, 0–1. Lower is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word that the reader read."""

    text: str
    box: tuple[int, int, int, int]
    """x, y, width, height in flat pixels."""
    confidence: float
    """0–1 as the engine says it; never a gate (it is 0 on many right readings)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMap:
    """Where text is printed on the flattened page and how readable it is, cell by cell."""

    text: Grid
    """H × W, 0–1: probability that text is printed in the cell, even where it cannot be read."""
    legibility: Grid
    """H × W, 0–1: index predicted for text in the cell, even where none is. Higher is better."""
    cell: float
    """Flat pixels a cell's side measures."""
    covered: Grid | None = None
    """H × W, 0–1: probability that a thing, a fold or a reflection lies over the paper there."""
    why: Mapping[str, Grid] = field(default_factory=dict)
    """By reason code, H × W, 0–1: its share in what makes text in the cell illegible; sums to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """How light fell on the flattened page: what several measures need, computed once.

    Grids have the cells of the `TextMap`.
    """

    grey: Grey
    """The flattened page in grey, at most 1600 pixels long."""
    scale: float
    """Pixels of `grey` that a photo pixel measures at the page's middle."""
    brightest: Grid
    """Grey level of the brightest part of the cell, 0–255."""
    paper: Grid
    """Grey level of the paper round the cell, 0–255, text and lines left out."""
    inward: Grid
    """How many cells the cell's middle lies inside the photo's frame; negative outside."""


def _no_light() -> Light:
    none = np.zeros((0, 0), np.float32)
    return Light(
        grey=np.zeros((0, 0), np.uint8),
        scale=1.0,
        brightest=none,
        paper=none,
        inward=none,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A part of the flattened page that holds something an officer must read."""

    field: str
    box: tuple[float, float, float, float]
    """x0, y0, x1, y1 as shares of the page, 0–1."""
    covers: Covers
    capitals: float | None = None
    """Height of the smallest print in it that must be read, as a share of the page's height."""
    typed: bool = False
    """Whether its form was filled in by a typewriter: such print is read less surely."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Capture:
    """Everything known of one image. Measures read it and nothing else."""

    photo: Photo
    page: Page
    text: TextMap
    regions: tuple[Region, ...]
    zones: tuple[Zone, ...] = ()
    """Must-read zones of the document's type; none where the layout is unknown."""
    shapes: tuple[float, ...] = ()
    """Width over height of the document's upright form in each of its sizes; none if unknown."""
    light: Light = field(default_factory=_no_light)
    """Without it the measures of light have nothing to measure."""
