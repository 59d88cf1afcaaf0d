"""The truth of a shot: the full-reference legibility index of each printed word.

Each scored word is cut out of the received photo through the known geometry, scaled to 24 px height
and correlated with the clean print at 150 dpi (best of ±1 px). The index is scaled down where
contrast is too low. On 1,700 small or blurred words PP-OCR read 97 % of the letters at an index
of about 0.72 and 76 % at 0.50. The number's index is the lowest of all pairs of adjacent digits.
"""

from dataclasses import dataclass
from enum import StrEnum

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import Field, Picture, as_field, as_picture
from specimens.camera.geometry.projection import Geometry
from specimens.sheet import DrawnSheet
from specimens.truth.digit_boxes import digit_boxes
from specimens.truth.word_strips import (
    Boxes,
    StripLayout,
    correlate,
    cut_reference_words,
    cut_words,
)

READABLE_INDEX, LOST_INDEX = 0.72, 0.50
"""Minimum index of a readable word; a word below the second is lost."""
READABLE_NUMBER_INDEX, LOST_NUMBER_INDEX = 0.80, 0.68
"""The same for the number."""
DIGITS_PER_WINDOW = 2  # one digit is too narrow to correlate; of three one may be lost
FULL_CONTRAST_DEVIATION = 12.0  # grey levels; print of less has its index scaled down
MAX_OUTSIDE_SHARE = 0.1  # of a word beyond the frame; more is out of frame


class Label(StrEnum):
    """The office's policy applied to a shot."""

    ACCEPT = "accept"
    REPHOTO = "re-photo"
    BORDERLINE = "borderline"


@dataclass(frozen=True, slots=True, kw_only=True)
class Truth:
    """The truth of every scored word of a shot, one array element a word."""

    quads: Field
    """n × 4 × 2, photo pixels, clockwise from the word's own top left."""
    index: Field
    """Legibility index, −1 … 1; higher is better."""
    out_of_frame: NDArray[np.bool_]
    must_read: NDArray[np.bool_]
    is_number: NDArray[np.bool_]
    number_index: float | None
    """Legibility index of the number's worst pair of digits, None where there is no number."""

    @property
    def lost_words(self) -> NDArray[np.bool_]:
        """Words that cannot be read. The number is lost with one of its digits."""
        unread = self.number_index is not None and self.number_index < LOST_NUMBER_INDEX
        return np.asarray((self.index < LOST_INDEX) | self.out_of_frame | (self.is_number & unread))

    @property
    def lost_share(self) -> float:
        """Share of words that are lost."""
        return _share(self.lost_words)

    @property
    def must_read_lost_share(self) -> float:
        """Share of must-read words that are lost; of all words on a paper without any."""
        return _share(self.lost_words[self.must_read]) if self.must_read.any() else self.lost_share

    @property
    def readable_share(self) -> float:
        """Share of words that are readable."""
        return _share((self.index >= READABLE_INDEX) & ~self.out_of_frame)

    def label(self) -> Label:
        """Return the label by the office's policy."""
        if self._needs_rephoto():
            return Label.REPHOTO
        return Label.ACCEPT if self._is_acceptable() else Label.BORDERLINE

    def _needs_rephoto(self) -> bool:
        number = self.number_index is not None and self.number_index < LOST_NUMBER_INDEX
        needed = bool(self.lost_words[self.must_read].any())
        return (
            number
            or needed
            or _share(self.index < LOST_INDEX) > 0.12
            or _share(self.out_of_frame) > 0.04
        )

    def _is_acceptable(self) -> bool:
        number = self.number_index is None or self.number_index >= READABLE_NUMBER_INDEX
        needed = bool((self.index[self.must_read] >= READABLE_INDEX).all())
        return (
            number
            and needed
            and _share(self.index >= READABLE_INDEX) >= 0.96
            and not self.out_of_frame.any()
        )


def _share(flags: NDArray[np.bool_]) -> float:
    return float(flags.mean()) if flags.size else 0.0


@dataclass(frozen=True, slots=True)
class Reference:
    """The clean words of a sheet, cut out once for all its shots."""

    sheet: DrawnSheet
    boxes: Boxes
    """Of the scored words, then of the number's pairs of digits, sheet pixels."""
    words: int
    """Number of boxes that are words."""
    layout: StripLayout
    words_strip: Field

    @classmethod
    def of(cls, sheet: DrawnSheet) -> "Reference":
        """Cut the scored words out of a sheet's print."""
        scored = [word.box for word in sheet.words if word.is_scored]
        boxes = np.array(scored, np.float32).reshape(-1, 4)
        every = np.concatenate([boxes, _windows(digit_boxes(sheet))])
        layout = StripLayout.of(every)
        clean = cut_reference_words(sheet.printed, sheet.px_per_mm, layout, every)
        return cls(sheet, every, len(boxes), layout, clean)


def _windows(digits: Boxes) -> Boxes:
    """Return the bounding boxes of each DIGITS_PER_WINDOW adjacent digits of a line."""
    size = min(DIGITS_PER_WINDOW, len(digits))
    found = []
    for first in range(len(digits) - size + 1 if size else 0):
        part = digits[first : first + size]
        low, high = part[:, :2].min(0), (part[:, :2] + part[:, 2:]).max(0)
        if high[0] - low[0] <= 3 * size * part[:, 2].max():  # on one line
            found.append((*low, *(high - low)))
    return np.array(found, np.float32).reshape(-1, 4)


def measure_truth(reference: Reference, photo: Picture, geometry: Geometry) -> Truth:
    """Return the truth of a photo (BGR) of the reference's sheet with a geometry."""
    sheet = reference.sheet
    grey = as_picture(cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY))
    quads = geometry.box_quads(reference.boxes / sheet.px_per_mm)
    heights = as_field(np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1))
    photographed = cut_words(
        grey, reference.layout, lambda p: geometry.to_photo(p / sheet.px_per_mm), heights
    )
    match, deviation = correlate(reference.words_strip, photographed, reference.layout)
    index = match * np.minimum(1, deviation / FULL_CONTRAST_DEVIATION)
    n = reference.words
    scored = [word for word in sheet.words if word.is_scored]
    digits = index[n:]
    return Truth(
        quads=quads[:n],
        index=index[:n],
        out_of_frame=_out_of_frame(quads[:n], (photo.shape[1], photo.shape[0])),
        must_read=np.array([word.must_read for word in scored], bool),
        is_number=np.array([word.field == "number" for word in scored], bool),
        number_index=float(digits.min()) if digits.size else None,
    )


def _out_of_frame(quads: Field, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which quads extend beyond the photo by more than MAX_OUTSIDE_SHARE."""
    low, high = quads.min(1), quads.max(1)
    beyond = np.maximum(-low, 0) + np.maximum(high - np.array(size), 0)
    return np.asarray((beyond > MAX_OUTSIDE_SHARE * (high - low)).any(1))
