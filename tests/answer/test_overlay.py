import numpy as np
import pytest

from precheck.answer.overlay import RED, Marks, draw_overlay, turn_matrix
from tests.answer.pictures import BOX, HEIGHT, WIDTH, opened, page


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_overlay_is_upright_and_places_stay_on_their_pixels(turn):
    place = BOX @ np.eye(2)
    drawn = opened(draw_overlay(page(), Marks(accepted=False, outline=place, turn=turn)))
    assert drawn.shape[:2] == ((WIDTH, HEIGHT) if turn % 180 else (HEIGHT, WIDTH))
    corners = (
        BOX @ turn_matrix(WIDTH, HEIGHT, turn)[:2, :2].T + turn_matrix(WIDTH, HEIGHT, turn)[:2, 2]
    )
    for x, y in corners.round().astype(int):
        assert np.abs(drawn[y, x].astype(int) - RED).max() < 60


def test_an_unknown_place_is_not_drawn():
    plain = Marks(accepted=True, outline=None, notes=(("silau", None),), reasons=(("silau", None),))
    assert np.abs(opened(draw_overlay(page(), plain)).astype(int) - page()).max() < 40
