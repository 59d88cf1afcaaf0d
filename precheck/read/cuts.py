"""Parts of the page, lines in them, and how a line is cut out straight and to size."""

from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

Grey = NDArray[np.uint8]
"""H × W, 0–255."""

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1."""

WHITE = 235  # level of the paper once its brightness is divided out


@dataclass(frozen=True, slots=True)
class Size:
    """How large a line is cut out."""

    digits: float
    """Height of its digits, in pixels."""
    rows: int
    """Height of the strip, in pixels."""


STRIP = Size(21, 32)
"""What the network is trained on."""
NARROW = Size(19, 32)
"""The same, a little smaller: another look at the same print."""
LARGE = Size(28, 48)
SMALL = Size(22, 40)
"""Tesseract likes digits of 20 to 30 pixels."""


def as_grey(picture: ArrayLike) -> Grey:
    """Return one grey picture of bytes, for cv2 does not say what it returns."""
    return np.asarray(picture, np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A part of the flattened page."""

    grey: Grey
    bright: Grey
    """Its brightest channel: coloured print and stamps fade in it, black ink stays."""
    x: int
    y: int
    """Where its top left corner lies on the flattened page."""
    top: float
    bottom: float
    """Where the zone itself begins and ends, in rows of the part."""


def part_of(flat: NDArray[np.uint8], box: Box, grown: tuple[float, float]) -> Part:
    """Cut out a zone and what lies about it: `grown` wider and higher on each side.

    Both are in shares of the page; what lies outside is left out.
    """
    rows, columns = flat.shape[:2]
    x0, y0 = int(max(0, box[0] - grown[0]) * columns), int(max(0, box[1] - grown[1]) * rows)
    x1, y1 = int((box[2] + grown[0]) * columns), int((box[3] + grown[1]) * rows)
    piece = flat[y0 : max(y0 + 1, y1), x0 : max(x0 + 1, x1)]
    return Part(
        grey=as_grey(cv2.cvtColor(piece, cv2.COLOR_BGR2GRAY)),
        bright=as_grey(cv2.max(cv2.max(piece[..., 0], piece[..., 1]), piece[..., 2])),
        x=x0,
        y=y0,
        top=box[1] * rows - y0,
        bottom=box[3] * rows - y0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of print in the part of the page it was sought in, in pixels of that part."""

    x0: float
    x1: float
    base: float
    """y on which its letters stand, where x is 0."""
    slope: float
    """How much y grows a pixel of x."""
    height: float
    """Of its capitals and digits."""
    density: float = 1.0
    """Pieces of ink a letter height of its length: about 1 to 2 in print, less in a pattern."""

    def base_at(self, x: float) -> float:
        """Return the y on which letters stand at x."""
        return self.base + self.slope * x

    def raised(self, by: float) -> "Line":
        """Return the line as it is if a rule below was taken for the letters' feet.

        `by` is how far the letters stand above it, in shares of the height told.
        """
        return replace(self, base=self.base - by * self.height, height=self.height / (1 + by))


def level(grey: Grey, height: float) -> Grey:
    """Divide by the paper's brightness round about, so that shade and glare fade away.

    `height` is that of the letters, in pixels.
    """
    small = cv2.resize(grey, None, fx=4 / height, fy=4 / height, interpolation=cv2.INTER_AREA)
    paper = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)), (7, 7))
    paper = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return as_grey(cv2.divide(grey, np.maximum(paper, 1), scale=WHITE))


def cut(grey: Grey, line: Line, size: Size, margin: float) -> Grey:
    """Cut a line out, straight and to size; `margin` letter heights are left on both sides."""
    scale = size.digits / line.height
    left = line.x0 - margin * line.height
    width = max(8, round((line.x1 - line.x0 + 2 * margin * line.height) * scale))
    foot = (size.rows + size.digits) / 2
    matrix = np.array(
        [[scale, 0, -left * scale], [-line.slope * scale, scale, foot - line.base * scale]]
    )
    if scale < 0.7:  # warpAffine knows no averaging: shrink first
        grey = as_grey(cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA))
        matrix[:, :2] /= scale
    return as_grey(
        cv2.warpAffine(
            grey,
            matrix,
            (width, size.rows),
            flags=cv2.INTER_CUBIC,
            borderMode=cv2.BORDER_REPLICATE,
        )
    )


def plain(part: Part, line: Line, size: Size, margin: float) -> Grey:
    """Cut a line out of the brightest channel and level it: no colour, no shade."""
    return level(cut(part.bright, line, size, margin), size.digits)


def prepared(part: Part, line: Line, margin: float) -> tuple[Grey, Grey]:
    """Return a line as tesseract likes it, twice over: grey and large; plain and soft."""
    soft = cv2.GaussianBlur(plain(part, line, SMALL, margin), (0, 0), 0.8)
    return cut(part.grey, line, LARGE, margin), as_grey(soft)


def prepared_again(part: Part, line: Line, margin: float) -> tuple[Grey, Grey]:
    """Return two more preparations, for where those disagree: soft grey; black and white."""
    soft = cv2.GaussianBlur(cut(part.grey, line, LARGE, margin), (0, 0), 1.2)
    _, bare = cv2.threshold(plain(part, line, LARGE, margin), 0, 255, cv2.THRESH_OTSU)
    return as_grey(soft), as_grey(bare)
