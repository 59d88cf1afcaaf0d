"""Text under a cover is told by the rows and columns of text beside it, and by the form."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.capture import LAID, Capture, Layout, Page, Photo, Sheet, TextMap
from precheck.cells.printed import likely, printed

ROWS, COLUMNS, CELL = 60, 80, 8
LINES = range(10, 40, 3)  # a table of ten lines, of which the cells right of the middle are empty
FILLED = slice(10, 30)


def page(covered=None):
    text = np.zeros((ROWS, COLUMNS), np.float32)
    for line in LINES:
        text[line, 5:8] = 1
        text[line, FILLED] = 1
    over = np.zeros_like(text)
    if covered is not None:
        over[covered] = 1
        text[covered] = 0
    size = (ROWS * CELL, COLUMNS * CELL)
    quad = np.array([[0, 0], [size[1], 0], [size[1], size[0]], [0, size[0]]], np.float32)
    return Capture(
        photo=Photo(pixels=np.zeros((*size, 3), np.uint8), format="jpeg", bytes=1),
        page=Page(
            sheet=Sheet(quad=quad, confidence=1.0),
            turn=0,
            flat=np.zeros((*size, 3), np.uint8),
            to_photo=np.eye(3),
        ),
        text=TextMap(text=text, legibility=np.ones_like(text), cell=CELL, covered=over),
        regions=(),
    )


@pytest.mark.parametrize(
    ("covered", "low", "high"),
    [
        ((slice(21, 24), slice(12, 26)), 0.6, 1.0),  # a field of a line
        ((slice(21, 24), slice(45, 70)), 0.0, 0.05),  # the empty part of it
        ((slice(50, 56), slice(12, 26)), 0.0, 0.05),  # paper under the table
    ],
    ids=["field", "empty field", "margin"],
)
def test_what_lies_under_a_cover_is_told_by_its_row_and_column(covered, low, high):
    told = printed(page(covered))[covered]
    assert low <= told.max() <= high


def test_between_the_lines_under_a_cover_there_is_no_text():
    covered = (slice(20, 26), slice(12, 26))
    told = printed(page(covered))
    assert told[22, 19] > 2 * told[23, 19]
    assert told[25, 19] > 2 * told[24, 19]


def test_what_shows_is_taken_as_it_shows():
    capture = page()
    assert np.array_equal(printed(capture), capture.text.text)


def on_a_form(covered, usual):
    """Return a page of a form that has text everywhere so surely."""
    text = np.full((LAID, LAID), usual, np.float32)
    return replace(page(covered), layout=Layout(text, np.ones_like(text), text))


FIELD = (slice(21, 24), slice(12, 26))
ROWS_OF_IT = (slice(21, 24), slice(0, COLUMNS))


@pytest.mark.parametrize("usual", [0.0, 0.25, 1.0])
def test_where_a_cover_hides_whole_rows_the_form_alone_tells(usual):
    told = likely(on_a_form(ROWS_OF_IT, usual))[ROWS_OF_IT]
    assert told == pytest.approx(usual, abs=1e-6)


@pytest.mark.parametrize("usual", [0.0, 0.25, 1.0])
def test_elsewhere_form_and_rows_tell_together(usual):
    capture = on_a_form(FIELD, usual)
    rows = printed(capture)[FIELD]
    assert likely(capture)[FIELD] == pytest.approx(np.sqrt(rows * usual), abs=1e-6)
    aside = np.ones((ROWS, COLUMNS), bool)
    aside[FIELD] = False
    assert np.array_equal(likely(capture)[aside], printed(capture)[aside])


def test_of_an_unknown_form_rows_and_columns_tell_alone():
    assert np.array_equal(likely(page(FIELD)), printed(page(FIELD)))


@pytest.mark.parametrize(("index", "swallowed"), [(0.31, False), (0.29, True)])
def test_where_nothing_could_be_read_and_nothing_shows_the_form_tells(index, swallowed):
    capture = on_a_form(None, 0.25)
    text, legibility = capture.text.text.copy(), np.ones((ROWS, COLUMNS), np.float32)
    text[FIELD], legibility[FIELD] = 0, index
    dark = replace(capture, text=replace(capture.text, text=text, legibility=legibility))
    assert likely(dark)[FIELD] == pytest.approx(0.25 if swallowed else 0)
    assert np.array_equal(likely(dark)[:, FIELD[1].stop :], text[:, FIELD[1].stop :])
