"""The truth of a shot, by full reference: how legible each printed word still is.

Every word that counts is cut out of the photo as it arrived, through the known geometry, set to
24 px height and correlated with the clean print of 150 dpi (best of ±1 px); the result is scaled
down where too little contrast is left to see. On 1,700 drawn words that were too small or blurred
PP-OCR, a reader of lines, got 97 % of the letters right at an index about 0.72, 76 % at 0.50. The
number is measured by every two digits that stand side by side, and is as legible as the worst of
them. Nothing of `precheck` takes part.
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import as_field, as_picture
from specimens.atlas import Boxes, Layout, clean_strip, similar, strip
from specimens.camera.geometry import Geometry
from specimens.digits import digit_boxes
from specimens.sheet import Sheet

READABLE, LOST = 0.72, 0.50
"""Index of a word that is plainly readable, and of one that is not."""
NUMBER_READABLE, NUMBER_LOST = 0.80, 0.68
"""The same for the number: its worst window of digits."""
WINDOW = 2  # digits that are measured together: one alone is too narrow, of three one may be gone
SEEN = 12.0  # grey levels of deviation that suffice to see print
OUT = 0.1  # share of a word beyond the frame that makes it out of frame


class Label(StrEnum):
    """What the office would say of a shot."""

    ACCEPT = "accept"
    REPHOTO = "re-photo"
    BORDERLINE = "borderline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """What is known of every counting word of a shot, one array element a word."""

    quads: NDArray[np.float32]
    """n × 4 × 2, photo pixels, clockwise from the word's own top left."""
    index: NDArray[np.float32]
    """Legibility, −1 … 1; 0.72 and more is plainly readable."""
    out: NDArray[np.bool_]
    """Whether the word lies beyond the frame."""
    must_read: NDArray[np.bool_]
    is_number: NDArray[np.bool_]
    number_index: float | None
    """Legibility of the number's worst digits, None where there is no number."""

    @property
    def gone(self) -> NDArray[np.bool_]:
        """Which words nobody could read; of the number one digit suffices."""
        unread = self.number_index is not None and self.number_index < NUMBER_LOST
        return np.asarray((self.index < LOST) | self.out | (self.is_number & unread))

    @property
    def lost(self) -> float:
        """Share of words that nobody could read."""
        return _share(self.gone)

    @property
    def must_read_lost(self) -> float:
        """Share of must-read words that nobody could read; of all words where none is."""
        return _share(self.gone[self.must_read]) if self.must_read.any() else self.lost

    @property
    def readable(self) -> float:
        """Share of words that are plainly readable."""
        return _share((self.index >= READABLE) & ~self.out)

    def label(self) -> Label:
        """Return what the office's policy says."""
        if self._refused():
            return Label.REPHOTO
        return Label.ACCEPT if self._fine() else Label.BORDERLINE

    def _refused(self) -> bool:
        number = self.number_index is not None and self.number_index < NUMBER_LOST
        needed = bool(self.gone[self.must_read].any())
        return number or needed or _share(self.index < LOST) > 0.12 or _share(self.out) > 0.04

    def _fine(self) -> bool:
        number = self.number_index is None or self.number_index >= NUMBER_READABLE
        needed = bool((self.index[self.must_read] >= READABLE).all())
        return number and needed and _share(self.index >= READABLE) >= 0.96 and not self.out.any()


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if flags.size else 0.0


@dataclass(frozen=True, slots=True)
class Reference:
    """A sheet's print, cut out once for all its shots."""

    sheet: Sheet
    boxes: Boxes
    """Of the counting words, then of the number's windows, sheet pixels."""
    words: int
    """How many of the boxes are words."""
    layout: Layout
    strip: NDArray[np.float32]

    @classmethod
    def of(cls, sheet: Sheet) -> "Reference":
        """Cut the counting words out of a sheet's print."""
        counting = [word.box for word in sheet.words if word.counts]
        boxes = np.array(counting, np.float32).reshape(-1, 4)
        every = np.concatenate([boxes, _windows(digit_boxes(sheet))])
        layout = Layout.of(every)
        clean = clean_strip(sheet.printed, sheet.px_per_mm, layout, every)
        return cls(sheet, every, len(boxes), layout, clean)


def _windows(digits: Boxes) -> Boxes:
    """Return the boxes round each WINDOW digits that stand side by side."""
    size = min(WINDOW, len(digits))
    found = []
    for first in range(len(digits) - size + 1 if size else 0):
        part = digits[first : first + size]
        low, high = part[:, :2].min(0), (part[:, :2] + part[:, 2:]).max(0)
        if high[0] - low[0] <= 3 * size * part[:, 2].max():  # on one line
            found.append((*low, *(high - low)))
    return np.array(found, np.float32).reshape(-1, 4)


def judged(reference: Reference, photo: NDArray[np.uint8], lies: Geometry) -> Truth:
    """Return the truth of a photo (BGR) in which the reference's sheet lies so."""
    sheet = reference.sheet
    grey = as_picture(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY))
    quads = _quads(reference.boxes, sheet.px_per_mm, lies)
    heights = as_field(np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1))
    seen = strip(grey, reference.layout, lambda p: lies.to_photo(p / sheet.px_per_mm), heights)
    match, deviation = similar(reference.strip, seen, reference.layout)
    index = match * np.minimum(1, deviation / SEEN)
    n = reference.words
    counting = [word for word in sheet.words if word.counts]
    digits = index[n:]
    return Truth(
        quads=quads[:n],
        index=index[:n],
        out=_out(quads[:n], (photo.shape[1], photo.shape[0])),
        must_read=np.array([word.must_read for word in counting], bool),
        is_number=np.array([word.field == "number" for word in counting], bool),
        number_index=float(digits.min()) if digits.size else None,
    )


def _quads(boxes: Boxes, px_per_mm: float, lies: Geometry) -> NDArray[np.float32]:
    x, y, width, height = (boxes / px_per_mm).T
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    if not len(boxes):
        return np.empty((0, 4, 2), np.float32)
    return lies.to_photo(np.stack([np.stack(corner, -1) for corner in corners], 1))


def _out(quads: NDArray[np.float32], size: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which quads lie beyond a photo by more than OUT of their width or height."""
    low, high = quads.min(1), quads.max(1)
    beyond = np.maximum(-low, 0) + np.maximum(high - np.array(size), 0)
    return np.asarray((beyond > OUT * (high - low)).any(1))
