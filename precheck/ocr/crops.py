"""Crops of the page, lines in them, and lines rectified to the strips that readers take."""

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import ArrayLike, NDArray

from precheck.capture import Grey

Box = tuple[float, float, float, float]
"""x0, y0, x1, y1."""

PAPER_LEVEL = 235  # grey level of the paper after its brightness is divided out
MAX_STRIP_PX = 8000  # width of a strip; a number takes about 1,000
MIN_STRIP_DEVIATION = 4.0  # grey levels; the contrast of a strip of less is not raised to 1


@dataclass(frozen=True, slots=True)
class StripSize:
    """Size of a strip with one line."""

    digits: float
    """Height of the digits, px."""
    rows: int
    """Height of the strip, px."""


READER_STRIP = StripSize(21, 32)
"""Training size of the line reader and of the line turn net."""
SMALL_READER_STRIP = StripSize(19, 32)
"""Slightly smaller: for a second, independent reading."""
TESSERACT_LARGE = StripSize(28, 48)
TESSERACT_SMALL = StripSize(22, 40)
"""Tesseract reads digits of 20 to 30 px best."""


def as_grey(picture: ArrayLike) -> Grey:
    """Return a result of cv2 as a grey picture of bytes, which its types do not state."""
    return np.asarray(picture, np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageCrop:
    """A crop of the flattened page round a zone."""

    grey: Grey
    bright: Grey
    """Maximum of the channels: coloured print and stamps fade in it, black ink stays."""
    x: int
    y: int
    """Its top left corner on the flattened page."""
    top: float
    bottom: float
    """First and last row of the zone, in rows of the crop."""


def crop_zone(flat: NDArray[np.uint8], box: Box, grown: tuple[float, float]) -> PageCrop:
    """Crop a zone and its surroundings from the page.

    grown: added to the zone's width and height on each side. Zone and margin are in shares of the
    page; what is outside the page is left out.
    """
    rows, columns = flat.shape[:2]
    x0, y0 = int(max(0, box[0] - grown[0]) * columns), int(max(0, box[1] - grown[1]) * rows)
    x1, y1 = int((box[2] + grown[0]) * columns), int((box[3] + grown[1]) * rows)
    piece = flat[y0 : max(y0 + 1, y1), x0 : max(x0 + 1, x1)]
    return PageCrop(
        grey=as_grey(cv2.cvtColor(piece, cv2.COLOR_BGR2GRAY)),
        bright=as_grey(cv2.max(cv2.max(piece[..., 0], piece[..., 1]), piece[..., 2])),
        x=x0,
        y=y0,
        top=box[1] * rows - y0,
        bottom=box[3] * rows - y0,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class TextLine:
    """One line of print, in pixels of the picture in which it was found."""

    x0: float
    x1: float
    base: float
    """y of the baseline at x = 0."""
    slope: float
    """Of the baseline, dy/dx."""
    height: float
    """Of capitals and digits."""
    density: float = 1.0
    """Connected components per letter height of length: 1 to 2 in print, less in a pattern."""

    def base_at(self, x: float) -> float:
        """Return y of the baseline at x."""
        return self.base + self.slope * x

    def raised(self, by: float) -> "TextLine":
        """Return the line whose baseline was confused with a rule below it.

        by: height of the letters above the rule, in shares of the line's height.
        """
        return replace(self, base=self.base - by * self.height, height=self.height / (1 + by))


def divide_by_paper(grey: Grey, height: float) -> Grey:
    """Normalise the illumination: divide by the local brightness of the paper.

    height: of the letters, px.
    """
    small = cv2.resize(grey, None, fx=4 / height, fy=4 / height, interpolation=cv2.INTER_AREA)
    paper = cv2.blur(cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8)), (7, 7))
    paper = cv2.resize(paper, grey.shape[::-1], interpolation=cv2.INTER_LINEAR)
    return as_grey(cv2.divide(grey, np.maximum(paper, 1), scale=PAPER_LEVEL))


def standardised(strip: NDArray[Any]) -> NDArray[np.float32]:
    """Return a strip of mean 0 and deviation 1, the input of the nets that read lines."""
    deviation = max(float(strip.std()), MIN_STRIP_DEVIATION)
    return np.asarray((strip - strip.mean()) / deviation, np.float32)


def crop_line(grey: Grey, line: TextLine, size: StripSize, margin: float) -> Grey:
    """Rectify a line to a strip of a size; margin: letter heights left on both sides.

    What is longer than MAX_STRIP_PX is cut off.
    """
    scale = size.digits / line.height
    left = line.x0 - margin * line.height
    wanted = round((line.x1 - line.x0 + 2 * margin * line.height) * scale)
    width = min(max(8, wanted), MAX_STRIP_PX)
    foot = (size.rows + size.digits) / 2
    matrix = np.array(
        [[scale, 0, -left * scale], [-line.slope * scale, scale, foot - line.base * scale]]
    )
    if scale < 0.7:  # warpAffine does not average: reduce first
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


def crop_colourless_line(part: PageCrop, line: TextLine, size: StripSize, margin: float) -> Grey:
    """Rectify a line of the brightest channel and normalise its illumination."""
    return divide_by_paper(crop_line(part.bright, line, size, margin), size.digits)


def tesseract_inputs(part: PageCrop, line: TextLine, margin: float) -> tuple[Grey, Grey]:
    """Return two inputs for tesseract: a large grey one, and a blurred one without colour."""
    colourless = crop_colourless_line(part, line, TESSERACT_SMALL, margin)
    soft = cv2.GaussianBlur(colourless, (0, 0), 0.8)
    return crop_line(part.grey, line, TESSERACT_LARGE, margin), as_grey(soft)


def more_tesseract_inputs(part: PageCrop, line: TextLine, margin: float) -> tuple[Grey, Grey]:
    """Return two more inputs, for where those disagree: a blurred grey one, and a binary one."""
    soft = cv2.GaussianBlur(crop_line(part.grey, line, TESSERACT_LARGE, margin), (0, 0), 1.2)
    colourless = crop_colourless_line(part, line, TESSERACT_LARGE, margin)
    _, binary = cv2.threshold(colourless, 0, 255, cv2.THRESH_OTSU)
    return as_grey(soft), as_grey(binary)
