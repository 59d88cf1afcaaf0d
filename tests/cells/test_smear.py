"""How far print is smeared, against smears that are known."""

import cv2
import numpy as np
import pytest

from precheck.cells.smear import FILE, bands, read, smear
from precheck.cells.spectrum import spectrum
from precheck.errors import BadModel
from precheck.models_dir import MODELS
from tests.measures import measured_page as drawn

CAPITALS = float(drawn.CAPITALS)
TEXT = drawn.capture(drawn.page()).text.text
PAPER = 1 - TEXT


GRAIN = np.random.default_rng(2).normal(0, 1, (drawn.HEIGHT, drawn.WIDTH))


def grey_of(picture, grain=1.0):
    """Return a picture in grey, with the grain that every photo has."""
    grey = cv2.cvtColor(np.asarray(picture, np.float32), cv2.COLOR_BGR2GRAY) + grain * GRAIN
    return np.clip(np.rint(grey), 0, 255).astype(np.uint8)


def smear_of(grey, paper=PAPER, capitals=CAPITALS):
    return smear(bands(spectrum(grey, TEXT, paper, capitals), capitals))


def told(picture, grain=1.0):
    return smear_of(grey_of(picture, grain))


def along(degrees, shares):
    """Return the page moved in a direction, a pixel at a time, resting at each for its share."""
    way = np.array([np.cos(np.radians(degrees)), np.sin(np.radians(degrees))])
    steps = (np.arange(len(shares)) - (len(shares) - 1) / 2)[:, None] * way
    moves = [np.float32([[1, 0, x], [0, 1, y]]) for x, y in steps]
    page = drawn.page()
    size = (drawn.WIDTH, drawn.HEIGHT)
    seen = [cv2.warpAffine(page, m, size, borderValue=(drawn.PAPER,) * 3) for m in moves]
    total = sum(s * one.astype(np.float32) for s, one in zip(shares, seen, strict=True))
    return total / sum(shares)


def deviation(shares):
    at = np.arange(len(shares))
    middle = np.average(at, weights=shares)
    return float(np.sqrt(np.average((at - middle) ** 2, weights=shares)))


EVEN = [1] * 9
SLANTING = np.linspace(0.5, 1, drawn.WIDTH)[:, None]
LINGERING = [4, 1, 1, 1, 1, 1, 1, 1, 4]


@pytest.mark.parametrize("pixels", [1.5, 2.0, 3.0])
def test_a_lens_smears_all_ways_alike(pixels):
    soft = cv2.GaussianBlur(drawn.page(), (0, 0), pixels)
    assert told(soft) == pytest.approx(pixels / CAPITALS, rel=0.4)


@pytest.mark.parametrize("amount", [0.0, 1.0, 1.5])
@pytest.mark.parametrize("radius", [2.0, 2.5])
def test_what_a_phone_sharpens_again_stays_smeared(radius, amount):
    y, x = np.mgrid[-4:4:81j, -4:4:81j]
    fine = (np.hypot(x, y) <= radius).astype(np.float32)
    disk = cv2.resize(fine, (9, 9), interpolation=cv2.INTER_AREA)
    soft = cv2.filter2D(drawn.page().astype(np.float32), -1, disk / disk.sum())
    halo = cv2.GaussianBlur(soft, (0, 0), 1.5)
    sharpened = np.clip(soft + amount * (soft - halo), 0, 255)
    assert 0.45 < told(sharpened) / (radius / 2 / CAPITALS) < 1.3


@pytest.mark.parametrize("degrees", [0, 30, 60, 90, 135])
@pytest.mark.parametrize("shares", [EVEN, LINGERING], ids=["evenly", "with double edges"])
def test_a_hand_smears_one_way(degrees, shares):
    found = told(along(degrees, shares))
    assert found == pytest.approx(deviation(shares) / CAPITALS, rel=0.4)


def test_sharp_print_is_hardly_smeared():
    assert told(drawn.page()) < 0.03


@pytest.mark.parametrize(
    ("spoil", "grain"),
    [
        pytest.param(lambda page: page / 2 + 100, 1.0, id="faint"),
        pytest.param(lambda page: page / 3, 1.0, id="dark"),
        pytest.param(lambda page: page * SLANTING, 1.0, id="lit from a side"),
        pytest.param(lambda page: page, 4.0, id="grain, of which a little is taken for sharpness"),
    ],
)
def test_what_changes_the_grey_levels_changes_little(spoil, grain):
    soft = cv2.GaussianBlur(drawn.page(), (0, 0), 2.5)
    assert told(spoil(soft), grain) == pytest.approx(told(soft), rel=0.2)


@pytest.mark.parametrize("scale", [0.6, 1.7])
def test_print_of_any_size_is_measured_in_its_own_heights(scale):
    soft = cv2.GaussianBlur(drawn.page(), (0, 0), 2.5)
    grey = cv2.resize(grey_of(soft), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    assert smear_of(grey, capitals=CAPITALS * scale) == pytest.approx(told(soft), rel=0.2)


def test_a_blank_picture_survives():
    blank = np.full((600, 800), 200, np.uint8)
    everywhere = np.ones((75, 100), np.float32)
    blank_spectrum = spectrum(blank, everywhere, everywhere, CAPITALS)
    assert np.isfinite(smear(bands(blank_spectrum, CAPITALS)))


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param(FILE.read_bytes()[:-500], id="cut off"),
        pytest.param(b"version https://git-lfs\n", id="a pointer instead of the file"),
        pytest.param((MODELS / "legibility_patches.npz").read_bytes(), id="another net"),
    ],
)
def test_what_is_not_the_net_is_told_with_its_path(tmp_path, content):
    file = tmp_path / "smear.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadModel, match=str(file)):
        read(file)


def test_a_net_that_is_told_something_else_is_another_net(tmp_path):
    file = tmp_path / "smear.npz"
    with np.load(FILE) as net:
        np.savez(file, **{**net, "first": net["first"][:, 1:]})
    with pytest.raises(BadModel, match=str(file)):
        read(file)
