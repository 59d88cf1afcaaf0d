"""Legibility weighs the text that must be read, and says where it cannot be."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.capture import Covers
from precheck.measures.legibility import legibility
from tests.measures import measured_page as drawn


def spoiled(index, zones=(drawn.NUMBER, drawn.NAMES)):
    """Return a page whose number has an index."""
    captured = drawn.capture(drawn.page(), zones=zones)
    values = captured.text.legibility.copy()
    values[6:12] = index
    return replace(captured, text=replace(captured.text, legibility=values))


def test_all_of_it_can_be_read():
    found = legibility(drawn.capture(drawn.page()))
    assert found.value == 1
    assert found.places == ()


def test_the_less_legible_the_lower():
    values = [legibility(spoiled(index)).value for index in (0.72, 0.65, 0.58, 0.5, 0)]
    assert values[:4] == sorted(set(values), reverse=True)
    assert values[3] == values[4]


def test_what_need_not_be_read_counts_for_nothing():
    lost = (0, 350, drawn.WIDTH, drawn.HEIGHT)
    assert legibility(drawn.capture(drawn.page(), lost=lost)).value == 1


def test_all_text_counts_where_the_layout_is_unknown():
    lost = (0, 350, drawn.WIDTH, drawn.HEIGHT)
    found = legibility(drawn.capture(drawn.page(), lost=lost, zones=()))
    assert 0 < found.value < 0.7


def test_the_place_is_named_by_what_it_covers():
    found = legibility(spoiled(0.2))
    assert found.places[0].covers is Covers.NUMBER
    assert found.share == pytest.approx(1 - found.value, abs=1e-5)


def test_none_without_text():
    bare = drawn.capture(drawn.page(), found=())
    assert not bare.text.text.any()
    assert legibility(bare).value is None


def test_the_value_stays_within_its_range():
    captured = drawn.capture(drawn.page())
    wild = np.random.default_rng(2).uniform(-1, 2, captured.text.text.shape).astype(np.float32)
    value = legibility(replace(captured, text=replace(captured.text, legibility=wild))).value
    assert 0 <= value <= 1
