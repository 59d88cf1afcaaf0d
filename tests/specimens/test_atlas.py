"""The clean print that words are compared with."""

import cv2
import numpy as np

from specimens.atlas import REFERENCE, Layout, clean_strip

BOXES = np.array([[12, 8, 60, 12], [90, 30, 40, 18]], np.float32)


def test_a_finer_print_of_the_same_page_is_the_same_reference():
    coarse = np.random.default_rng(5).integers(0, 256, (60, 150), dtype=np.uint8)
    fine = cv2.resize(coarse, None, fx=3, fy=3, interpolation=cv2.INTER_NEAREST)
    told = clean_strip(coarse, REFERENCE, Layout.of(BOXES), BOXES)
    again = clean_strip(fine, 3 * REFERENCE, Layout.of(3 * BOXES), 3 * BOXES)
    np.testing.assert_allclose(told, again, atol=1)
