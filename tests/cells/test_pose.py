"""Tilt and shape of a sheet, against a pinhole camera."""

import numpy as np
import pytest

from precheck.capture import Photo
from precheck.cells import pose as poses
from precheck.cells.pose import FOCAL, foreshortened, shape, tilt

SIZE = 1600, 1200
PHOTO = Photo(pixels=np.zeros((SIZE[1], SIZE[0], 3), np.uint8), format="jpeg", bytes=1)
A4 = 297 / 210


def seen(degrees, axis=0.0, turn=0.0, middle=(0.0, 0.0), ratio=A4):
    """Return the corners, in pixels, of a sheet seen from 3 of its heights away."""
    flat = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * (ratio / 2, 0.5)
    sine, cosine = np.sin(np.radians(turn)), np.cos(np.radians(turn))
    sheet = np.column_stack([flat @ [[cosine, sine], [-sine, cosine]], np.zeros(4)])
    along = np.array([np.cos(np.radians(axis)), np.sin(np.radians(axis)), 0])
    across = np.array([-along[1], along[0], 0])
    normal = np.array([0, 0, 1])
    angle = np.radians(degrees)
    leaned = across * np.cos(angle) + normal * np.sin(angle)
    points = np.outer(sheet @ along, along) + np.outer(sheet @ across, leaned) + (*middle, 3)
    return (points[:, :2] / points[:, 2:] * FOCAL * SIZE[0] + np.array(SIZE) / 2).astype(np.float32)


POSES = [
    pytest.param({"degrees": 0}, id="straight on"),
    pytest.param({"degrees": 15}, id="leaning back"),
    pytest.param({"degrees": 40, "axis": 70}, id="steep and askew"),
    pytest.param({"degrees": 25, "turn": 30}, id="turned"),
    pytest.param({"degrees": 20, "ratio": 210 / 297}, id="upright form"),
]


@pytest.mark.parametrize("pose", POSES)
def test_the_shape_is_the_sheets_own_however_it_is_seen(pose):
    expected = pose.get("ratio", A4)
    assert shape(seen(**pose), PHOTO) == pytest.approx(expected, rel=0.01)


@pytest.mark.parametrize("pose", POSES)
def test_the_tilt_is_the_angle_it_leans_by(pose):
    assert tilt(seen(**pose), PHOTO) == pytest.approx(pose["degrees"], abs=0.5)


@pytest.mark.parametrize("pose", [*POSES, pytest.param({"degrees": 50, "axis": 45}, id="askew")])
@pytest.mark.parametrize("zoom", [1.0, 1.8])
def test_a_form_tells_its_tilt_however_it_leans_and_whatever_the_lens(pose, zoom):
    middle = np.array(SIZE) / 2
    quad = np.float32((seen(**pose) - middle) * zoom + middle)
    found = foreshortened(quad, (0.5, pose.get("ratio", A4)))
    assert found == pytest.approx(pose["degrees"], abs=1.5)


@pytest.mark.parametrize(
    ("size", "shapes", "degrees"),
    [
        pytest.param((141.4, 100), (1.414,), 0, id="as it is"),
        pytest.param((141.4, 50), (1.414,), 60, id="half as high"),
        pytest.param((70.7, 100), (1.414,), 60, id="half as wide"),
        pytest.param((150, 100), (1.414, 1.5), 0, id="of two forms the nearer"),
        pytest.param((300, 100), (), 0, id="of no known shape"),
    ],
)
def test_a_sheet_that_looks_narrow_leans(size, shapes, degrees):
    quad = np.float32([[0, 0], [1, 0], [1, 1], [0, 1]]) * size
    assert foreshortened(quad, shapes) == pytest.approx(degrees, abs=0.1)
    assert poses.seen(quad) == pytest.approx(size[0] / size[1])


def test_a_point_has_neither():
    point = np.full((4, 2), 5, np.float32)
    assert tilt(point, PHOTO) is None
    assert shape(point, PHOTO) is None


def test_a_line_is_a_sheet_seen_edge_on():
    line = np.repeat(np.float32([[0], [10], [20], [30]]), 2, axis=1)
    assert tilt(line, PHOTO) == pytest.approx(90)
    assert shape(line, PHOTO) is None
