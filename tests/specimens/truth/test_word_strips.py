"""The clean print that the legibility index refers to."""

import cv2
import numpy as np

from specimens.truth.word_strips import REFERENCE_PX_PER_MM, StripLayout, cut_reference_words

BOXES = np.array([[12, 8, 60, 12], [90, 30, 40, 18]], np.float32)


def test_a_finer_print_of_the_same_page_is_the_same_reference():
    coarse = np.random.default_rng(5).integers(0, 256, (60, 150), dtype=np.uint8)
    fine = cv2.resize(coarse, None, fx=3, fy=3, interpolation=cv2.INTER_NEAREST)
    coarse_words = cut_reference_words(coarse, REFERENCE_PX_PER_MM, StripLayout.of(BOXES), BOXES)
    fine_words = cut_reference_words(
        fine, 3 * REFERENCE_PX_PER_MM, StripLayout.of(3 * BOXES), 3 * BOXES
    )
    np.testing.assert_allclose(coarse_words, fine_words, atol=1)
