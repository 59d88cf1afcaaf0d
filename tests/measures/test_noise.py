"""Noise: grain, block edges and quantisation."""

from dataclasses import replace
from itertools import pairwise

import pytest

from tests.measures import measured_page as drawn
from tests.measures.measured_page import measured


def test_block_edges_of_compression_are_noise():
    values = []
    for quality in (95, 20, 8, 3):
        picture = drawn.compressed(quality)
        captured = drawn.capture(picture)
        photo = replace(captured.photo, pixels=picture)
        values.append(measured("noise", replace(captured, photo=photo)).value)
    assert all(a < b for a, b in pairwise(values)), values


def test_the_quantisation_step_of_the_file_is_noise():
    captured = drawn.capture(drawn.page())
    coarse = [replace(captured.photo, coarseness=step) for step in (0.0, 10.0, 60.0)]
    values = [measured("noise", replace(captured, photo=photo)).value for photo in coarse]
    assert values[0] < 1
    assert values[1:] == pytest.approx([10 / 12**0.5, 60 / 12**0.5], abs=0.5)


@pytest.mark.parametrize("strength", [0.1, 0.2, 0.3])
@pytest.mark.parametrize("colour", range(3))
def test_grain_is_measured_in_the_channel_that_is_not_saturated(strength, colour):
    grey, warm = drawn.grained(strength, 150), drawn.grained(strength, 254)
    warm[..., colour] = grey[..., colour]
    whole, found = (measured("noise", drawn.capture(picture)).value for picture in (grey, warm))
    assert found == pytest.approx(whole, rel=0.1)
