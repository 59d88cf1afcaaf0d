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


NUMBER = np.array([[500, 200], [800, 200], [800, 224], [500, 224]], np.float32)
TITLE = (slice(120, 176), slice(500, 800))
DIGITS = (slice(202, 222), slice(502, 798))


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("shift", [(0, 0), (0, 40), (0, -30), (0, -80), (60, 10)])
def test_no_label_covers_the_number_or_the_title_above_it(shift, turn):
    """Drawn twice, with and without labels: what differs is labels."""
    pixels = np.full((1280, 1280, 3), 128, np.uint8)
    places = [np.add(NUMBER, shift), np.add(NUMBER, shift) + 5]
    reasons = list(zip(("nomor belum terbaca", "pantulan cahaya"), places, strict=True))
    drawn = []
    for words in (True, False):
        marks = Marks(
            accepted=False,
            outline=None,
            number=NUMBER,
            number_label="nomor KK" if words else "",
            reasons=tuple((label if words else "", where) for label, where in reasons),
            turn=turn,
        )
        drawn.append(np.rot90(opened(draw_overlay(pixels, marks)), turn // 90))
    labels = np.abs(drawn[0].astype(int) - drawn[1]).max(axis=2) > 60
    assert labels.sum() > 3 * 100 * 20  # three labels are there
    assert not labels[DIGITS].any()
    assert not labels[TITLE].any()
