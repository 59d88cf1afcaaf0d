"""Screen: the ripple of a screen's pixels."""

from itertools import pairwise

import pytest

from precheck.measures.screen import screen
from tests.measures import measured_page as drawn

STRENGTHS = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
BLANK = drawn.capture(drawn.page()).text.text < 0.5


def test_the_stronger_the_ripple_the_higher():
    values = [screen(drawn.rippled(s), BLANK).value for s in STRENGTHS]
    assert values[0] < 0.1
    assert all(a <= b for a, b in pairwise(values)), values
    assert values[-1] > 0.6


@pytest.mark.parametrize("spoil", [drawn.grained, drawn.hatched])
def test_grain_and_patterns_of_print_are_no_screen(spoil):
    assert screen(spoil(0.5), BLANK).value < 0.2


def test_more_windows_raise_the_value():
    page = drawn.rippled(0.3)
    values = [screen(page, BLANK, max_windows=most).value for most in (1, 4, 16)]
    assert values[0] < 0.5 * values[2]
    assert values[1] < values[2]


@pytest.mark.parametrize("drift", [-1.5, 1.5])
def test_a_ripple_that_drifts_over_the_page_is_measured_along_its_drift(drift):
    page = drawn.rippled(0.15, drift)
    level, half, along = (screen(page, BLANK, drift=most).value for most in (0.0, 0.75, 1.5))
    assert level < half < along
    assert level < 0.7 * along


def test_a_ripple_of_opposite_phase_elsewhere_lowers_the_value():
    one_way = drawn.rippled(0.15)
    both = one_way.copy()
    both[:256] = both[:256, :, ::-1]  # red and blue swapped
    alike, unlike = (screen(one, BLANK).value for one in (one_way, both))
    assert unlike < 0.45 * alike
