"""Overexposed: saturation of ink and page."""

import numpy as np
import pytest

from tests.measures import measured_page as drawn
from tests.measures.measured_page import measured


@pytest.mark.parametrize("darkest", [0, 102, 204])
@pytest.mark.parametrize("white", [0.0, 0.25, 0.5])
def test_it_is_the_mean_of_the_white_share_and_the_darkest_level(white, darkest):
    rows = round(white * drawn.HEIGHT)
    picture = np.full((drawn.HEIGHT, drawn.WIDTH, 3), darkest, np.uint8)
    picture[drawn.HEIGHT - rows :] = 255
    found = measured("overexposed", drawn.capture(picture, found=drawn.regions(contrast=255)))
    assert found.value == pytest.approx((white + darkest / 255) / 3, abs=0.01)
    assert found.share == 0.0


def test_ink_lowers_it_on_a_white_page():
    picture = np.full((drawn.HEIGHT, drawn.WIDTH, 3), 255, np.uint8)
    for contrast, bleached in ((255, 0), (51, 0.8), (0, 1)):
        page = drawn.capture(picture, found=drawn.regions(contrast=contrast))
        found = measured("overexposed", page)
        assert found.value == pytest.approx((bleached + 2) / 3, abs=0.01)


def test_cells_out_of_the_frame_do_not_count():
    picture = np.full((drawn.HEIGHT, drawn.WIDTH, 3), 204, np.uint8)
    shown = {"quad": drawn.shifted(0.5), "found": drawn.regions(contrast=255)}
    outside = drawn.capture(picture, **shown).light.inward < 0
    picture[np.kron(outside, np.ones((drawn.CELL, drawn.CELL), bool))] = 0
    found = measured("overexposed", drawn.capture(picture, **shown))
    assert found.value == pytest.approx(204 / 255 / 3, abs=0.01)
