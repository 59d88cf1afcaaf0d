"""Compositing of a sheet: coverage, shadow, unchanged parts of the picture."""

import numpy as np
import pytest

from specimens.camera.geometry import compositing
from specimens.camera.geometry.bend import BendHeights, bend
from specimens.camera.geometry.projection import Geometry, scaling, translation
from specimens.camera.sampling.noise import grain

SIZE_MM = (60.0, 40.0)
SHADOW = (6.0, 4.0, 3.0)


def geometry(x, y, bent=False):
    rng = np.random.default_rng(3)
    shape = bend(SIZE_MM, BendHeights(curl=3, fold=2), (0.3, 0.2), rng) if bent else None
    return Geometry(translation(x, y) @ scaling(4), SIZE_MM, shape)


def table():
    """Return a picture no part of which is like another."""
    noise = grain(np.random.default_rng(1), (400, 300))
    return (128 + 40 * noise[..., None].repeat(3, 2)).clip(0, 255).astype(np.uint8)


def sheet():
    return np.full((240, 360, 3), 250, np.uint8)


def test_a_sheet_covers_the_table_and_casts_a_shadow():
    picture, before = table(), table()
    compositing.lay_sheet(picture, sheet(), geometry(81.5, 70.5), SHADOW)
    assert (picture[80:220, 92:312] == 250).all()
    beside = np.s_[100:200, 323:327]
    assert picture[beside].mean() < 0.8 * before[beside].mean()
    assert (picture[:40] == before[:40]).all()


def test_the_rim_of_a_sheet_is_mixed_with_the_table():
    picture = np.full((300, 400, 3), 255, np.uint8)
    compositing.lay_sheet(picture, np.zeros_like(sheet()), geometry(81.5, 70.5), SHADOW)
    assert 40 < picture[150, 81, 0] < 150


@pytest.mark.parametrize(
    "where",
    [
        pytest.param(geometry(81.5, 70.5), id="inside"),
        pytest.param(geometry(81.5, 70.5, bent=True), id="bent"),
        pytest.param(geometry(-101.5, 170.5), id="in part beyond the frame"),
        pytest.param(geometry(-600.0, 20.0), id="beyond the frame"),
    ],
)
def test_restricting_work_to_the_affected_window_changes_nothing(where, monkeypatch):
    near, whole = table(), table()
    compositing.lay_sheet(near, sheet(), where, SHADOW)
    monkeypatch.setattr(compositing, "_affected_window", lambda *_: (0, 0, 400, 300))
    compositing.lay_sheet(whole, sheet(), where, SHADOW)
    assert (near == whole).all()


@pytest.mark.parametrize("bent", [False, True], ids=["flat", "bent"])
def test_the_covered_window_is_covered_completely(bent):
    where = geometry(-40.0, 70.5, bent)
    left, top, right, bottom = compositing.covered_window(where, (400, 300))
    picture = np.zeros((300, 400, 3), np.uint8)
    compositing.lay_sheet(picture, sheet(), where, SHADOW)
    assert (picture[top:bottom, left:right] > 50).all()
    assert (right - left) * (bottom - top) > 0.6 * (picture > 50).all(2).sum()


@pytest.mark.parametrize(
    ("size_mm", "degrees"),
    [
        pytest.param(SIZE_MM, 45, id="askew"),
        pytest.param(SIZE_MM, 200, id="upside down"),
        pytest.param((60.0, 8.0), 45, id="a strip askew"),
    ],
)
def test_the_covered_window_of_a_rotated_sheet_is_covered(size_mm, degrees):
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    turned = np.array([[cos, -sin, 200], [sin, cos, 150], [0, 0, 1]])
    where = Geometry(turned @ scaling(4) @ translation(-size_mm[0] / 2, -size_mm[1] / 2), size_mm)
    left, top, right, bottom = compositing.covered_window(where, (400, 300))
    picture = np.zeros((300, 400, 3), np.uint8)
    compositing.lay_sheet(picture, sheet(), where, SHADOW)
    assert (picture[top:bottom, left:right] == 250).all()
    assert (left < right) == (size_mm == SIZE_MM)
