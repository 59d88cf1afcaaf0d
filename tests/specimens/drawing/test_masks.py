"""Rotated masks."""

import numpy as np
import pytest

from specimens.drawing import masks


@pytest.mark.parametrize("degrees", [0, 30, 90, -135])
def test_turned_mask_keeps_its_ink(degrees):
    mask = np.pad(np.full((20, 80), 255, np.uint8), 10)
    turned = masks.rotate_mask(mask, degrees)
    assert float(turned.sum()) == pytest.approx(float(mask.sum()), rel=0.05)
