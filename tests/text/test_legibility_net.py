"""The text map: where text is printed and how legible it is; the net's first layer."""

import cv2
import numpy as np
import pytest

from precheck.errors import BadModel
from precheck.runtime.models import MODELS
from precheck.sheet.rectify import homography
from precheck.text.legibility_net import (
    CHANNELS,
    PATCH,
    PIXELS,
    Patches,
    density,
    net_input,
    read_map,
    read_patches,
)
from tests.text.written_page import CAPITALS, LINES, drawn, enlarged, page

FILE = MODELS / "legibility_patches.npz"


@pytest.mark.parametrize("size", [(4, 4), (8, 32), (64, 96), (132, 64)])
def test_each_patch_has_its_own_weighted_sum(size):
    rng = np.random.default_rng(1)
    picture = rng.integers(0, 256, (*size, 3), np.uint8)
    layer = Patches(
        rng.normal(size=(CHANNELS, PIXELS)).astype(np.float32),
        rng.normal(size=CHANNELS).astype(np.float32),
    )
    found = layer(picture)
    assert found.shape == (1, CHANNELS, size[0] // PATCH, size[1] // PATCH)
    for row, column in ((0, 0), (found.shape[2] - 1, found.shape[3] - 1), (found.shape[2] // 2, 0)):
        part = picture[row * PATCH : (row + 1) * PATCH, column * PATCH : (column + 1) * PATCH]
        wanted = np.maximum(layer.weights @ part.ravel() + layer.bias, 0)
        assert found[0, :, row, column] == pytest.approx(wanted, rel=1e-3, abs=1e-2)


def test_the_layer_of_the_service_is_read():
    assert read_patches(FILE).weights.any()


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(None, id="missing"),
        pytest.param(b"", id="empty"),
        pytest.param(FILE.read_bytes()[:-500], id="cut off"),
        pytest.param(b"version https://git-lfs\n", id="a pointer instead of the file"),
    ],
)
def test_an_error_names_the_file_that_is_not_the_layer(tmp_path, content):
    file = tmp_path / "patches.npz"
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(BadModel, match=str(file)):
        read_patches(file)


@pytest.mark.parametrize(
    "arrays",
    [
        {"weights": np.zeros((CHANNELS, PIXELS), np.float32)},
        {"weights": np.zeros((8, PIXELS), np.float32), "bias": np.zeros(CHANNELS, np.float32)},
    ],
)
def test_the_layer_of_another_net_is_an_error(tmp_path, arrays):
    file = tmp_path / "patches.npz"
    np.savez(file, **arrays)
    with pytest.raises(BadModel, match=str(file)):
        read_patches(file)


def blurred(sigma):
    return cv2.GaussianBlur(drawn(), (0, 0), sigma)


def covered(high):
    picture = drawn()
    cv2.rectangle(picture, (240, 250), (460, 250 + high), (120, 150, 200), -1)
    return picture


def on_lines(picture):
    """Return the mean legibility of the cells at the middles of the lines."""
    text = read_map(page(picture))
    rows = [int((y - CAPITALS / 2) / text.cell) for y in LINES]
    return float(text.legibility[rows, 20:60].mean())


def test_text_is_found_where_it_is_printed():
    text = read_map(page(drawn()))
    rows = [int((y - CAPITALS / 2) / text.cell) for y in LINES]
    assert (text.text[rows, 15:60] > 0.5).mean() > 0.9
    assert (text.text[:, :8] > 0.5).mean() < 0.02


def test_a_cell_is_square_and_the_map_covers_the_page():
    text = read_map(page(drawn()))
    assert text.text.shape == text.legibility.shape == (120, 100)
    assert text.cell == pytest.approx(8)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        pytest.param((3200, 2240), (1600, 1120), id="large pages are reduced"),
        pytest.param((640, 320), (640, 320), id="small pages are not enlarged"),
        pytest.param((1, 1), (32, 32), id="one pixel"),
    ],
)
def test_the_input_of_the_net(size, expected):
    assert net_input(page(np.zeros((*size, 3), np.uint8))).shape[:2] == expected


def test_the_map_covers_a_page_larger_than_the_input():
    text = read_map(enlarged(2))
    assert text.text.shape[0] == 200
    assert text.cell * text.text.shape[1] == pytest.approx(1600)


@pytest.mark.parametrize(
    ("to_photo", "factor"),
    [
        pytest.param((1, 1, 1), 1, id="as it was photographed"),
        pytest.param((1, 0.5, 1), 0.5, id="squeezed in height"),
        pytest.param((0.5, 1, 1), 1, id="squeezed in width"),
        pytest.param((0, 0, 1), 0.1, id="to nothing"),
        pytest.param((9, 9, 1), 4, id="much enlarged"),
    ],
)
def test_the_odds_of_legibility_fall_as_a_view_compresses_print(to_photo, factor):
    plain, text = (read_map(page(drawn(), lie)).legibility for lie in ((1, 1, 1), to_photo))
    np.testing.assert_allclose(text / (1 - text), factor * plain / (1 - plain), rtol=1e-3)


def test_the_odds_of_a_reduced_page_are_those_of_the_photo():
    large = page(cv2.resize(drawn(), (2000, 2400)), (1, 1, 1))
    small = page(net_input(large), (1, 1, 1))
    whole, reduced = (read_map(one).legibility for one in (large, small))
    factor = large.flat.shape[0] / small.flat.shape[0]
    assert factor == pytest.approx(1.5)
    np.testing.assert_allclose(whole / (1 - whole), factor * reduced / (1 - reduced), rtol=1e-3)


TILTED = np.array([[90, 40], [780, 60], [600, 400], [220, 420]], np.float32)


@pytest.mark.parametrize("extent", [(800, 960), (1600, 1920)])
def test_density_is_the_height_of_an_input_pixel_in_photo_pixels(extent):
    """The distance of each cell's upper and lower edge in the photo."""
    rows, columns = 120, 100
    to_photo = homography(TILTED, extent)
    down, across = np.mgrid[:rows, :columns] + 0.5
    edges = [
        np.stack([across, down + off], 2) * np.divide(extent, (100, 120)) for off in (-0.5, 0.5)
    ]
    top, low = (cv2.perspectiveTransform(edge, to_photo) for edge in edges)
    expected = np.linalg.norm(low - top, axis=2) / 8
    dense = density(to_photo, extent, (rows, columns))
    np.testing.assert_allclose(dense, expected, rtol=1e-3)
    assert dense.max() > 2 * dense.min()


def test_the_softer_the_less_legible():
    values = [on_lines(blurred(sigma)) for sigma in (0.5, 2, 3, 5)]
    assert values == sorted(values, reverse=True)
    assert values[0] > 0.72
    assert values[-1] < 0.5


def test_the_fainter_the_less_legible():
    values = [on_lines(drawn(ink=ink)) for ink in (40, 200, 215)]
    assert values == sorted(values, reverse=True)


@pytest.mark.parametrize("high", [40, 80, 130, 310])
def test_covered_text_cannot_be_read_and_the_rest_can(high):
    text = read_map(page(covered(high)))
    assert text.legibility[32 : 31 + high // 8, 31:56].mean() < 0.5
    assert on_lines(drawn()) - 0.05 < text.legibility[[84 // 8, 849 // 8], 20:60].mean()
