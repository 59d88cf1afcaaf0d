"""More of a fault, more (or less) of its measure; none of it, the neutral value exactly."""

import sys
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from precheck.capture import Bare, Covers
from precheck.measures import MEASURES
from tests.measures import measured_page as drawn

STRENGTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def glaring(strength):
    picture = drawn.painted(strength, 255)
    return drawn.capture(picture, lost=drawn.box_of(strength), by="glare")


def shadowed(strength):
    return drawn.capture(drawn.shaded(strength), lost=drawn.box_of(strength), by="dark")


def tilted(strength):
    rise = 250 * strength
    quad = ((rise, rise / 2), (800 - rise, rise / 2), (800, 600), (0, 600))
    return drawn.capture(drawn.page(), quad=quad)


RISING = {
    "blur": lambda s: drawn.capture(drawn.defocused(s)),
    "noise": lambda s: drawn.capture(drawn.grained(s)),
    "glare": glaring,
    "occlusion": lambda s: drawn.covered(0.8 * s),  # of a line some must show
    "shadow": shadowed,
    "overexposed": lambda s: drawn.capture(
        drawn.bleached(0.2 + s), found=drawn.regions(contrast=220 - 150 * s)
    ),
    "perspective": tilted,
    "cropping": drawn.cut_lines,
}
FALLING = {
    "dark": lambda s: drawn.capture(drawn.dimmed(s)),
    "low_contrast": lambda s: drawn.capture(
        drawn.page(), found=drawn.regions(contrast=180 - 170 * s)
    ),
    "too_small": lambda s: drawn.capture(drawn.page(), found=drawn.regions(height=20 - 18 * s)),
}


@pytest.mark.parametrize("name", RISING)
def test_more_of_the_fault_more_of_its_measure(name):
    values = [MEASURES[name](RISING[name](strength)).value for strength in STRENGTHS]
    assert all(a < b for a, b in pairwise(values)), values


@pytest.mark.parametrize("name", FALLING)
def test_more_of_the_fault_less_of_its_measure(name):
    values = [MEASURES[name](FALLING[name](strength)).value for strength in STRENGTHS]
    assert all(a > b for a, b in pairwise(values)), values


@pytest.mark.parametrize(
    ("high", "degrees"),
    [
        pytest.param(600, 0, id="a paper of any shape"),
        pytest.param(400, 37.5, id="longer than any sheet"),
        pytest.param(300, 0, id="a receipt"),
    ],
)
def test_a_long_paper_with_square_corners_leans_unless_it_is_a_receipt(high, degrees):
    top, low = 300 - high / 2, 300 + high / 2
    quad = ((0, top), (800, top), (800, low), (0, low))
    found = MEASURES["perspective"](drawn.capture(drawn.page(), quad=quad))
    assert found.value == pytest.approx(degrees, abs=0.1)


def test_of_a_form_the_squeeze_tells_the_tilt_and_not_the_lens():
    """Sides that run together as through a wide lens; the middle is as wide as the form."""
    quad = ((100, 50), (700, 50), (780, 550), (20, 550))
    page = drawn.capture(drawn.page(), quad=quad)
    free, form = (MEASURES["perspective"](replace(page, shapes=s)).value for s in ((), (1.43,)))
    assert form < free


def test_where_no_sheet_was_found_nothing_is_tilted_nor_small():
    page = drawn.capture(drawn.page())
    for part in (False, True):
        bare = replace(page, page=replace(page.page, bare=Bare(paper=0.5, part=part)))
        for name in ("perspective", "too_small"):
            assert MEASURES[name](page).value is not None
            assert MEASURES[name](bare).value is None


def test_a_screen_ripples_regularly():
    values = [MEASURES["screen"](drawn.capture(drawn.rippled(s))).value for s in STRENGTHS]
    assert values[0] < 0.1
    assert all(a <= b for a, b in pairwise(values)), values
    assert values[-1] > 0.6


@pytest.mark.parametrize("spoil", [drawn.grained, drawn.hatched])
def test_grain_and_patterns_of_print_are_no_screen(spoil):
    assert MEASURES["screen"](drawn.capture(spoil(0.5))).value < 0.2


def test_blocks_of_compression_are_noise_too():
    values = []
    for quality in (95, 20, 8, 3):
        picture = drawn.compressed(quality)
        captured = drawn.capture(picture)
        photo = replace(captured.photo, pixels=picture)
        values.append(MEASURES["noise"](replace(captured, photo=photo)).value)
    assert all(a < b for a, b in pairwise(values)), values


def test_what_the_file_says_was_rounded_away_is_noise_as_well():
    captured = drawn.capture(drawn.page())
    coarse = [replace(captured.photo, coarseness=step) for step in (0.0, 10.0, 60.0)]
    values = [MEASURES["noise"](replace(captured, photo=photo)).value for photo in coarse]
    assert values[0] < 1
    assert values[1:] == pytest.approx([10 / 12**0.5, 60 / 12**0.5], abs=0.5)


@pytest.mark.parametrize("strength", [0.1, 0.2, 0.3])
@pytest.mark.parametrize("colour", range(3))
def test_grain_that_white_swallows_in_two_colours_is_seen_in_the_third(strength, colour):
    grey, warm = drawn.grained(strength, 150), drawn.grained(strength, 254)
    warm[..., colour] = grey[..., colour]
    whole, told = (MEASURES["noise"](drawn.capture(picture)).value for picture in (grey, warm))
    assert told == pytest.approx(whole, rel=0.1)


def test_a_screen_is_told_by_many_windows_sooner_than_by_few(monkeypatch):
    values = []
    for most in (1, 4, 16):
        monkeypatch.setattr(sys.modules["precheck.measures.screen"], "MOST", most)
        values.append(MEASURES["screen"](drawn.capture(drawn.rippled(0.3))).value)
    assert values[0] < 0.5 * values[2]
    assert values[1] < values[2]


@pytest.mark.parametrize("drift", [-1.5, 1.5])
def test_a_ripple_that_drifts_over_the_page_is_one(monkeypatch, drift):
    page, told = drawn.capture(drawn.rippled(0.15, drift)), []
    for most in (0.0, 0.75, 1.5):
        monkeypatch.setattr(sys.modules["precheck.measures.screen"], "DRIFT", most)
        told.append(MEASURES["screen"](page).value)
    level, half, along = told
    assert level < half < along
    assert level < 0.7 * along


def test_a_ripple_that_runs_the_other_way_elsewhere_tells_less_of_a_screen():
    one_way = drawn.rippled(0.15)
    both = one_way.copy()
    both[:256] = both[:256, :, ::-1]  # what red does there, blue does elsewhere
    alike, unlike = (MEASURES["screen"](drawn.capture(one)).value for one in (one_way, both))
    assert unlike < 0.45 * alike


NEUTRAL = {
    "glare": 0.0,
    "occlusion": 0.0,
    "shadow": 0.0,
    "cropping": 0.0,
    "overexposed": drawn.INK / 255 / 3,
    "noise": 0.0,
    "perspective": 0.0,
    "dark": float(drawn.PAPER),
    "low_contrast": float(drawn.PAPER - drawn.INK),
    "too_small": float(drawn.CAPITALS),
}


@pytest.mark.parametrize("darkest", [0, 102, 204])
@pytest.mark.parametrize("white", [0.0, 0.25, 0.5])
def test_overexposed_is_the_white_of_the_page_and_its_darkest_part(white, darkest):
    rows = round(white * drawn.HEIGHT)
    picture = np.full((drawn.HEIGHT, drawn.WIDTH, 3), darkest, np.uint8)
    picture[drawn.HEIGHT - rows :] = 255
    found = MEASURES["overexposed"](drawn.capture(picture, found=drawn.regions(contrast=255)))
    assert found.value == pytest.approx((white + darkest / 255) / 3, abs=0.01)
    assert found.share == 0.0


def test_a_page_that_is_white_all_over_is_overexposed_but_for_its_ink():
    picture = np.full((drawn.HEIGHT, drawn.WIDTH, 3), 255, np.uint8)
    for contrast, bleached in ((255, 0), (51, 0.8), (0, 1)):
        page = drawn.capture(picture, found=drawn.regions(contrast=contrast))
        found = MEASURES["overexposed"](page)
        assert found.value == pytest.approx((bleached + 2) / 3, abs=0.01)


def test_what_lies_out_of_the_photo_makes_no_page_dark():
    picture = np.full((drawn.HEIGHT, drawn.WIDTH, 3), 204, np.uint8)
    shown = {"quad": drawn.shifted(0.5), "found": drawn.regions(contrast=255)}
    outside = drawn.capture(picture, **shown).light.inward < 0
    picture[np.kron(outside, np.ones((drawn.CELL, drawn.CELL), bool))] = 0
    found = MEASURES["overexposed"](drawn.capture(picture, **shown))
    assert found.value == pytest.approx(204 / 255 / 3, abs=0.01)


@pytest.mark.parametrize(("name", "value"), NEUTRAL.items(), ids=NEUTRAL)
def test_a_clean_page_is_neutral(name, value):
    found = MEASURES[name](drawn.capture(drawn.page()))
    assert found.value == pytest.approx(value, abs=1e-6)
    assert found.share == 0.0


HARMLESS = {
    "a white page": ("glare", lambda: drawn.capture(drawn.page(paper=255))),
    "a highlight on the margin": ("glare", lambda: margin(255)),
    "a finger on the margin": ("occlusion", lambda: margin((90, 120, 190))),
    "text that reads through a highlight": (
        "glare",
        lambda: drawn.capture(drawn.painted(0.0, 255)),
    ),
    "a shadow in which text can be read": ("shadow", lambda: drawn.capture(drawn.shaded(0.6))),
    "a cut margin": ("cropping", lambda: drawn.pushed_out(0.1)),
}


def margin(colour):
    picture = drawn.page()
    picture[560:, :] = colour
    return drawn.capture(picture)


@pytest.mark.parametrize(("name", "make"), HARMLESS.values(), ids=HARMLESS)
def test_what_costs_no_text_costs_nothing(name, make):
    assert MEASURES[name](make()).share == 0.0


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("glare", lambda: glaring(0.5)),
        ("occlusion", lambda: drawn.covered(0.5)),
        ("shadow", lambda: shadowed(0.5)),
    ],
)
def test_a_place_tells_what_it_covers_and_costs(name, make):
    place = MEASURES[name](make()).places[0]
    assert place.covers is Covers.NUMBER
    assert 0.15 < place.share < 0.45
    (x0, y0), (x1, y1) = place.polygon.min(0), place.polygon.max(0)
    assert x0 == pytest.approx(300, abs=24)
    assert x1 == pytest.approx(500, abs=24)
    assert 36 <= y0 < y1 <= 304
