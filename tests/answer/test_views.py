"""The document flat and upright, the whole photo upright, and places that stay where they are."""

import numpy as np
import pytest

from precheck.answer.views import (
    BEYOND,
    MAX_VIEW_PX,
    cover,
    document_view,
    draw_view,
    number_place,
    page_place,
    whole_view,
)
from tests.answer.pictures import BOX, HEIGHT, WIDTH, opened, page

SLANTED = np.array([[40, 30], [180, 55], [150, 260], [20, 230]], np.float32)


def test_a_document_is_flat_with_a_margin_around_it():
    view = document_view(SLANTED)
    corners = view.place(SLANTED) * view.extent
    (left, top), _, (right, bottom), _ = corners
    flat = [[left, top], [right, top], [right, bottom], [left, bottom]]
    assert corners == pytest.approx(np.array(flat), abs=0.6)
    gaps = [left, top, view.extent[0] - right, view.extent[1] - bottom]
    assert min(gaps) == pytest.approx(max(gaps), abs=1)
    assert 3 < min(gaps) < 0.05 * max(view.extent)


def test_what_lies_beyond_the_photo_is_grey_and_not_smeared():
    beyond = np.array([[-100, 0], [100, 0], [100, 100], [-100, 100]], np.float32)
    drawn = opened(draw_view(page(), document_view(beyond)))
    assert np.abs(drawn[drawn.shape[0] // 2, 10].astype(int) - BEYOND).max() < 8


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_a_whole_photo_is_upright_and_places_stay_on_their_pixels(turn):
    lying = np.ascontiguousarray(np.rot90(page(), turn // 90))
    view = whole_view(lying.shape[1], lying.shape[0], turn)
    assert np.abs(opened(draw_view(lying, view)).astype(int) - page()).max() < 60
    assert view.extent == (WIDTH, HEIGHT)


def test_large_photos_are_reduced():
    view = whole_view(8000, 6000, 90)
    assert view.extent == (MAX_VIEW_PX * 3 // 4, MAX_VIEW_PX)
    assert view.place(np.array([[0, 5999], [7999, 0]])) == pytest.approx(
        np.array([[0, 0], [1, 1]]), abs=0.001
    )


def test_a_covered_number_leaves_no_pixel_of_it():
    covered = cover(page(), [number_place(BOX)])
    assert np.ptp(covered[40:60, 50:150]) == 0
    assert (covered[0:30] == page()[0:30]).all()
    assert np.ptp(page()[40:60, 50:150]) == 255


def test_a_place_of_the_page_is_found_in_the_photo():
    quad = np.array([[100, 200], [500, 200], [500, 400], [100, 400]], np.float32)
    place = page_place(quad, (25, 50, 75, 100))
    expected = [[200, 300], [400, 300], [400, 400], [200, 400]]
    assert place == pytest.approx(np.array(expected, np.float32))
