"""How far print is smeared, against smears that are known."""

import cv2
import numpy as np
import pytest

from precheck.cells.smear import smear
from tests.measures import measured_page as drawn

CAPITALS = float(drawn.CAPITALS)
TEXT = drawn.capture(drawn.page()).text.text
PAPER = 1 - TEXT


GRAIN = np.random.default_rng(2).normal(0, 1, (drawn.HEIGHT, drawn.WIDTH))


def grey_of(picture, grain=1.0):
    """Return a picture in grey, with the grain that every photo has."""
    grey = cv2.cvtColor(np.asarray(picture, np.float32), cv2.COLOR_BGR2GRAY) + grain * GRAIN
    return np.clip(np.rint(grey), 0, 255).astype(np.uint8)


def told(picture, grain=1.0):
    return smear(grey_of(picture, grain), TEXT, PAPER, CAPITALS)


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
    assert told(sharpened) == pytest.approx(radius / 2 / CAPITALS, rel=0.25)


@pytest.mark.parametrize("degrees", [0, 30, 60, 135])
@pytest.mark.parametrize("shares", [EVEN, LINGERING], ids=["evenly", "with double edges"])
def test_a_hand_smears_one_way(degrees, shares):
    found = told(along(degrees, shares))
    assert found == pytest.approx(deviation(shares) / CAPITALS, rel=0.4)


def test_across_lines_as_regular_as_these_a_smear_is_told_too():
    found = told(along(90, EVEN))
    assert 0.4 < found / (deviation(EVEN) / CAPITALS) < 1


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


@pytest.mark.parametrize("strong", [6.0, 12.0])
def test_grain_is_told_by_the_paper_beside_the_print(strong):
    soft = cv2.GaussianBlur(drawn.page(), (0, 0), 2.5)
    left_on = smear(grey_of(soft, strong), TEXT, np.zeros_like(TEXT), CAPITALS)
    true = told(soft, 0.5)
    assert abs(told(soft, strong) - true) < 0.75 * abs(left_on - true)


@pytest.mark.parametrize("scale", [0.6, 1.7])
def test_print_of_any_size_is_measured_in_its_own_heights(scale):
    soft = cv2.GaussianBlur(drawn.page(), (0, 0), 2.5)
    grey = cv2.resize(grey_of(soft), None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    assert smear(grey, TEXT, PAPER, CAPITALS * scale) == pytest.approx(told(soft), rel=0.15)


@pytest.mark.parametrize(
    ("grey", "text"),
    [
        pytest.param(
            np.full((600, 800), 200, np.uint8), np.zeros((75, 100), np.float32), id="none"
        ),
        pytest.param(np.full((20, 30), 200, np.uint8), np.ones((2, 3), np.float32), id="too small"),
    ],
)
def test_without_text_nothing_is_told(grey, text):
    assert smear(grey, text, 1 - text, CAPITALS) is None


def test_a_blank_picture_survives():
    blank = np.full((600, 800), 200, np.uint8)
    everywhere = np.ones((75, 100), np.float32)
    assert np.isfinite(smear(blank, everywhere, everywhere, CAPITALS))
