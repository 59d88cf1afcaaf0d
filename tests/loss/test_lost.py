"""What must be read and cannot be: which print counts, how much of it is lost, and to what."""

import numpy as np
import pytest

from precheck.capture import Covers, Zone
from precheck.loss.lost import (
    MIN_CAUSE,
    cause,
    cost_of,
    lost,
    must_read_print,
)
from precheck.verdict import MIN_LOST_SHARE
from tests.loss.table import COLUMNS, EVERYWHERE, FIELD, LINES, MARGIN, ROWS, grid, page

TOP = Zone(field="names", box=(0, 0, 1, 23 / ROWS), covers=Covers.MUST_READ)
"""Holds the upper five of the ten lines."""
BLANK = Zone(field="names", box=(0, 0.8, 1, 1), covers=Covers.MUST_READ)
LINE = slice(LINES[0], LINES[0] + 1), slice(None)
FIVE = slice(0, 23), slice(None)
REST = slice(23, None), slice(None)
WORD = slice(LINES[0], LINES[0] + 1), slice(10, 15)


@pytest.mark.parametrize("by", ["illegible", "covered", "burnt"])
@pytest.mark.parametrize(
    ("where", "zones", "share"),
    [
        pytest.param(None, (), 0.0, id="nothing"),
        pytest.param(MARGIN, (), 0.0, id="blank paper"),
        pytest.param(FIELD, (), 14 / 230, id="a field: 14 of 230 cells"),
        pytest.param(FIELD, (TOP,), 14 / 115, id="a field of the zone: 14 of 115"),
        pytest.param((slice(26, 40), slice(None)), (TOP,), 0.0, id="what need not be read"),
    ],
)
def test_lost_sums_to_the_share_of_must_read_print_that_cannot_be_read(where, zones, share, by):
    """Of print that does not show it is an estimate, less than a third off."""
    told = float(lost(page(**{by: where}, zones=zones)).sum())
    assert told == pytest.approx(share, rel=1e-4 if by == "illegible" else 0.3, abs=0.002)


@pytest.mark.parametrize(
    ("where", "zones", "share"),
    [
        pytest.param(LINE, (), 0.1, id="one of ten lines"),
        pytest.param(LINE, (TOP,), 0.2, id="one of five in the zone"),
        pytest.param(FIVE, (), 0.5, id="five of ten"),
        pytest.param(FIVE, (TOP,), 1.0, id="all of the zone"),
        pytest.param(REST, (TOP,), 0.0, id="none of the zone"),
        pytest.param(FIVE, (BLANK,), 0.5, id="a zone without print: all print counts"),
        pytest.param(EVERYWHERE, (), 1.0, id="all"),
    ],
)
def test_lines_count_by_their_print(where, zones, share):
    assert lost(page(illegible=where, zones=zones)).sum() == pytest.approx(share, abs=1e-4)


@pytest.mark.parametrize(
    ("index", "share"), [(0.8, 0.0), (0.72, 0.0), (0.61, 0.5), (0.5, 1.0), (0.1, 1.0)]
)
def test_print_is_lost_as_far_as_it_is_beyond_reading(index, share):
    capture = page()
    capture.text.legibility[:] = index
    assert lost(capture).sum() == pytest.approx(share, abs=1e-4)


@pytest.mark.parametrize(
    ("zones", "outside", "cells"),
    [
        pytest.param((TOP,), None, 23 * COLUMNS, id="the zones"),
        pytest.param((), None, ROWS * COLUMNS, id="without zones the page"),
        pytest.param((), REST, 23 * COLUMNS, id="what of it is in the frame"),
        pytest.param((BLANK,), REST, 23 * COLUMNS, id="the page, if no zone is in the frame"),
    ],
)
def test_where_no_print_is_expected_all_counts_evenly(zones, outside, cells):
    told = must_read_print(page(text=grid(), zones=zones, outside=outside))
    assert told.sum() == pytest.approx(1)
    assert np.count_nonzero(told) == cells
    assert told.max() == pytest.approx(1 / cells)


def test_of_a_page_out_of_the_frame_nothing_must_be_read():
    assert must_read_print(page(outside=EVERYWHERE)).sum() == 0.0


def test_print_told_out_of_the_frame_does_not_count():
    capture = page(outside=REST, illegible=REST)
    assert must_read_print(capture)[REST].sum() == 0.0
    assert must_read_print(capture)[FIVE].sum() == pytest.approx(1)
    assert lost(capture).sum() == 0.0


SHARES = {"glare": grid(0.7), "blur": grid(0.2), "dark": grid(0.1)}


@pytest.mark.parametrize(
    ("codes", "share"),
    [
        pytest.param(("glare",), 0.7, id="one"),
        pytest.param(("blur", "dark"), 0.3, id="two together"),
        pytest.param(("glare", "blur", "dark"), 1.0, id="all"),
        pytest.param(("noise",), 0.0, id="one that nobody told of"),
        pytest.param((), 0.0, id="none"),
    ],
)
def test_what_is_lost_is_laid_to_causes_by_their_shares(codes, share):
    capture = page(illegible=FIVE, why=SHARES)
    assert cause(capture, codes) == pytest.approx(share, abs=1e-5)


EVERY = np.ones((ROWS, COLUMNS), np.bool_)
UPPER = EVERY.copy()
UPPER[REST] = False


@pytest.mark.parametrize(
    ("illegible", "share", "where", "cost"),
    [
        pytest.param(FIVE, 1.0, EVERY, 0.5, id="lost to it"),
        pytest.param(FIVE, MIN_CAUSE + 0.01, EVERY, 0.5, id="in part: the print is lost whole"),
        pytest.param(FIVE, MIN_CAUSE - 0.01, EVERY, 0.0, id="it has no part in it"),
        pytest.param(EVERYWHERE, 1.0, UPPER, 0.5, id="where it lies, and not elsewhere"),
        pytest.param(FIVE, 1.0, ~UPPER, 0.0, id="elsewhere"),
        pytest.param(WORD, 1.0, EVERY, 5 / 230, id="a short word"),
        pytest.param(None, 1.0, EVERY, 0.0, id="nothing is lost"),
    ],
)
def test_what_a_cause_costs(illegible, share, where, cost):
    capture = page(illegible=illegible, why={"glare": grid(share)})
    told = cost_of(capture, ("glare",), where)
    assert told.sum() == pytest.approx(cost, abs=1e-4)
    assert not told[~where].any()


@pytest.mark.parametrize(
    ("cells", "cost"),
    [
        pytest.param(1, 0.0, id="1/230 of the print is less than counts"),
        pytest.param(2, 2 / 230, id="2/230 is not"),
    ],
)
def test_less_than_the_least_share_costs_nothing(cells, cost):
    assert 1 / 230 < MIN_LOST_SHARE < 2 / 230
    speck = slice(LINES[0], LINES[0] + 1), slice(12, 12 + cells)
    capture = page(illegible=speck, why={"glare": grid(1)})
    assert cost_of(capture, ("glare",), EVERY).sum() == pytest.approx(cost)
    assert lost(capture).sum() == pytest.approx(cells / 230)
