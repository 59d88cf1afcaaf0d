"""Tilt and aspect ratio of a sheet, against a pinhole camera."""

import numpy as np
import pytest

from precheck.capture import Photo
from precheck.sheet import pose as poses
from precheck.sheet.pose import FOCAL_RATIO, foreshortening_tilt, tilt, true_shape

SIZE = 1600, 1200
PHOTO = Photo(pixels=np.zeros((SIZE[1], SIZE[0], 3), np.uint8), format="jpeg", bytes=1)
A4 = 297 / 210


def quad_of(degrees, axis=0.0, turn=0.0, middle=(0.0, 0.0), ratio=A4):
    """Return the corners, in pixels, of a sheet seen from 3 of its heights away."""
    flat = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (ratio / 2, 0.5)
    sine, cosine = np.sin(np.radians(turn)), np.cos(np.radians(turn))
    sheet = np.column_stack([flat @ [[cosine, sine], [-sine, cosine]], np.zeros(4)])
    along = np.array([np.cos(np.radians(axis)), np.sin(np.radians(axis)), 0])
    across = np.array([-along[1], along[0], 0])
    normal = np.array([0, 0, 1])
    angle = np.radians(degrees)
    tilted = across * np.cos(angle) + normal * np.sin(angle)
    points = np.outer(sheet @ along, along) + np.outer(sheet @ across, tilted) + (*middle, 3)
    return (points[:, :2] / points[:, 2:] * FOCAL_RATIO * SIZE[0] + np.array(SIZE) / 2).astype(
        np.float32
    )


POSES = [
    pytest.param({"degrees": 0}, id="straight on"),
    pytest.param({"degrees": 15}, id="tilted back"),
    pytest.param({"degrees": 40, "axis": 70}, id="steep and askew"),
    pytest.param({"degrees": 25, "turn": 30}, id="turned"),
    pytest.param({"degrees": 20, "ratio": 210 / 297}, id="upright form"),
]


@pytest.mark.parametrize("pose", POSES)
def test_the_aspect_ratio_does_not_depend_on_the_pose(pose):
    expected = pose.get("ratio", A4)
    assert true_shape(quad_of(**pose), PHOTO) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("pose", POSES)
def test_the_tilt_is_the_angle_to_the_line_of_sight(pose):
    assert tilt(quad_of(**pose), PHOTO) == pytest.approx(pose["degrees"], abs=0.5)


@pytest.mark.parametrize("pose", [*POSES, pytest.param({"degrees": 50, "axis": 45}, id="askew")])
@pytest.mark.parametrize("zoom", [1.0, 1.8])
def test_foreshortening_gives_the_tilt_whatever_its_direction_and_the_lens(pose, zoom):
    middle = np.array(SIZE) / 2
    quad = np.float32((quad_of(**pose) - middle) * zoom + middle)
    found = foreshortening_tilt(quad, (0.5, pose.get("ratio", A4)))
    assert found == pytest.approx(pose["degrees"], abs=1.5)


@pytest.mark.parametrize(
    ("size", "shapes", "degrees"),
    [
        pytest.param((141.4, 100), (1.414,), 0, id="not tilted"),
        pytest.param((141.4, 50), (1.414,), 60, id="half as high"),
        pytest.param((70.7, 100), (1.414,), 60, id="half as wide"),
        pytest.param((150, 100), (1.414, 1.5), 0, id="the nearer of two forms"),
        pytest.param((300, 100), (), 0, id="unknown shape"),
    ],
)
def test_a_sheet_that_is_seen_narrow_is_tilted(size, shapes, degrees):
    quad = np.float32([[0, 0], [1, 0], [1, 1], [0, 1]]) * size
    assert foreshortening_tilt(quad, shapes) == pytest.approx(degrees, abs=0.1)
    assert poses.seen_shape(quad) == pytest.approx(size[0] / size[1])


def test_a_point_has_neither_tilt_nor_aspect_ratio():
    point = np.full((4, 2), 5, np.float32)
    assert tilt(point, PHOTO) is None
    assert true_shape(point, PHOTO) is None


def test_a_line_is_a_sheet_seen_edge_on():
    line = np.repeat(np.float32([[0], [10], [20], [30]]), 2, axis=1)
    assert tilt(line, PHOTO) == pytest.approx(90)
    assert true_shape(line, PHOTO) is None
