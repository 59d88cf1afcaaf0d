"""Tone curves and sharpening."""

import numpy as np
import pytest

from specimens.camera.phone import linear, tone


def rng(seed=1):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("seed", range(30))
def test_a_tone_curve_rises_from_black_to_white(seed):
    look = linear.draw_phone(rng(seed)).tone
    table = tone.tone_curve(look).astype(int)
    assert (np.diff(table) >= 0).all()
    assert table[0] == round(look.black)
    assert table[-1] == round(look.white)


def test_limited_sharpening_overshoots_no_further():
    step = np.full((40, 40, 3), 60, np.uint8)
    step[:, 20:] = 160
    sharp = tone.sharpen(step, tone.Sharpening(amount=4.0, radius=2.0, limit=15.0))
    assert sharp.max() == 175
    assert sharp.min() == 45
