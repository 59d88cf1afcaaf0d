"""Text under a cover is told by the rows and columns of text beside it."""

import numpy as np
import pytest

from precheck.capture import Capture, Page, Photo, Sheet, TextMap
from precheck.cells.printed import printed

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
