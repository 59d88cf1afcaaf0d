"""Sheets of real paper, from pictures with the lines of `training.real_papers.read_print`.

Their print in the picture is the reference of the legibility index.
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np

from specimens.arrays import Field, Picture
from specimens.sheet import DrawnSheet, PrintedWord

MIN_CONFIDENCE = 0.85  # median over the lines of a legible picture
HANDWRITTEN_SOURCES = ("timeuscorpus",)
"""Name prefixes of handwriting, which is legible although RapidOCR does not read it."""
MAX_UPRIGHT_RATIO = 1.4  # of a line's bounding box height to its own; above it the line is oblique
WORD_WIDTH = 4.0  # in line heights, approximately
LINE_HEIGHT_RANGE_PX = (9, 90)  # of lines between tiny print and headlines
MIN_INK_DEVIATION = 8.0  # grey levels; a part of a line with less is a gap
MIN_WORDS = 4  # of a sheet
A4_LONG_SIDE_MM = 297.0
PAPER_WINDOW_SHARE = 0.04  # of a page's length, in which the paper's brightness is estimated


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledLines:
    """A picture of a real paper and its detected lines."""

    picture: Picture
    quads: Field
    """n x 4 x 2, px."""
    legible: bool
    """Whether the print is known to be legible."""

    @classmethod
    def load(cls, path: Path) -> "LabelledLines":
        """Read a PNG and the lines of `read_print` beside it."""
        found = np.load(path.with_suffix(".npz"))
        picture = np.asarray(cv2.imread(str(path)), np.uint8)
        legible = is_legible(path, found["scores"])
        return cls(picture=picture, quads=found["quads"], legible=legible)


def is_legible(path: Path, scores: Field) -> bool:
    """Return whether a picture's print is known to be legible, by the confidences of its lines."""
    read = scores[~np.isnan(scores)]
    confident = bool(len(read)) and float(np.median(read)) >= MIN_CONFIDENCE
    return confident or path.name.startswith(HANDWRITTEN_SOURCES)


def sheets(folder: Path) -> list[Path]:
    """Return the pictures of a folder with enough legible print, in a fixed random order.

    Raises FileNotFoundError if there is none.
    """
    mixed = sorted(folder.glob("*.png"), key=lambda path: crc32(path.name.encode()))
    found = [path for path in mixed if sheet_of(path) is not None]
    if not found:
        raise FileNotFoundError(f"{folder}: no picture with enough legible print")
    return found


def sheet_of(path: Path) -> DrawnSheet | None:
    """Return a picture as a sheet; None without enough legible print."""
    lines = LabelledLines.load(path)
    if not lines.legible:
        return None
    printed = _print_alone(lines.picture)
    words = tuple(word for quad in lines.quads for word in _words(quad, printed))
    if sum(word.is_scored for word in words) < MIN_WORDS:
        return None
    inside = np.zeros(printed.shape, bool)
    for word in words:
        x, y, width, height = (round(n) for n in word.box)
        inside[max(y - 3, 0) : y + height + 3, max(x - 3, 0) : x + width + 3] = True
    return DrawnSheet(
        type="other", variant="real", pixels=lines.picture,
        printed=np.where(inside, printed, np.uint8(255)), words=words,
        px_per_mm=max(printed.shape) / A4_LONG_SIDE_MM, number=None, number_kind=None,
        number_box=None,
    )  # fmt: skip


def _print_alone(picture: Picture) -> Picture:
    """Return the print alone: the grey picture divided by the paper's brightness."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    size = 2 * round(PAPER_WINDOW_SHARE * max(grey.shape) / 2) + 1
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((size // 4, size // 4), np.uint8))
    paper = cv2.blur(paper, (size // 4, size // 4))
    light = cv2.resize(paper, grey.shape[::-1]).astype(np.float32)
    return np.asarray(np.clip(255 * (grey / np.maximum(light, 30)), 0, 255), np.uint8)


def _words(quad: Field, printed: Picture) -> list[PrintedWord]:
    """Cut a line into words; a line that is not known to be print has no text."""
    x, y, width, height = cv2.boundingRect(quad)
    own = float(np.linalg.norm(quad[0] - quad[3]) + np.linalg.norm(quad[1] - quad[2])) / 2
    if (
        height > MAX_UPRIGHT_RATIO * own
        or not LINE_HEIGHT_RANGE_PX[0] <= own <= LINE_HEIGHT_RANGE_PX[1]
        or width < height
    ):
        return [_word((x, y, width, height), known=False)]
    count = max(1, round(width / own / WORD_WIDTH))
    cuts = np.linspace(x, x + width, count + 1)
    stretches = [(a, y, b - a, height) for a, b in pairwise(cuts)]
    return [found for at in stretches if (found := _tighten(at, printed)) is not None]


def _tighten(box: tuple[float, float, float, float], printed: Picture) -> PrintedWord | None:
    """Return the bounding box of a part's ink as a word; None for a gap."""
    x, y, width, height = (round(n) for n in box)
    x, y = max(x, 0), max(y, 0)
    part = printed[y : y + height, x : x + width]
    if part.size == 0 or part.std() < MIN_INK_DEVIATION:
        return None
    limit, _ = cv2.threshold(part, 0, 255, cv2.THRESH_OTSU)
    ink = part <= limit
    if ink.mean() > 0.5:
        ink = ~ink
    left, top, wide, high = cv2.boundingRect(ink.astype(np.uint8))
    if high < 0.4 * height or wide < 0.8 * high:
        return None
    return _word((x + left, y + top, wide, high), known=True)


def _word(box: tuple[float, float, float, float], *, known: bool) -> PrintedWord:
    return PrintedWord(text="xxx" if known else "", box=box, field="text", must_read=False)
