"""A sheet laid on a picture: what it covers, what its shadow reaches, what stays as it was."""

import numpy as np
import pytest

from specimens.camera import lay
from specimens.camera.bend import Stiffness, bend
from specimens.camera.geometry import Geometry, moving, scaling
from specimens.camera.noise import grain

SIZE_MM = (60.0, 40.0)
SHADOW = (6.0, 4.0, 3.0)


def lies(x, y, bent=False):
    rng = np.random.default_rng(3)
    shape = bend(SIZE_MM, Stiffness(curl=3, fold=2), (0.3, 0.2), rng) if bent else None
    return Geometry(moving(x, y) @ scaling(4), SIZE_MM, shape)


def table():
    """Return a picture no part of which is like another."""
    noise = grain(np.random.default_rng(1), (400, 300))
    return (128 + 40 * noise[..., None].repeat(3, 2)).clip(0, 255).astype(np.uint8)


def sheet():
    return np.full((240, 360, 3), 250, np.uint8)


def test_a_sheet_hides_the_table_and_throws_its_shadow():
    picture, before = table(), table()
    lay.laid(picture, sheet(), lies(81.5, 70.5), SHADOW)
    assert (picture[80:220, 92:312] == 250).all()
    beside = np.s_[100:200, 323:327]
    assert picture[beside].mean() < 0.8 * before[beside].mean()
    assert (picture[:40] == before[:40]).all()


def test_the_rim_of_a_sheet_is_mixed_with_the_table():
    picture = np.full((300, 400, 3), 255, np.uint8)
    lay.laid(picture, np.zeros_like(sheet()), lies(81.5, 70.5), SHADOW)
    assert 40 < picture[150, 81, 0] < 150


@pytest.mark.parametrize(
    "where",
    [
        pytest.param(lies(81.5, 70.5), id="inside"),
        pytest.param(lies(81.5, 70.5, bent=True), id="bent"),
        pytest.param(lies(-101.5, 170.5), id="in part beyond the frame"),
        pytest.param(lies(-600.0, 20.0), id="beyond the frame"),
    ],
)
def test_working_on_what_a_sheet_reaches_alone_changes_nothing(where, monkeypatch):
    near, whole = table(), table()
    lay.laid(near, sheet(), where, SHADOW)
    monkeypatch.setattr(lay, "_reach", lambda *_: (0, 0, 400, 300))
    lay.laid(whole, sheet(), where, SHADOW)
    assert (near == whole).all()


@pytest.mark.parametrize("bent", [False, True], ids=["flat", "bent"])
def test_what_is_hidden_is_covered_all_over(bent):
    where = lies(-40.0, 70.5, bent)
    left, top, right, bottom = lay.hidden(where, (400, 300))
    picture = np.zeros((300, 400, 3), np.uint8)
    lay.laid(picture, sheet(), where, SHADOW)
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
def test_a_sheet_that_lies_askew_hides_nothing_that_it_does_not_cover(size_mm, degrees):
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    turned = np.array([[cos, -sin, 200], [sin, cos, 150], [0, 0, 1]])
    where = Geometry(turned @ scaling(4) @ moving(-size_mm[0] / 2, -size_mm[1] / 2), size_mm)
    left, top, right, bottom = lay.hidden(where, (400, 300))
    picture = np.zeros((300, 400, 3), np.uint8)
    lay.laid(picture, sheet(), where, SHADOW)
    assert (picture[top:bottom, left:right] == 250).all()
    assert (left < right) == (size_mm == SIZE_MM)
