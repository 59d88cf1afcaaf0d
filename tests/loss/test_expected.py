"""Print that does not show is told by the rows and columns of print beside it."""

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
def test_print_that_does_not_show_is_told_by_its_row_and_column(where, low, high, by):
    told = expected(page(**{by: where}))[where]
    assert low <= told.max() <= high


@HIDDEN
def test_between_hidden_lines_there_is_no_print(by):
    told = expected(page(**{by: (slice(20, 26), slice(12, 26))}))
    assert told[22, 19] > 2 * told[23, 19]
    assert told[25, 19] > 2 * told[24, 19]


def test_what_shows_is_taken_as_it_shows():
    capture = page()
    assert np.array_equal(expected(capture), capture.text.text)


@HIDDEN
def test_what_hides_one_place_changes_no_other(by):
    clean, told = expected(page()), expected(page(**{by: FIELD}))
    elsewhere = np.ones(clean.shape, bool)
    elsewhere[FIELD] = False
    assert np.array_equal(told[elsewhere], clean[elsewhere])


def test_print_that_shows_but_cannot_be_read_stays_expected():
    told, clean = expected(page(illegible=FIELD)), expected(page())
    assert (told[FIELD] >= clean[FIELD]).all()
    assert clean[FIELD].any()


@HIDDEN
def test_out_of_the_frame_no_print_is_expected(by):
    right = (slice(None), slice(12, None))
    assert expected(page(**{by: FIELD}))[FIELD].max() > 0.5
    assert expected(page(**{by: FIELD}, outside=right))[FIELD].max() == 0.0


@HIDDEN
def test_of_a_page_that_is_hidden_all_over_nothing_is_told(by):
    assert not expected(page(**{by: EVERYWHERE})).any()


TOO_FEW = pytest.mark.xfail(strict=True, reason="one line is told too little print")
TOO_FAR = pytest.mark.xfail(strict=True, reason="rows are followed over a quarter of the page")


@HIDDEN
@pytest.mark.parametrize(
    "lines",
    [pytest.param(1, marks=TOO_FEW), 2, 3, pytest.param(6, marks=TOO_FAR)],
)
def test_print_of_lines_that_are_hidden_from_end_to_end_is_expected_too(lines, by):
    """Lines above and below, as regular as these, tell of those between them."""
    where = slice(19, 19 + 3 * lines), slice(0, 80)
    told = expected(page(**{by: where}))[where].sum()
    assert told > 0.5 * 23 * lines


@HIDDEN
def test_under_the_last_line_none_is_expected_from_end_to_end(by):
    where = slice(42, 50), slice(0, 80)
    assert not expected(page(**{by: where}))[where].any()
