"""What the eye sees counts on the judged sheet alone, and on the sides that the sheet reaches."""

from dataclasses import replace

import numpy as np
import pytest

from precheck.capture import SheetlessFrame, Side
from precheck.loss.frame import beyond, covered_share, hidden_share, worst_cut, worst_hidden
from tests.loss.table import SIZE, frame_map
from tests.loss.table import page as table_page

CELLS = (60, 80)
LINES = slice(10, 40)
OVER, BESIDE = (slice(15, 25), slice(30, 60)), (slice(45, 55), slice(5, 15))
"""Cells amid the print, and cells of the frame's corner."""


def maps(**parts):
    """Return maps of the frame that are 1 in these cells."""
    grids = {name: np.zeros(CELLS, np.float32) for name in parts}
    for name, cells in parts.items():
        grids[name][cells] = 1
    return frame_map(CELLS, **grids)


def seen(frame, **sheet):
    """Return the page of a table under an eye that sees these maps; sheet: shares of the frame."""
    capture = replace(table_page(), frame=frame)
    left, top, right, bottom = sheet.get("box", (0.0, 0.0, 1.0, 1.0))
    corners = np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    quad = np.roll(corners * SIZE[::-1], -sheet.get("turned", 0), axis=0).astype(np.float32)
    page = replace(capture.page, sheet=replace(capture.page.sheet, quad=quad))
    return replace(capture, page=replace(page, sheetless=sheet.get("sheetless")))


def test_hidden_print_is_a_share_of_all_print():
    capture = seen(maps(print=(LINES, slice(0, 20)), hidden=(LINES, slice(20, 25))))
    assert hidden_share(capture) == pytest.approx(0.2)
    assert worst_hidden(capture) == 1


def test_nothing_hidden_costs_nothing():
    capture = seen(maps(print=(LINES, slice(0, 20)), covered=BESIDE))
    assert hidden_share(capture) == worst_hidden(capture) == covered_share(capture) == 0


def test_print_under_a_body_is_covered_and_the_rest_is_burnt_out():
    hidden, half = (slice(10, 20), slice(20, 40)), (slice(10, 20), slice(20, 30))
    capture = seen(maps(print=(LINES, slice(0, 20)), hidden=hidden, covered=half))
    assert covered_share(capture) == pytest.approx(hidden_share(capture) / 2)


def test_what_lies_beside_the_sheet_does_not_count():
    capture = seen(maps(print=OVER, hidden=BESIDE), box=(0.3, 0.1, 0.9, 0.6))
    assert hidden_share(capture) == worst_hidden(capture) == 0


@pytest.mark.parametrize(
    ("sheet", "side"),
    [
        pytest.param({}, Side.TOP, id="upright"),
        pytest.param({"turned": 1}, Side.LEFT, id="its top at the frame's right"),
        pytest.param({"turned": 2}, Side.BOTTOM, id="upside down"),
        pytest.param({"turned": 3}, Side.RIGHT, id="its top at the frame's left"),
    ],
)
def test_a_side_of_the_frame_is_named_after_the_sheet(sheet, side):
    frame = frame_map(CELLS, beyond={**dict.fromkeys(Side, 0.1), Side.TOP: 0.9})
    found = beyond(seen(frame, **sheet))
    assert max(found, key=lambda one: found[one]) is side
    assert found[side] == 0.9


@pytest.mark.parametrize(
    ("lower", "reached"),
    [
        pytest.param(0.0, 1.0, id="along the top"),
        pytest.param(0.04, 1.0, id="half of it near the top"),
        pytest.param(0.1, 0.0, id="a lone corner at the top"),
    ],
)
def test_a_lone_corner_at_the_edge_is_margin(lower, reached):
    """lower: how far the sheet's other upper corner lies from the top, in shares of the frame."""
    frame = maps(cut=(0, slice(0, CELLS[1])))
    capture = seen(replace(frame, beyond={**frame.beyond, Side.TOP: 1.0}))
    corners = np.array([[0.1, 0.0], [0.9, lower], [0.9, 0.9], [0.1, 0.9]]) * SIZE[::-1]
    sheet = replace(capture.page.sheet, quad=corners.astype(np.float32))
    capture = replace(capture, page=replace(capture.page, sheet=sheet))
    assert beyond(capture)[Side.TOP] == worst_cut(capture) == reached


@pytest.mark.parametrize(
    ("sheet", "reached"),
    [
        pytest.param({"box": (0.1, 0.1, 0.9, 0.9)}, 0.0, id="a margin all round"),
        pytest.param({"box": (0.1, 0.0, 0.9, 0.9)}, 1.0, id="at the top"),
        pytest.param({"box": (0.1, -0.2, 0.9, 0.9)}, 1.0, id="beyond the top"),
        pytest.param(
            {"sheetless": SheetlessFrame(paper=1.0, part=True)}, 1.0, id="no sheet was found"
        ),
    ],
)
def test_a_side_within_the_frame_is_not_cut(sheet, reached):
    frame = maps(cut=(0, slice(20, 40)))
    capture = seen(replace(frame, beyond={**frame.beyond, Side.TOP: 1.0}), **sheet)
    assert max(beyond(capture).values()) == reached
    assert worst_cut(capture) == reached
