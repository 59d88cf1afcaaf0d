"""The eye on a drawn letter: whole, cut by the frame, and under a card."""

import cv2
import numpy as np
import pytest

from precheck.capture import Photo, Side
from precheck.sheet.eye_net import LONG_SIDE_PX, STEP_PX, look
from tests.drawn import SERIF, page

LINES = tuple(
    (f"Bersama surat ini kami sampaikan hal nomor {n} kepada Bapak", 0.1, 0.08 + n / 20, 15, SERIF)
    for n in range(17)
)


def letter():
    """Return a photo of a letter that lies whole on a table, and the letter's box in it."""
    sheet = page("akta", LINES).flat
    height, width = sheet.shape[:2]
    room = width // 8
    table = np.full((height + 2 * room, width + 2 * room, 3), (70, 95, 120), np.uint8)
    table[room : room + height, room : room + width] = sheet
    return table, (room, room, width, height)


def seen(pixels):
    return look(Photo(pixels=np.ascontiguousarray(pixels), format="jpeg", bytes=1))


def test_of_a_whole_sheet_nothing_is_hidden_or_cut():
    found = seen(letter()[0])
    assert max(found.beyond.values()) < 0.2
    assert found.hidden.max() < 0.5
    assert found.print.max() > 0.9


@pytest.mark.parametrize("side", list(Side))
def test_print_beyond_a_side_is_inferred_from_what_that_side_cuts(side):
    pixels, (x, y, width, height) = letter()
    part = {
        Side.TOP: np.s_[y + height // 3 :],
        Side.BOTTOM: np.s_[: y + height // 2],
        Side.LEFT: np.s_[:, x + width // 3 :],
        Side.RIGHT: np.s_[:, : x + width // 2],
    }[side]
    found = seen(pixels[part]).beyond
    assert found[side] > 0.5
    assert max(found, key=lambda one: found[one]) is side


def test_a_card_over_print_hides_it_and_one_beside_it_does_not():
    pixels, (x, y, width, height) = letter()
    over, beside = pixels.copy(), pixels.copy()
    lying = ((x + width // 2, y + height // 2), (x + width // 2, y + height + height // 12))
    for picture, middle in zip((over, beside), lying, strict=True):
        card = cv2.boxPoints((middle, (width / 2, height / 8), 12)).astype(np.int32)
        cv2.fillConvexPoly(picture, card, (60, 60, 150), cv2.LINE_AA)
    hidden = seen(over).hidden
    rows, columns = hidden.shape
    assert hidden[rows // 2 - 3 : rows // 2 + 3, columns // 2 - 5 : columns // 2 + 5].mean() > 0.5
    assert seen(beside).hidden.max() < 0.5


@pytest.mark.parametrize(("height", "width"), [(64, 2000), (3000, 40), (17, 17), (1, 1)])
def test_a_photo_of_any_shape_has_maps(height, width):
    found = seen(np.full((height, width, 3), 200, np.uint8))
    rows, columns = found.print.shape
    assert max(rows, columns) == LONG_SIDE_PX // 8
    assert min(rows, columns) >= 2 * STEP_PX // 8
    assert np.isfinite(found.cut).all()
