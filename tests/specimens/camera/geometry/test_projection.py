import numpy as np
import pytest

from specimens.camera.geometry.bend import BendHeights, bend
from specimens.camera.geometry.pose import Pose, sheet_to_photo
from specimens.camera.geometry.projection import Geometry, scaling, sheet_points, translation

SIZE = (297.0, 210.0)


def pose_of(**changes):
    usual = {"frame": (1600, 1200), "turn": 0, "roll": 0.0, "tilt": (0.0, 0.0)}
    return Pose(**{**usual, "fill": 0.9, "aim": (0.0, 0.0), **changes})


def corners(pose):
    return Geometry(sheet_to_photo(pose, SIZE), SIZE).quad


@pytest.mark.parametrize(
    ("turn", "first"),
    [
        pytest.param(0, (-1, -1), id="upright: its own top left is at the photo's top left"),
        pytest.param(90, (-1, 1), id="to be turned a quarter clockwise: it is at the bottom left"),
        pytest.param(180, (1, 1), id="upside down: at the bottom right"),
        pytest.param(270, (1, -1), id="three quarters: at the top right"),
    ],
)
def test_turn_brings_the_photo_upright(turn, first):
    quad = corners(pose_of(turn=turn))
    assert tuple(np.sign(quad[0] - quad.mean(0))) == first


@pytest.mark.parametrize("turn", [0, 90])
def test_fill_is_the_share_of_the_tight_side(turn):
    quad = corners(pose_of(turn=turn, tilt=(8.0, -5.0), fill=0.8))
    extent = (quad.max(0) - quad.min(0)) / (1600, 1200)
    assert extent.max() == pytest.approx(0.8, abs=1e-3)


def test_aim_moves_the_sheet_to_the_edge_of_the_room_left():
    assert corners(pose_of(aim=(1.0, 0.0))).max(0)[0] == pytest.approx(1600, abs=0.5)


def test_a_bent_sheet_is_found_again_from_the_photo():
    heights = BendHeights(curl=8, wave=2, fold=3, crumple=1)
    pose = pose_of(tilt=(10.0, 4.0), roll=3.0)
    shape = bend(SIZE, heights, pose.tangents, np.random.default_rng(3))
    geometry = Geometry(sheet_to_photo(pose, SIZE), SIZE, shape)
    points = np.random.default_rng(4).uniform((0, 0), SIZE, (6, 50, 2)).astype(np.float32)
    assert np.abs(geometry.to_sheet(geometry.to_photo(points)) - points).max() < 0.1
    assert (
        np.abs(geometry.to_photo(points) - Geometry(geometry.matrix, SIZE).to_photo(points)).max()
        > 2
    )


def test_then_follows_a_photo_that_was_scaled_and_moved():
    geometry = Geometry(sheet_to_photo(pose_of(), SIZE), SIZE)
    moved = geometry.transformed(translation(5, 7) @ scaling(0.5))
    assert moved.quad == pytest.approx(geometry.quad / 2 + (5, 7), abs=1e-3)


def test_seen_points_are_those_of_the_pixels_centres():
    geometry = Geometry(sheet_to_photo(pose_of(), SIZE), SIZE)
    seen = sheet_points(geometry, (1600, 1200), 8)
    assert seen.shape == (150, 200, 2)
    assert geometry.to_photo(seen)[10, 20] == pytest.approx((20.5 * 8, 10.5 * 8), abs=1e-2)
