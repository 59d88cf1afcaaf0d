"""The second pass of the legibility net, and the mean of both."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.text.legibility_net import CELL_PX, read_map
from precheck.text.passes import SECOND_PASS_SCALE, mean_of
from tests.text.written_page import drawn, page


@pytest.mark.parametrize("height", [960, 40])
def test_the_mean_of_two_passes_has_the_cells_of_the_first(height):
    picture = drawn()[:height]
    first = read_map(page(picture))
    second = mean_of(first, read_map(page(picture), SECOND_PASS_SCALE))
    assert second.cell == first.cell
    for one, other in ((first.text, second.text), (first.legibility, second.legibility)):
        assert one.shape == other.shape
        assert 0 < float(np.abs(one - other).mean()) < 0.05
    np.testing.assert_allclose(sum(second.fault_shares.values()), 1, atol=1e-4)


def test_the_second_pass_counts_half():
    """A first pass that detects nothing leaves half of what the second one detects."""
    first, second = (read_map(page(drawn()), scale) for scale in (1.0, SECOND_PASS_SCALE))
    blank = replace(first, text=np.zeros_like(first.text), legibility=np.zeros_like(first.text))
    half, both = mean_of(blank, second), mean_of(first, second)
    np.testing.assert_allclose(both.text - half.text, first.text / 2, atol=1e-5)
    np.testing.assert_allclose(both.legibility - half.legibility, first.legibility / 2, atol=1e-5)


@pytest.mark.parametrize(
    ("size", "smaller"),
    [
        pytest.param((3200, 2240), (1440, 1024), id="a large page"),
        pytest.param((1600, 1120), (1440, 1024), id="as large as the net's input"),
        pytest.param((640, 320), (576, 288), id="a small page"),
        pytest.param((1, 1), (32, 32), id="one pixel"),
    ],
)
def test_the_second_pass_sees_a_smaller_page(size, smaller):
    text = read_map(page(np.zeros((*size, 3), np.uint8)), SECOND_PASS_SCALE).text
    assert (text.shape[0] * CELL_PX, text.shape[1] * CELL_PX) == smaller
