"""The spectrum of print: what its waves are, and that grain is taken off."""

import cv2
import numpy as np
import pytest

from precheck.cells.spectrum import CAPITALS, SIZE, spectrum, waves
from tests.measures import measured_page as drawn

TEXT = drawn.capture(drawn.page()).text.text
PAPER = 1 - TEXT
NOISE = np.random.default_rng(2).normal(0, 1, (drawn.HEIGHT, drawn.WIDTH))


def spectrum_of(grain=0.0, paper=PAPER, picture=None):
    page = drawn.page() if picture is None else picture
    grey = cv2.cvtColor(page, cv2.COLOR_BGR2GRAY) + grain * NOISE
    levels = np.clip(np.rint(grey), 0, 255).astype(np.uint8)
    return spectrum(levels, TEXT, paper, float(drawn.CAPITALS))


@pytest.mark.parametrize("grain", [6.0, 12.0])
def test_grain_is_told_by_the_paper_beside_the_print(grain):
    """Of a smeared page, whose fine waves have little power of their own."""
    soft = cv2.GaussianBlur(drawn.page(), (0, 0), 1.5)
    clean, grained = spectrum_of(picture=soft), spectrum_of(grain, picture=soft)
    fine = np.hypot(*waves()) > 2
    told, left_on, true = (p[fine].sum() for p in (grained.alone, grained.every, clean.every))
    assert abs(told - true) < 0.75 * abs(left_on - true)


def test_grain_stays_where_no_paper_is_bare():
    grained = spectrum_of(6.0, paper=np.zeros_like(TEXT))
    assert (grained.alone == grained.every).all()


@pytest.mark.parametrize(
    ("across", "down"), [pytest.param(1.25, 0.0, id="across"), pytest.param(0.0, 1.5, id="down")]
)
def test_a_wave_has_its_power_where_it_is_told_to_be(across, down):
    """In waves a capital height; each a whole number of them in a window."""
    y, x = np.mgrid[: drawn.HEIGHT, : drawn.WIDTH] * (2 * np.pi / drawn.CAPITALS)
    wave = np.asarray(128 + 100 * np.sin(across * x + down * y), np.uint8)
    found = spectrum_of(picture=np.repeat(wave[..., None], 3, 2))
    at = int(found.every.argmax())
    assert tuple(abs(axis[at]) for axis in waves()) == pytest.approx((across, down), abs=0.16)


def test_the_power_of_a_window_sums_to_one():
    found = spectrum_of()
    assert found.windows.shape[1] == SIZE[1] * (SIZE[0] // 2 + 1)
    assert found.windows.sum(1) == pytest.approx(1)
    assert max(waves()[0]) == CAPITALS / 2


@pytest.mark.parametrize(
    ("grey", "text"),
    [
        pytest.param(
            np.full((600, 800), 200, np.uint8), np.zeros((75, 100), np.float32), id="none"
        ),
        pytest.param(np.full((20, 30), 200, np.uint8), np.ones((2, 3), np.float32), id="too small"),
    ],
)
def test_without_text_there_is_none(grey, text):
    assert spectrum(grey, text, 1 - text, float(drawn.CAPITALS)) is None
