"""Where print belongs, which of it must be read, and how much of it is lost."""

import numpy as np
import pytest

from precheck.capture import Covers, Zone
from precheck.loss.loss import Loss
from tests.loss.table import COLUMNS, EMPTY, EVERYWHERE, FIELD, LINES, MARGIN, ROWS, grid, page

HIDDEN = pytest.mark.parametrize("by", ["covered", "burnt"])
TOP = Zone(field="names", box=(0, 0, 1, 23 / ROWS), covers=Covers.MUST_READ)
"""Holds the upper five of the ten lines."""
BLANK = Zone(field="names", box=(0, 0.8, 1, 1), covers=Covers.MUST_READ)
LINE = slice(LINES[0], LINES[0] + 1), slice(None)
FIVE = slice(0, 23), slice(None)
REST = slice(23, None), slice(None)


def expected(capture):
    return Loss.of(capture).expected


def lost(capture):
    return Loss.of(capture).lost


def must_read_print(capture):
    return Loss.of(capture).must_read_print


@HIDDEN
@pytest.mark.parametrize(
    ("where", "low", "high"),
    [
        pytest.param(FIELD, 0.6, 1.0, id="field"),
        pytest.param(EMPTY, 0.0, 0.05, id="empty field"),
        pytest.param(MARGIN, 0.0, 0.05, id="margin"),
    ],
)
def test_hidden_print_is_expected_where_its_row_and_column_hold_print(where, low, high, by):
    found = expected(page(**{by: where}))[where]
    assert low <= found.max() <= high


@HIDDEN
def test_between_hidden_lines_there_is_no_print(by):
    found = expected(page(**{by: (slice(20, 26), slice(12, 26))}))
    assert found[22, 19] > 2 * found[23, 19]
    assert found[25, 19] > 2 * found[24, 19]


def test_visible_print_is_expected_as_detected():
    capture = page()
    assert np.array_equal(expected(capture), capture.text.text)


@HIDDEN
def test_hiding_one_place_changes_no_other(by):
    clean, found = expected(page()), expected(page(**{by: FIELD}))
    elsewhere = np.ones(clean.shape, bool)
    elsewhere[FIELD] = False
    assert np.array_equal(found[elsewhere], clean[elsewhere])


def test_illegible_print_stays_expected():
    found, clean = expected(page(illegible=FIELD)), expected(page())
    assert (found[FIELD] >= clean[FIELD]).all()
    assert clean[FIELD].any()


@HIDDEN
def test_out_of_the_frame_no_print_is_expected(by):
    right = (slice(None), slice(12, None))
    assert expected(page(**{by: FIELD}))[FIELD].max() > 0.5
    assert expected(page(**{by: FIELD}, outside=right))[FIELD].max() == 0.0


@HIDDEN
def test_on_a_page_hidden_all_over_nothing_is_expected(by):
    assert not expected(page(**{by: EVERYWHERE})).any()


TOO_FEW = pytest.mark.xfail(strict=True, reason="too little print is expected on one line")
TOO_FAR = pytest.mark.xfail(strict=True, reason="rows are followed over a quarter of the page")


@HIDDEN
@pytest.mark.parametrize(
    "lines",
    [pytest.param(1, marks=TOO_FEW), 2, 3, pytest.param(6, marks=TOO_FAR)],
)
def test_print_of_lines_that_are_hidden_from_end_to_end_is_expected_too(lines, by):
    """Lines above and below, as regular as these, predict those between them."""
    where = slice(19, 19 + 3 * lines), slice(0, 80)
    found = expected(page(**{by: where}))[where].sum()
    assert found > 0.5 * 23 * lines


@HIDDEN
def test_under_the_last_line_none_is_expected_from_end_to_end(by):
    where = slice(42, 50), slice(0, 80)
    assert not expected(page(**{by: where}))[where].any()


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
    """For hidden print it is an estimate with an error below a third."""
    found = float(lost(page(**{by: where}, zones=zones)).sum())
    assert found == pytest.approx(share, rel=1e-4 if by == "illegible" else 0.3, abs=0.002)


FOOT = slice(40, None), slice(None)
"""A third of the page, without print."""
LOWER = Zone(field="names", box=(0, 0.8, 1, 0.9), covers=Covers.MUST_READ)


@HIDDEN
@pytest.mark.parametrize(
    ("where", "zones", "low", "high"),
    [
        pytest.param(FOOT, (), 0.0, 0.02, id="the foot of any paper"),
        pytest.param(FOOT, (TOP,), 0.2, 0.5, id="of a form: as much as elsewhere"),
        pytest.param(FOOT, (TOP, LOWER), 0.5, 0.5, id="a zone of it"),
        pytest.param((slice(50, None), slice(None)), (TOP,), 0.0, 0.02, id="of a margin's height"),
        pytest.param((slice(40, None), slice(0, 60)), (TOP, LOWER), 0.0, 0.02, id="not all of it"),
    ],
)
def test_a_form_has_print_at_its_hidden_foot_and_in_its_hidden_zones(where, zones, low, high, by):
    found = expected(page(**{by: where}, zones=zones))[where]
    assert low <= found.max() <= high


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
def test_print_is_lost_in_proportion_to_its_illegibility(index, share):
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
    found = must_read_print(page(text=grid(), zones=zones, outside=outside))
    assert found.sum() == pytest.approx(1)
    assert np.count_nonzero(found) == cells
    assert found.max() == pytest.approx(1 / cells)


def test_of_a_page_out_of_the_frame_nothing_must_be_read():
    assert must_read_print(page(outside=EVERYWHERE)).sum() == 0.0


def test_print_out_of_the_frame_does_not_count():
    capture = page(outside=REST, illegible=REST)
    assert must_read_print(capture)[REST].sum() == 0.0
    assert must_read_print(capture)[FIVE].sum() == pytest.approx(1)
    assert lost(capture).sum() == 0.0
