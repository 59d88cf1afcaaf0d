"""Sheets of real paper: pictures whose lines `training.read_print` found, to photograph again.

Their print is as legible as it is there: what a camera then takes of it is lost against that.
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from zlib import crc32

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.sheet import Sheet, Word

SURELY = 0.85  # how surely the lines of a picture are read, their median, that counts as legible
WRITTEN = ("timeuscorpus",)
"""Origins of handwriting: the teacher reads none, a person does."""
LEVEL = 1.4  # height of a line's upright box, over its own, from which it stands too askew
PIECE = 4.0  # heights of a line that a word is wide, about
FINE = (9, 90)  # px, height of lines that are neither too small to tell nor headlines
SEEN = 8.0  # grey levels of deviation, less than which a stretch of a line is a gap
LINES = 4  # a sheet has at least
A4_MM = 297.0
PAPER = 0.04  # share of a page's length that is looked for its paper's own light


@dataclass(frozen=True, slots=True, kw_only=True)
class Lines:
    """A picture of a real paper and the lines of print that were found on it."""

    picture: NDArray[np.uint8]
    quads: NDArray[np.float32]
    """n x 4 x 2, px."""
    legible: bool
    """Whether the print of the picture is known to be legible."""

    @classmethod
    def load(cls, path: Path) -> "Lines":
        """Read what `training.read_print` wrote beside a PNG."""
        found = np.load(path.with_suffix(".npz"))
        scores = found["scores"][~np.isnan(found["scores"])]
        surely = bool(len(scores)) and float(np.median(scores)) >= SURELY
        written = path.name.startswith(WRITTEN)
        picture = np.asarray(cv2.imread(str(path)), np.uint8)
        return cls(picture=picture, quads=found["quads"], legible=surely or written)


def sheets(folder: Path) -> list[Path]:
    """Return the pictures of a folder that show enough print that is known to be legible, mixed.

    Raises FileNotFoundError where there is none.
    """
    mixed = sorted(folder.glob("*.png"), key=lambda path: crc32(path.name.encode()))
    found = [path for path in mixed if sheet_of(path) is not None]
    if not found:
        raise FileNotFoundError(f"{folder}: no picture that training.read_print found print on")
    return found


def sheet_of(path: Path) -> Sheet | None:
    """Return a picture as a sheet; None where too little of its print is known to be legible."""
    lines = Lines.load(path)
    if not lines.legible:
        return None
    printed = _printed(lines.picture)
    words = tuple(word for quad in lines.quads for word in _words(quad, printed))
    if sum(word.counts for word in words) < LINES:
        return None
    inside = np.zeros(printed.shape, bool)
    for word in words:
        x, y, width, height = (round(n) for n in word.box)
        inside[max(y - 3, 0) : y + height + 3, max(x - 3, 0) : x + width + 3] = True
    return Sheet(
        type="other",
        variant="real",
        pixels=lines.picture,
        printed=np.where(inside, printed, np.uint8(255)),
        words=words,
        px_per_mm=max(printed.shape) / A4_MM,
        number=None,
        number_kind=None,
        number_box=None,
    )


def _printed(picture: NDArray[np.uint8]) -> NDArray[np.uint8]:
    """Return the print alone: the grey picture over the light of the paper round it."""
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY)
    size = 2 * round(PAPER * max(grey.shape) / 2) + 1
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.dilate(small, np.ones((size // 4, size // 4), np.uint8))
    paper = cv2.blur(paper, (size // 4, size // 4))
    light = cv2.resize(paper, grey.shape[::-1]).astype(np.float32)
    return np.asarray(np.clip(255 * (grey / np.maximum(light, 30)), 0, 255), np.uint8)


def _words(quad: NDArray[np.float32], printed: NDArray[np.uint8]) -> list[Word]:
    """Cut a line into stretches of print; one that is not known to be print has no text."""
    x, y, width, height = cv2.boundingRect(quad)
    own = float(np.linalg.norm(quad[0] - quad[3]) + np.linalg.norm(quad[1] - quad[2])) / 2
    if height > LEVEL * own or not FINE[0] <= own <= FINE[1] or width < height:
        return [_word((x, y, width, height), known=False)]
    count = max(1, round(width / own / PIECE))
    cuts = np.linspace(x, x + width, count + 1)
    stretches = [(a, y, b - a, height) for a, b in pairwise(cuts)]
    return [found for at in stretches if (found := _inked(at, printed)) is not None]


def _inked(box: tuple[float, float, float, float], printed: NDArray[np.uint8]) -> Word | None:
    """Tighten a stretch round its ink; None where it is a gap."""
    x, y, width, height = (round(n) for n in box)
    x, y = max(x, 0), max(y, 0)
    part = printed[y : y + height, x : x + width]
    if part.size == 0 or part.std() < SEEN:
        return None
    limit, _ = cv2.threshold(part, 0, 255, cv2.THRESH_OTSU)
    ink = part <= limit
    if ink.mean() > 0.5:
        ink = ~ink
    left, top, wide, high = cv2.boundingRect(ink.astype(np.uint8))
    if high < 0.4 * height or wide < 0.8 * high:
        return None
    return _word((x + left, y + top, wide, high), known=True)


def _word(box: tuple[float, float, float, float], *, known: bool) -> Word:
    return Word(text="xxx" if known else "", box=box, field="text", must_read=False)
