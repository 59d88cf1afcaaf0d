"""The spectrum of print, and the removal of grain from it."""

import cv2
import numpy as np
import pytest

from precheck.text.spectrum import WINDOW_CAPITAL_PX, WINDOW_PX, spectrum, waves
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
def test_grain_is_removed_by_the_spectrum_of_blank_paper(grain):
    """On a blurred page, whose high frequencies have little power of their own."""
    soft = cv2.GaussianBlur(drawn.page(), (0, 0), 1.5)
    clean, grained = spectrum_of(picture=soft), spectrum_of(grain, picture=soft)
    fine = np.hypot(*waves()) > 2
    powers = grained.without_grain, grained.mean, clean.mean
    found, left_on, true = (power[fine].sum() for power in powers)
    assert abs(found - true) < 0.75 * abs(left_on - true)


def test_grain_stays_where_no_paper_is_blank():
    grained = spectrum_of(6.0, paper=np.zeros_like(TEXT))
    assert (grained.without_grain == grained.mean).all()


@pytest.mark.parametrize(
    ("across", "down"), [pytest.param(1.25, 0.0, id="across"), pytest.param(0.0, 1.5, id="down")]
)
def test_a_wave_has_its_power_at_its_frequency(across, down):
    """In cycles per capital height; each a whole number of cycles in a window."""
    y, x = np.mgrid[: drawn.HEIGHT, : drawn.WIDTH] * (2 * np.pi / drawn.CAPITALS)
    wave = np.asarray(128 + 100 * np.sin(across * x + down * y), np.uint8)
    found = spectrum_of(picture=np.repeat(wave[..., None], 3, 2))
    at = int(found.mean.argmax())
    assert tuple(abs(axis[at]) for axis in waves()) == pytest.approx((across, down), abs=0.16)


def test_the_power_of_a_window_sums_to_one():
    found = spectrum_of()
    assert found.windows.shape[1] == WINDOW_PX[1] * (WINDOW_PX[0] // 2 + 1)
    assert found.windows.sum(1) == pytest.approx(1)
    assert max(waves()[0]) == WINDOW_CAPITAL_PX / 2


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
