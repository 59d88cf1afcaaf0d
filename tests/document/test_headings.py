"""Which lines of a page's head are read."""

import pytest

from precheck.document.headings import _rows
from precheck.ocr.crops import TextLine


@pytest.mark.parametrize(
    ("density", "is_read"),
    [
        pytest.param(1.1, True, id="letters apart"),
        pytest.param(0.32, True, id="bold letters that touch"),
        pytest.param(0.2, False, id="a pattern"),
        pytest.param(2.5, False, id="a raster"),
    ],
)
def test_lines_are_read_by_the_density_of_their_components(density, is_read):
    line = TextLine(x0=0, x1=200, base=40, slope=0, height=20, density=density)
    assert bool(_rows((line,), 8)) is is_read
