import cv2
import numpy as np
import pytest

from precheck.sheet.edges import refine_sides, snap_to_frame
from tests.sheet.drawing import sheet_on

QUAD = np.float32([[120, 90], [690, 70], [720, 520], [90, 500]])
NO_EDGES = np.zeros((64, 64), np.float32)


def error(quad) -> float:
    return float(np.linalg.norm(quad - QUAD, axis=1).max())


@pytest.mark.parametrize("ground", [40, 120, 180, 250])
def test_sides_move_to_visible_edges(ground):
    picture = sheet_on(ground, QUAD)
    rough = QUAD + np.float32([[2, -2], [-2, 2], [2, 2], [2, -2]])
    assert error(refine_sides(picture, rough, NO_EDGES)) < 0.8 < error(rough)


def test_sides_stay_without_edges():
    blank = np.full((600, 800, 3), 235, np.uint8)
    assert refine_sides(blank, QUAD, NO_EDGES) == pytest.approx(QUAD, abs=0.01)


def test_the_edge_map_corrects_distant_sides():
    picture = sheet_on(60, QUAD)
    inside = sheet_on(0, QUAD, paper=255)[:, :, 0]
    ridge = np.abs(np.gradient(inside.astype(np.float32))[0])
    ridge += np.abs(np.gradient(inside.astype(np.float32))[1])
    inner = sheet_on(0, QUAD + np.float32([[8, 8], [-8, 8], [-8, -8], [8, -8]]))[:, :, 0] > 50
    ridge[inner] = 0
    edges = cv2.resize(np.clip(ridge / 60, 0, 1), (64, 64), interpolation=cv2.INTER_AREA)
    rough = QUAD + np.float32([[10, 8], [-9, 10], [-10, -8], [9, -9]])
    assert error(refine_sides(picture, rough, edges * 3)) < 1.5


def test_a_side_cut_by_the_frame_stays():
    cut = QUAD - np.float32([150, 0])
    picture = sheet_on(60, cut)
    found = refine_sides(picture, cut, NO_EDGES)
    assert np.linalg.norm(found - cut, axis=1).max() < 1.0


SQUARE = np.float32([[120, 90], [680, 90], [680, 510], [120, 510]])
BEYOND = {
    "top": ((0, -140), slice(0, 2), 1, -0.5),
    "right": ((160, 0), slice(1, 3), 0, 799.5),
    "bottom": ((0, 140), slice(2, 4), 1, 599.5),
    "left": ((-160, 0), slice(0, 4, 3), 0, -0.5),
}


@pytest.mark.parametrize("side", BEYOND)
def test_a_side_that_the_frame_cuts_is_moved_to_the_frames_edge(side):
    move, ends, axis, level = BEYOND[side]
    true = SQUARE + np.float32(move)
    rough = true.copy()
    rough[ends, axis] = level + (8 if level < 0 else -8)  # as the net predicts it
    found = snap_to_frame(sheet_on(60, true), rough)
    assert found[ends, axis] == pytest.approx([level, level], abs=0.01)
    assert np.delete(found, np.arange(4)[ends], 0) == pytest.approx(
        np.delete(rough, np.arange(4)[ends], 0), abs=0.01
    )


@pytest.mark.parametrize("ground", [40, 120, 215])
def test_a_side_with_an_edge_near_the_frame_stays(ground):
    true = np.float32([[8, 8], [791, 8], [791, 591], [8, 591]])
    picture = sheet_on(ground, true)
    assert snap_to_frame(picture, true) == pytest.approx(true)
