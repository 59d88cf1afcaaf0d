import numpy as np
import pytest

from specimens.camera.geometry.projection import Geometry
from specimens.camera.lighting.moire import moire_light

SIZE = (320, 240)
LIES = Geometry(np.array([[1.2, 0.1, 10], [0.0, 1.1, 8], [1e-5, 2e-5, 1]]), (210.0, 180.0))
SEEDS = range(6)


def ripples(amplitude):
    return [moire_light(LIES, SIZE, amplitude, np.random.default_rng(seed)) for seed in SEEDS]


def test_without_amplitude_a_screen_shines_evenly():
    for light in ripples(0.0):
        assert light.shape == (*SIZE[::-1], 3)
        assert (light == 1).all()


@pytest.mark.parametrize("amplitude", [0.1, 0.6, 1.2])
def test_two_gratings_go_up_and_down_about_one(amplitude):
    depth = 0.7 * amplitude
    for light in ripples(amplitude):
        assert light.mean((0, 1)) == pytest.approx(1, abs=0.1)
        assert max(1 - depth, 0) ** 2 - 1e-4 <= light.min() <= 1 - depth / 2
        assert 1 + 1.5 * depth <= light.max() <= (1 + depth) ** 2 + 1e-4


def test_the_colours_run_apart():
    for light in ripples(0.6):
        blue, green, red = np.moveaxis(light, -1, 0)
        assert min(abs(blue - green).mean(), abs(green - red).mean()) > 0.01
