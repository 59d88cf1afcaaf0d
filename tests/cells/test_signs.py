import numpy as np
import pytest

from precheck.cells.signs import worst_pair
from tests.measures import measured_page as drawn

BOX = np.float32([[90, 106], [690, 106], [690, 120], [90, 120]])
"""The first line of the page."""
COUNT = 37  # signs


@pytest.mark.parametrize(
    ("lost", "by", "legible", "text"),
    [
        pytest.param(None, "blur", 1.0, 1.0, id="a clean number"),
        pytest.param((296, 100, 336, 128), "blur", 0.0, 1.0, id="two blurred signs"),
        pytest.param((296, 100, 336, 128), "occlusion", 0.0, 0.0, id="two hidden signs"),
        pytest.param((296, 200, 336, 240), "occlusion", 1.0, 1.0, id="a thing below the number"),
    ],
)
def test_the_worst_pair_of_signs(lost, by, legible, text):
    worst = worst_pair(drawn.capture(drawn.page(), lost=lost, by=by), BOX, COUNT)
    assert (worst.legible, worst.text) == pytest.approx((legible, text), abs=0.05)


def test_a_box_beside_the_page_tells_nothing():
    worst = worst_pair(drawn.capture(drawn.page()), BOX + 5000, COUNT)
    assert (worst.legible, worst.text) == (1, 1)
