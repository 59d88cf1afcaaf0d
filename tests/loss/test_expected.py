"""Hidden print is predicted from the rows and columns of print around it."""

import numpy as np
import pytest

from precheck.loss.expected import expected
from tests.loss.table import EMPTY, EVERYWHERE, FIELD, MARGIN, page

HIDDEN = pytest.mark.parametrize("by", ["covered", "burnt"])


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
