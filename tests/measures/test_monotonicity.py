"""A stronger fault changes its measure monotonically; a clean page has the neutral value."""

from itertools import pairwise

import pytest

from precheck.capture import Covers
from precheck.measures import MEASURES
from tests.measures import measured_page as drawn
from tests.measures.measured_page import measured

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
    "occlusion": lambda s: drawn.covered(0.8 * s),  # a part of each line must be visible
    "shadow": shadowed,
    "overexposed": lambda s: drawn.capture(
        drawn.bleached(0.2 + s), found=drawn.regions(contrast=220 - 150 * s)
    ),
    "perspective": tilted,
    "cropping": drawn.cut_off,
}


FALLING = {
    "dark": lambda s: drawn.capture(drawn.dimmed(s)),
    "low_contrast": lambda s: drawn.capture(
        drawn.page(), found=drawn.regions(contrast=180 - 170 * s)
    ),
    "too_small": lambda s: drawn.capture(drawn.page(), found=drawn.regions(height=20 - 18 * s)),
}


OWN_TESTS = {"legibility", "screen"}
"""Measures with such a test in a file of their own."""


def test_every_measure_has_its_row():
    assert {*RISING, *FALLING, *OWN_TESTS} == {*MEASURES}


@pytest.mark.parametrize("name", RISING)
def test_more_of_the_fault_raises_its_measure(name):
    values = [measured(name, RISING[name](strength)).value for strength in STRENGTHS]
    assert all(a < b for a, b in pairwise(values)), values


@pytest.mark.parametrize("name", FALLING)
def test_more_of_the_fault_lowers_its_measure(name):
    values = [measured(name, FALLING[name](strength)).value for strength in STRENGTHS]
    assert all(a > b for a, b in pairwise(values)), values


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


@pytest.mark.parametrize(("name", "value"), NEUTRAL.items(), ids=NEUTRAL)
def test_a_clean_page_is_neutral(name, value):
    found = measured(name, drawn.capture(drawn.page()))
    assert found.value == pytest.approx(value, abs=1e-6)
    assert found.share == 0.0


HARMLESS = {
    "a white page": ("glare", lambda: drawn.capture(drawn.page(paper=255))),
    "a highlight on the margin": ("glare", lambda: margin(255)),
    "a finger on the margin": ("occlusion", lambda: margin((90, 120, 190))),
    "a highlight through which text is legible": (
        "glare",
        lambda: drawn.capture(drawn.painted(0.0, 255)),
    ),
    "a shadow in which text is legible": ("shadow", lambda: drawn.capture(drawn.shaded(0.6))),
    "a cut margin": ("cropping", lambda: drawn.pushed_out(0.1)),
}


def margin(colour):
    picture = drawn.page()
    picture[560:, :] = colour
    return drawn.capture(picture)


@pytest.mark.parametrize(("name", "make"), HARMLESS.values(), ids=HARMLESS)
def test_a_harmless_fault_costs_nothing(name, make):
    assert measured(name, make()).share == 0.0


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("glare", lambda: glaring(0.5)),
        ("occlusion", lambda: drawn.covered(0.5)),
        ("shadow", lambda: shadowed(0.5)),
    ],
)
def test_a_place_has_its_content_and_cost(name, make):
    place = measured(name, make()).places[0]
    assert place.covers is Covers.NUMBER
    assert 0.15 < place.share < 0.45
    (x0, y0), (x1, y1) = place.polygon.min(0), place.polygon.max(0)
    assert x0 == pytest.approx(300, abs=24)
    assert x1 == pytest.approx(500, abs=24)
    assert 36 <= y0 < y1 <= 304
