"""Legibility: the must-read text that can be read, and where it cannot."""

from dataclasses import replace
from functools import partial

import numpy as np
import pytest

from precheck.capture import Covers
from tests.measures import measured_page as drawn

LEGIBILITY = partial(drawn.measured, "legibility")


def spoiled(index, zones=(drawn.NUMBER, drawn.NAMES)):
    """Return a page whose number has a legibility index."""
    captured = drawn.capture(drawn.page(), zones=zones)
    values = captured.text.legibility.copy()
    values[6:12] = index
    return replace(captured, text=replace(captured.text, legibility=values))


def test_all_text_of_a_clean_page_can_be_read():
    found = LEGIBILITY(drawn.capture(drawn.page()))
    assert found.value == 1
    assert found.places == ()


def test_the_less_legible_the_lower():
    values = [LEGIBILITY(spoiled(index)).value for index in (0.72, 0.65, 0.58, 0.5, 0)]
    assert values[:4] == sorted(set(values), reverse=True)
    assert values[3] == values[4]


def test_what_need_not_be_read_counts_for_nothing():
    lost = (0, 350, drawn.WIDTH, drawn.HEIGHT)
    assert LEGIBILITY(drawn.capture(drawn.page(), lost=lost)).value == 1


def test_all_text_counts_where_the_layout_is_unknown():
    lost = (0, 350, drawn.WIDTH, drawn.HEIGHT)
    found = LEGIBILITY(drawn.capture(drawn.page(), lost=lost, zones=()))
    assert 0 < found.value < 0.7


def test_the_place_is_named_by_what_it_covers():
    found = LEGIBILITY(spoiled(0.2))
    assert found.places[0].covers is Covers.NUMBER
    assert found.share == pytest.approx(1 - found.value, abs=1e-5)


def test_it_is_none_without_text():
    bare = drawn.capture(drawn.page(), found=())
    assert not bare.text.text.any()
    assert LEGIBILITY(bare).value is None


def test_the_value_stays_within_its_range():
    captured = drawn.capture(drawn.page())
    wild = np.random.default_rng(2).uniform(-1, 2, captured.text.text.shape).astype(np.float32)
    value = LEGIBILITY(replace(captured, text=replace(captured.text, legibility=wild))).value
    assert 0 <= value <= 1
