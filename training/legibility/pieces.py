"""Words cut into pieces of a few letters, and the legibility index of each piece in a photo."""

from collections.abc import Iterator

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import Field, Picture
from specimens.camera.geometry.projection import Geometry
from specimens.sheet import DrawnSheet, PrintedWord
from specimens.truth.legibility import FULL_CONTRAST_DEVIATION
from specimens.truth.word_strips import StripLayout, correlate, cut_reference_words, cut_words

PIECE_WIDTH = 2.5  # of a piece, in word heights


def piece_boxes(word: PrintedWord) -> Iterator[tuple[float, float, float, float]]:
    """Yield the boxes of a word's pieces of equal width."""
    x, y, width, height = word.box
    count = max(1, round(width / height / PIECE_WIDTH))
    for number in range(count):
        yield x + width * number / count, y, width / count, height


def measure_boxes(
    boxes: Field, sheet: DrawnSheet, grey: Picture, geometry: Geometry
) -> tuple[Field, Field]:
    """Return each box's corners in the photo and its legibility index there."""
    if not len(boxes):
        return np.zeros((0, 4, 2), np.float32), np.zeros(0, np.float32)
    quads = geometry.box_quads(boxes / sheet.px_per_mm)
    layout = StripLayout.of(boxes)
    clean = cut_reference_words(sheet.printed, sheet.px_per_mm, layout, boxes)
    heights = np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1)
    words_in_photo = cut_words(
        grey, layout, lambda p: geometry.to_photo(p / sheet.px_per_mm), heights
    )
    match, deviation = correlate(clean, words_in_photo, layout)
    index = np.clip(match * np.minimum(1, deviation / FULL_CONTRAST_DEVIATION), 0, 1)
    middle = quads.mean(1)
    outside = ((middle < 0) | (middle > np.array(grey.shape[::-1]))).any(1)
    return quads, np.where(outside, 0, index).astype(np.float32)


def piece_truth(
    sheet: DrawnSheet, photo: Picture, geometry: Geometry
) -> dict[str, NDArray[np.generic]]:
    """Return the truth of the pieces of a sheet's scored words."""
    words = [word for word in sheet.words if word.is_scored]
    unsure = [word.box for word in sheet.words if not word.is_scored]
    cut = [(number, box) for number, word in enumerate(words) for box in piece_boxes(word)]
    boxes = np.array([box for _, box in cut], np.float32).reshape(-1, 4)
    quads, index = measure_boxes(boxes, sheet, cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), geometry)
    numbers = np.array([number for number, _ in cut], np.int32)
    return {
        "piece_quads": quads,
        "piece_index": index,
        "piece_word": numbers,
        "unsure_quads": geometry.box_quads(
            np.array(unsure, np.float32).reshape(-1, 4) / sheet.px_per_mm
        ),
    }
