"""The pictures for officers: overlay and number strip, whichever way the photo lies."""

import cv2
import numpy as np
import pytest

from precheck.overlay import RED, Marks, overlay, turned
from precheck.strip import strip

WIDTH, HEIGHT = 400, 300
BOX = np.array([[50, 40], [150, 40], [150, 60], [50, 60]], dtype=np.float32)


def page():
    """Draw a grey page with one black bar where the number stands, its left half white."""
    pixels = np.full((HEIGHT, WIDTH, 3), 128, np.uint8)
    pixels[40:60, 50:150] = 0
    pixels[40:60, 50:100] = 255
    return pixels


def opened(jpeg):
    return cv2.imdecode(np.frombuffer(jpeg, np.uint8), cv2.IMREAD_COLOR)


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_overlay_is_upright_and_its_places_stay_where_they_were(turn):
    place = BOX @ np.eye(2)
    drawn = opened(overlay(page(), Marks(accepted=False, outline=place, turn=turn)))
    assert drawn.shape[:2] == ((WIDTH, HEIGHT) if turn % 180 else (HEIGHT, WIDTH))
    corners = BOX @ turned(WIDTH, HEIGHT, turn)[:2, :2].T + turned(WIDTH, HEIGHT, turn)[:2, 2]
    for x, y in corners.round().astype(int):
        assert np.abs(drawn[y, x].astype(int) - RED).max() < 60


def test_a_place_that_nobody_knows_is_not_drawn():
    plain = Marks(accepted=True, outline=None, notes=(None,), reasons=(("silau", None),))
    assert np.abs(opened(overlay(page(), plain)).astype(int) - page()).max() < 40


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
def test_the_strip_shows_the_number_upright_and_enlarged(turn):
    lying = np.ascontiguousarray(np.rot90(page(), -turn // 90))
    matrix = turned(WIDTH, HEIGHT, turn)
    shown = opened(strip(lying, BOX @ matrix[:2, :2].T + matrix[:2, 2]))
    height, width = shown.shape[:2]
    assert width > 3 * height
    assert height > 3 * 20
    middle = shown[height // 2, :, 0]
    assert middle[width // 3] > 220
    assert middle[2 * width // 3] < 40


def test_a_number_without_extent_gives_a_strip_all_the_same():
    assert opened(strip(page(), np.zeros((4, 2), np.float32))) is not None
