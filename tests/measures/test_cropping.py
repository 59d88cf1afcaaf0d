"""Print out of the frame, on pictures of pages that the frame cuts."""

import numpy as np
import pytest

from precheck.capture import Covers, Photo, Sheet, Side, Zone
from precheck.loss.frame import BEYOND_SHARE, MIN_BEYOND
from precheck.sheet.rectify import UNIT_SQUARE, rectify
from precheck.text.legibility_net import read_map
from precheck.text.runs import regions
from tests.loss.table import frame_map
from tests.measures import measured_page as drawn

ZONE = Zone(field="number", box=(0.05, 0.05, 0.95, 0.2), covers=Covers.NUMBER)


def measured(picture, quad=None, turn=0, **known):
    """Return the measure of a photo whose page lies at a quad, or fills the photo."""
    photo = Photo(pixels=np.ascontiguousarray(picture), format="jpeg", bytes=1)
    frame = UNIT_SQUARE * (photo.width, photo.height) - 0.5
    quad = np.float32(frame if quad is None else quad)
    laid = rectify(photo, Sheet(quad=quad, confidence=1.0), turn)
    text = read_map(laid)
    runs = regions(laid, text)
    return drawn.measured("cropping", drawn.captured(photo, laid, text, regions=runs, **known))


@pytest.mark.parametrize(
    ("turn", "side"), [(0, Side.TOP), (90, Side.RIGHT), (180, Side.BOTTOM), (270, Side.LEFT)]
)
def test_print_that_the_eye_expects_beyond_the_frame_is_lost_at_its_side(turn, side):
    beyond = {**dict.fromkeys(Side, 0.1), Side.TOP: 0.9}
    picture = np.rot90(drawn.page(), turn // 90)
    found = measured(picture, turn=turn, frame=frame_map(beyond=beyond))
    assert found.value == pytest.approx(0.9 * BEYOND_SHARE)
    assert found.places[0].side is side
    assert found.share == pytest.approx(found.value)


def test_a_side_beyond_which_print_is_unlikely_costs_nothing():
    beyond = dict.fromkeys(Side, MIN_BEYOND - 0.01)
    found = measured(drawn.page(), frame=frame_map(beyond=beyond))
    assert (found.value, found.places) == (0.0, ())


def test_of_a_known_form_what_the_eye_expects_is_noted_and_costs_nothing():
    beyond = {**dict.fromkeys(Side, 0.0), Side.TOP: 0.9}
    known = {"shapes": (4 / 3,), "zones": (ZONE,)}
    found = measured(drawn.page(), frame=frame_map(beyond=beyond), **known)
    assert found.value == 0.0
    assert found.places[0].side is Side.TOP


def test_it_is_none_on_blank_paper():
    assert measured(np.full((600, 800, 3), 225, np.uint8)).value is None


def cut_at_top(height):
    """Return a photo of a page on a table whose top is cut off, and the quad of the whole page."""
    picture = np.full((700, 900, 3), 90, np.uint8)
    shown = drawn.page()[height:]
    picture[: len(shown), 50:850] = shown
    return picture, [[49.5, -height - 0.5], [849.5, -height - 0.5], [849.5, 599.5 - height],
                     [49.5, 599.5 - height]]  # fmt: skip


@pytest.mark.parametrize(
    ("height", "known", "value", "side"),
    [
        pytest.param(30, {"shapes": (4 / 3,), "zones": (ZONE,)}, 0.0, Side.TOP, id="a margin"),
        pytest.param(88, {"shapes": (4 / 3,), "zones": (ZONE,)}, 1.0, Side.TOP, id="the number"),
        pytest.param(88, {"shapes": (4 / 3,)}, 0.08, Side.TOP, id="more than a margin"),
        pytest.param(88, {}, 0.0, Side.TOP, id="of an unknown form, by the eye alone"),
    ],
)
def test_what_a_known_form_has_out_of_the_frame_is_lost(height, known, value, side):
    found = measured(*cut_at_top(height), **known)
    assert found.value == pytest.approx(value, abs=0.03)
    assert [at.side for at in found.places] == [side]
    assert found.share == pytest.approx(value, abs=0.03)


def test_a_cut_side_of_a_sheet_on_a_table_is_noted():
    picture = np.full((700, 900, 3), 90, np.uint8)
    picture[50:650, 140:900] = drawn.page()[:, :760]
    found = measured(picture, [[139.5, 49.5], [899.5, 49.5], [899.5, 649.5], [139.5, 649.5]])
    assert (found.value, found.share) == (0.0, 0.0)
    assert [at.side for at in found.places] == [Side.RIGHT]
