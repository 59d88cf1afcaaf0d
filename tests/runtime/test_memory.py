"""A lack of memory in OpenCV is one in Python; its other errors stay what they are."""

import cv2
import numpy as np
import pytest

from precheck.runtime.memory import memory_errors


@memory_errors()
def resized(side):
    return cv2.resize(np.zeros((9, 9), np.uint8), (side, side))


def test_a_lack_of_memory():
    with pytest.raises(MemoryError):
        resized(40_000_000)


def test_other_errors():
    with pytest.raises(cv2.error):
        resized(-1)
    assert resized(3).shape == (3, 3)
