"""Data of one image: the photo and what was found in it. Frozen, no algorithms.

Photo pixels have their origin top left after the EXIF turn. Flat pixels are those of the
flattened, upright page; `Page.to_photo` maps flat pixels to photo pixels.
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
"""H × W, one value for each cell of the flattened page."""
Mask = NDArray[np.bool_]
"""H × W, one truth value for each cell of the flattened page."""
Points = NDArray[np.float32]
"""N × 2, x then y, in pixels."""


class Side(StrEnum):
    """A side of the document itself, upright."""

    TOP = "top"
    BOTTOM = "bottom"
    LEFT = "left"
    RIGHT = "right"


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Photo:
    """One decoded picture."""

    pixels: Pixels
    format: str
    """jpeg, png, webp, heic, avif, tiff or pdf."""
    bytes: int
    """Size of the file."""
    page: int = 1
    pages: int = 1
    coarseness: float = 0.0
    """Quantisation step of a JPEG's coefficients but the finest, in grey levels."""
    damaged: bool = False
    """Whether its decoder reports damage: what is wrong with the picture may come from that."""

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
    """One sheet detected in a photo."""

    quad: Points
    """4 × 2 photo pixels, clockwise from the document's own top left; may lie outside the photo."""
    confidence: float
    """0–1, that these are the corners of one sheet. Higher is better."""
    shows: float = 1.0
    """Visible share of it, 0–1: the rest is out of the frame or covered."""

    def beginning(self, at: int) -> "Sheet":
        """Return the same sheet, its corners rotated so that corner `at` is the first."""
        return replace(self, quad=np.roll(self.quad, -at, axis=0))


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetlessFrame:
    """A frame in which no whole sheet was found."""

    paper: float
    """Share of the frame that looks like paper, 0–1."""
    part: bool
    """Whether the frame shows a part of a sheet that extends beyond it."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False, weakref_slot=True)
class Page:
    """The main sheet, flattened and upright."""

    sheet: Sheet
    turn: int
    """Clockwise degrees that bring the photo upright: 0, 90, 180 or 270."""
    flat: Pixels
    """The flattened page, upright, at about the photo's scale."""
    to_photo: NDArray[np.float64]
    """3 × 3 homography from flat pixels to photo pixels."""
    clipped: tuple[Side, ...] = ()
    """Sides of the document at the photo's edge or beyond it."""
    others: tuple[Sheet, ...] = ()
    """Further sheets in the photo, the largest first."""
    sheetless: SheetlessFrame | None = None
    """Set where no sheet was found: the page is the whole frame."""


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
    """0–1, predicted legibility index. Higher is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Word:
    """One word that OCR recognised."""

    text: str
    box: tuple[int, int, int, int]
    """x, y, width, height in flat pixels."""
    confidence: float
    """0–1, the engine's own; never a gate, for it is 0 on many correct words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextMap:
    """The legibility net's maps of the flattened page, one value for each cell."""

    text: Grid
    """H × W, 0–1: probability that text is printed in the cell, legible or not."""
    legibility: Grid
    """H × W, 0–1: legibility index predicted for text in the cell. Higher is better."""
    covered: Grid
    """H × W, 0–1: probability that an object, a fold or a reflection covers the paper."""
    cell: float
    """Side of a cell in flat pixels."""
    fault_shares: Mapping[str, Grid] = field(default_factory=dict)
    """By reason code, H × W, 0–1: the fault's share in making text illegible. Sums to 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """Brightness of the flattened page. Grids have the cells of the `TextMap`."""

    grey: Grey
    """The flattened page in grey."""
    scale: float
    """Flat pixels in a photo pixel at the page's middle."""
    brightest: Grid
    """Grey level of the brightest part of the cell, 0–255."""
    paper: Grid
    """Grey level of the paper around the cell, 0–255, without text and lines."""
    inward: Grid
    """Distance of the cell's middle from the photo's edge, in cells; negative out of the frame."""

    @property
    def in_frame(self) -> Mask:
        """The cells that lie in the photo's frame."""
        return np.asarray(self.inward >= 0)


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class FrameMap:
    """The eye's maps of the whole photo, H × W cells over the frame, 0–1 each."""

    print: Grid
    """Probability that print shows in the cell."""
    covered: Grid
    """Probability that a hand, a thing or another sheet lies there."""
    hidden: Grid
    """Probability that print of the paper is covered or burnt out there."""
    cut: Grid
    """In the outermost cells: probability that print runs out of the frame there."""
    beyond: Mapping[Side, float]
    """By side of the frame, upright or not: probability that print of the paper lies beyond it."""


class Covers(StrEnum):
    """The most important content of a place, in order of importance."""

    NUMBER = "number"
    MUST_READ = "must_read"
    TEXT = "text"
    MARGIN = "margin"


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone:
    """A box of the flattened page that holds a field which an officer must read."""

    field: str
    box: tuple[float, float, float, float]
    """x0, y0, x1, y1 as shares of the page, 0–1."""
    covers: Covers
    capitals: float | None = None
    """Height of the smallest print in it that must be read, as a share of the page's height."""
    typed: bool = False
    """Whether its form was filled in by a typewriter."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Capture:
    """The photo, its flattened page and the text on it."""

    photo: Photo
    page: Page
    text: TextMap
    regions: tuple[Region, ...]
    light: Light
    frame: FrameMap
    zones: tuple[Zone, ...] = ()
    """Must-read zones of the document's type; empty for an unknown layout."""
    shapes: tuple[float, ...] = ()
    """Width over height of the upright form in each of its sizes; empty if unknown."""
