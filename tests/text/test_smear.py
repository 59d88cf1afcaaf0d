"""The width of the point spread function, by the fit and by the net, against known ones.

The fit is tested on a regular page of strokes, the net on print, on which it was trained.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pytest

from precheck.errors import BadModel
from precheck.runtime.models import MODELS
from precheck.text.smear import NET_INPUTS, SMEAR_FILE, fitted_width, psf_width, read, width_inputs
from precheck.text.spectrum import Spectrum, spectrum
from tests.measures import measured_page as drawn
from tests.not_models import NO_ARCHIVES, written

CAPITALS = float(drawn.CAPITALS)
TEXT = drawn.capture(drawn.page()).text.text
PAPER = 1 - TEXT
GRAIN = np.random.default_rng(2).normal(0, 1, (drawn.HEIGHT, drawn.WIDTH))


def strokes():
    picture = np.full((drawn.HEIGHT, drawn.WIDTH, 3), drawn.PAPER, np.uint8)
    for y in drawn.LINES:
        text = "3514011203909001 SITI AMINAH KRAKSAAN"
        cv2.putText(picture, text, (90, y), 0, 0.65, (drawn.INK,) * 3, 2, cv2.LINE_AA)
    return picture


def grey_of(picture, grain=1.0):
    """Return a picture in grey, with the grain that every photo has."""
    grey = cv2.cvtColor(np.asarray(picture, np.float32), cv2.COLOR_BGR2GRAY) + grain * GRAIN
    return np.clip(np.rint(grey), 0, 255).astype(np.uint8)


@dataclass(frozen=True)
class Estimator:
    """An estimate of the width, and the page that it is tested on."""

    page: Callable[[], Any]
    estimate: Callable[[Spectrum, float], float]

    def of_grey(self, grey, paper=PAPER, capitals=CAPITALS):
        return self.estimate(spectrum(grey, TEXT, paper, capitals), capitals)

    def __call__(self, picture, grain=1.0):
        return self.of_grey(grey_of(picture, grain))


FIT = Estimator(strokes, lambda found, _: fitted_width(found))
NET = Estimator(drawn.page, lambda found, capitals: psf_width(width_inputs(found, capitals)))
BOTH = pytest.mark.parametrize("method", [FIT, NET], ids=["fit", "net"])


def along(page, degrees, shares):
    """Return the page moved in a direction pixel by pixel, with an exposure share at each."""
    way = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    steps = (np.arange(len(shares)) - (len(shares) - 1) / 2)[:, None] * way
    moves = [np.float32([[1, 0, x], [0, 1, y]]) for x, y in steps]
    size = (drawn.WIDTH, drawn.HEIGHT)
    seen = [cv2.warpAffine(page, m, size, borderValue=(drawn.PAPER,) * 3) for m in moves]
    total = sum(s * one.astype(np.float32) for s, one in zip(shares, seen, strict=True))
    return total / sum(shares)


def deviation(shares):
    at = np.arange(len(shares))
    middle = np.average(at, weights=shares)
    return float(np.sqrt(np.average((at - middle) ** 2, weights=shares)))


def sharpened(page, radius, amount):
    """Return the page out of focus and sharpened, as by a phone."""
    y, x = np.mgrid[-4:4:81j, -4:4:81j]
    fine = (np.hypot(x, y) <= radius).astype(np.float32)
    disk = cv2.resize(fine, (9, 9), interpolation=cv2.INTER_AREA)
    soft = cv2.filter2D(page.astype(np.float32), -1, disk / disk.sum())
    halo = cv2.GaussianBlur(soft, (0, 0), 1.5)
    return np.clip(soft + amount * (soft - halo), 0, 255)


EVEN = [1] * 9
SLANTING = np.linspace(0.5, 1, drawn.WIDTH)[:, None]
LINGERING = [4, 1, 1, 1, 1, 1, 1, 1, 4]


@BOTH
@pytest.mark.parametrize("pixels", [1.5, 2.0, 3.0])
def test_defocus_is_alike_in_all_directions(method, pixels):
    soft = cv2.GaussianBlur(method.page(), (0, 0), pixels)
    assert method(soft) == pytest.approx(pixels / CAPITALS, rel=0.4)


@pytest.mark.parametrize("amount", [0.0, 1.0, 1.5])
@pytest.mark.parametrize("radius", [2.0, 2.5])
def test_the_fit_of_a_sharpened_picture_keeps_its_width(radius, amount):
    found = FIT(sharpened(strokes(), radius, amount))
    assert found == pytest.approx(radius / 2 / CAPITALS, rel=0.25)


@pytest.mark.parametrize("amount", [0.0, 1.0, 1.5])
@pytest.mark.parametrize("radius", [2.0, 2.5])
def test_the_net_keeps_at_least_half_of_the_width_of_a_sharpened_picture(radius, amount):
    found = NET(sharpened(drawn.page(), radius, amount))
    assert 0.45 < found / (radius / 2 / CAPITALS) < 1.25


@BOTH
@pytest.mark.parametrize("degrees", [0, 30, 60, 135])
@pytest.mark.parametrize("shares", [EVEN, LINGERING], ids=["evenly", "with double edges"])
def test_motion_has_one_direction(method, degrees, shares):
    found = method(along(method.page(), degrees, shares))
    assert found == pytest.approx(deviation(shares) / CAPITALS, rel=0.4)


def test_motion_across_regular_lines_is_fitted_too():
    found = FIT(along(strokes(), 90, EVEN))
    assert 0.4 < found / (deviation(EVEN) / CAPITALS) < 1


@pytest.mark.parametrize("shares", [EVEN, LINGERING], ids=["evenly", "with double edges"])
def test_the_net_measures_motion_across_lines_like_any_other(shares):
    found = NET(along(drawn.page(), 90, shares))
    assert found == pytest.approx(deviation(shares) / CAPITALS, rel=0.4)


@BOTH
def test_sharp_print_has_hardly_any_width(method):
    assert method(method.page()) < 0.03


@BOTH
@pytest.mark.parametrize(
    ("spoil", "grain"),
    [
        pytest.param(lambda page: page / 2 + 100, 1.0, id="faint"),
        pytest.param(lambda page: page / 3, 1.0, id="dark"),
        pytest.param(lambda page: page * SLANTING, 1.0, id="lit from a side"),
        pytest.param(lambda page: page, 4.0, id="grain"),
    ],
)
def test_what_changes_the_grey_levels_changes_little(method, spoil, grain):
    soft = cv2.GaussianBlur(method.page(), (0, 0), 2.5)
    assert method(spoil(soft), grain) == pytest.approx(method(soft), rel=0.2)


@pytest.mark.parametrize("strong", [6.0, 12.0])
def test_grain_is_removed_by_the_spectrum_of_blank_paper(strong):
    soft = cv2.GaussianBlur(strokes(), (0, 0), 2.5)
    left_on = FIT.of_grey(grey_of(soft, strong), paper=np.zeros_like(TEXT))
    true = FIT(soft, 0.5)
    assert abs(FIT(soft, strong) - true) < 0.75 * abs(left_on - true)


@pytest.mark.parametrize(("method", "off"), [(FIT, 0.15), (NET, 0.2)], ids=["fit", "net"])
@pytest.mark.parametrize("scale", [0.6, 1.7])
def test_print_of_any_size_is_measured_in_its_own_heights(method, off, scale):
    soft = cv2.GaussianBlur(method.page(), (0, 0), 2.5)
    grey = cv2.resize(grey_of(soft), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    assert method.of_grey(grey, capitals=CAPITALS * scale) == pytest.approx(method(soft), rel=off)


@BOTH
def test_a_blank_picture_survives(method):
    blank = np.full((600, 800), 200, np.uint8)
    everywhere = np.ones((75, 100), np.float32)
    assert np.isfinite(method.estimate(spectrum(blank, everywhere, everywhere, CAPITALS), CAPITALS))


def net_of(hidden=8, inputs=NET_INPUTS):
    shapes = {"first": (hidden, inputs), "first_bias": hidden, "last": hidden, "last_bias": 1}
    return {name: np.zeros(shape, np.float32) for name, shape in shapes.items()}


NONE_OF_OURS = NO_ARCHIVES | {
    "cut off": SMEAR_FILE.read_bytes()[:-500],
    "another net": (MODELS / "legibility_patches.npz").read_bytes(),
    "other inputs": net_of(inputs=NET_INPUTS - 1),
    "layers that do not fit": net_of() | {"last": np.zeros(7, np.float32)},
    "a layer too many": net_of() | {"middle": np.zeros(8, np.float32)},
}


@pytest.mark.parametrize("content", NONE_OF_OURS.values(), ids=NONE_OF_OURS)
def test_an_error_names_the_file_that_is_not_the_net(tmp_path, content):
    file = written(tmp_path / SMEAR_FILE.name, content)
    with pytest.raises(BadModel, match=str(file)):
        read(file)


def test_a_net_of_any_width_is_read(tmp_path):
    assert read(written(tmp_path / SMEAR_FILE.name, net_of(hidden=5)))["last"].shape == (5,)
