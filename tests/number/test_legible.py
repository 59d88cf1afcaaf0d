"""Where print can be read: lines and parts of the page that are not worth reading."""

import numpy as np
import pytest

from precheck.capture import TextMap
from precheck.number.legible import has_legible_print, is_legible
from precheck.ocr.crops import PageCrop, TextLine

CELL = 10.0
PART = PageCrop(
    grey=np.zeros((100, 200), np.uint8),
    bright=np.zeros((100, 200), np.uint8),
    x=100, y=50, top=0.0, bottom=100.0,
)  # fmt: skip


def printed(text=1.0, legibility=0.9, rows=slice(10, 12)):
    """Return a map of 30 x 40 cells with print in some rows, from y = 100 to 120."""
    grids = np.zeros((2, 30, 40), np.float32)
    grids[0, rows], grids[1, rows] = text, legibility
    return TextMap(text=grids[0], legibility=grids[1], covered=np.zeros((30, 40)), cell=CELL)


def line(x0=20.0, x1=150.0, base=65.0, height=12.0, slope=0.0):
    return TextLine(x0=x0, x1=x1, base=base, slope=slope, height=height)


@pytest.mark.parametrize(
    ("text", "found", "expected"),
    [
        pytest.param(printed(), line(), True, id="print"),
        pytest.param(printed(text=0.2), line(), False, id="a pattern"),
        pytest.param(printed(legibility=0.49), line(), False, id="print that nobody can read"),
        pytest.param(printed(legibility=0.51), line(), True, id="print that somebody may read"),
        pytest.param(printed(), line(base=15.0), False, id="above the print"),
        pytest.param(printed(), line(base=30.0, slope=0.4), True, id="on a slope"),
        pytest.param(printed(), line(base=900.0), False, id="below the page"),
    ],
)
def test_lines_of_print_that_may_be_read_are_legible(text, found, expected):
    assert is_legible(text, PART, found) is expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param(printed(legibility=0.8), True, id="readable"),
        pytest.param(printed(legibility=0.7), False, id="not plainly readable"),
        pytest.param(printed(text=0.4), False, id="no print"),
        pytest.param(printed(rows=slice(25, 27)), False, id="print elsewhere"),
    ],
)
def test_a_head_is_legible_by_its_largest_print(text, expected):
    assert has_legible_print(text, (0.0, 0.0, 1.0, 0.5)) is expected


def test_a_few_readable_words_make_a_head_legible():
    text = printed(legibility=0.3)
    text.legibility[10, :10] = 0.9  # an eighth of its cells
    assert has_legible_print(text, (0.0, 0.0, 1.0, 0.5))
