"""The raw sensor."""

from dataclasses import replace

import numpy as np
import pytest

from specimens.camera.phone import linear
from specimens.camera.phone.sensor import capture, mosaic


def rng(seed=1):
    return np.random.default_rng(seed)


@pytest.mark.parametrize("seed", range(8))
def test_a_grey_card_comes_out_of_the_sensor_as_it_was(seed):
    kit = linear.draw_phone(rng(seed))
    calm = replace(kit.sensor, electrons=1e9, read=0.0, cast=(1.0, 1.0, 1.0))
    card = np.full((40, 60, 3), 0.4, np.float32)
    assert capture(card, calm, 0.0, kit.saturation, rng()) == pytest.approx(card, abs=0.002)


def test_overexposed_paper_is_white_and_not_pink():
    kit = linear.draw_phone(rng(2))
    bright = np.full((40, 60, 3), 9.0, np.float32)
    full = capture(bright, replace(kit.sensor, electrons=1e9), 0.0, 1.0, rng())
    assert np.ptp(full.mean((0, 1))) < 0.02 * full.mean()


def test_a_mosaic_holds_one_colour_a_pixel():
    colour = np.zeros((4, 4, 3), np.float32) + np.array([1, 2, 3], np.float32)
    assert mosaic(colour)[:2, :2].tolist() == [[3, 2], [2, 1]]
