from dataclasses import replace

import cv2
import numpy as np
import pytest

from precheck.capture import Page, Region, Sheet, TextMap
from precheck.flatten import homography
from precheck.text import read_again, read_map, regions, too_coarse
from precheck.text.maps import another_look, density, seen, small_look

LINES = tuple(range(90, 900, 45))
CAPITALS = 14  # px of the face that `drawn` writes in


def page(picture, to_photo=(2.0, 2, 1)):
    height, width = picture.shape[:2]
    quad = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    return Page(
        sheet=Sheet(quad=quad, confidence=1.0), turn=0, flat=picture, to_photo=np.diag(to_photo)
    )


def drawn(paper=225, ink=40):
    picture = np.full((960, 800, 3), paper, np.uint8)
    for y in LINES:
        text = "3514011203900001 SITI AMINAH KRAKSAAN"
        cv2.putText(picture, text, (100, y), 0, 0.65, (ink,) * 3, 2, cv2.LINE_AA)
    return picture


def blurred(sigma):
    return cv2.GaussianBlur(drawn(), (0, 0), sigma)


def covered(high):
    picture = drawn()
    cv2.rectangle(picture, (240, 250), (460, 250 + high), (120, 150, 200), -1)
    return picture


def on_lines(picture):
    """Legibility of the cells in which the middles of the lines lie."""
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


@pytest.mark.parametrize("height", [960, 40])
def test_a_second_look_has_the_cells_of_the_first_and_tells_the_same_at_another_scale(height):
    picture = drawn()[:height]
    first = read_map(page(picture))
    second = read_again(page(picture), first)
    assert second.cell == first.cell
    for one, other in ((first.text, second.text), (first.legibility, second.legibility)):
        assert one.shape == other.shape
        assert 0 < float(np.abs(one - other).mean()) < 0.05
    np.testing.assert_allclose(sum(second.why.values()), 1, atol=1e-4)


def test_a_second_look_counts_half():
    """A first look that saw nothing anywhere leaves half of what the second sees."""
    told = read_map(page(drawn()))
    blank = replace(told, text=np.zeros_like(told.text), legibility=np.zeros_like(told.text))
    second, whole = read_again(page(drawn()), blank), read_again(page(drawn()), told)
    np.testing.assert_allclose(whole.text - second.text, told.text / 2, atol=1e-5)
    np.testing.assert_allclose(whole.legibility - second.legibility, told.legibility / 2, atol=1e-5)


@pytest.mark.parametrize(
    ("size", "expected"),
    [
        pytest.param((3200, 2240), (1600, 1120), id="large pages are reduced"),
        pytest.param((640, 320), (640, 320), id="small pages are not enlarged"),
        pytest.param((1, 1), (32, 32), id="one pixel"),
    ],
)
def test_what_the_net_may_see(size, expected):
    assert seen(page(np.zeros((*size, 3), np.uint8))).shape[:2] == expected


def blank(size, cells):
    """Return a page of this height and width, and a look at it that has so many cells."""
    none = np.zeros(cells, np.float32)
    told = TextMap(text=none, legibility=none, cell=size[1] / cells[1])
    return page(np.zeros((*size, 3), np.uint8)), told


@pytest.mark.parametrize(
    ("size", "small", "another"),
    [
        pytest.param((3200, 2240), (1024, 704), (1600, 1120), id="a copy, then all of it"),
        pytest.param((1152, 864), (1024, 768), (1152, 864), id="so of a little larger page"),
        pytest.param((1120, 800), (1024, 736), (928, 672), id="as good as all, then a copy"),
        pytest.param((640, 320), (640, 320), (576, 288), id="all of it, then a copy"),
        pytest.param((1, 1), (32, 32), (32, 32), id="one pixel"),
    ],
)
def test_what_the_net_sees_first_and_next(size, small, another):
    whole, told = blank(size, (small[0] // 8, small[1] // 8))
    assert small_look(whole).shape[:2] == small
    assert another_look(whole, told).shape[:2] == another


@pytest.mark.parametrize(
    ("size", "another"),
    [
        pytest.param((3200, 2240), (1440, 1024), id="a large page"),
        pytest.param((1600, 1120), (1440, 1024), id="as large as the net sees it"),
        pytest.param((1152, 864), (1024, 768), id="a little larger than a small look"),
        pytest.param((640, 320), (576, 288), id="a small page"),
    ],
)
def test_after_a_look_at_all_pixels_the_net_sees_a_little_less(size, another):
    whole = page(np.zeros((*size, 3), np.uint8))
    told = blank(size, tuple(side // 8 for side in seen(whole).shape[:2]))[1]
    assert another_look(whole, told).shape[:2] == another


@pytest.mark.parametrize(
    ("whole", "cells"), [pytest.param(False, 128, id="small"), pytest.param(True, 200, id="whole")]
)
def test_a_look_is_at_a_copy_or_at_all_pixels(whole, cells):
    told = read_map(enlarged(2), whole=whole)
    assert told.text.shape[0] == cells
    assert told.cell * told.text.shape[1] == pytest.approx(1600)


def runs_of(*heights, contrast=180.0):
    return [
        Region(box=(0, 0, 90, 20), height=height, contrast=contrast, legibility=1.0)
        for height in heights
    ]


LARGE, SMALL = ((1600, 1120), (128, 88)), ((1024, 736), (128, 92))
"""Sizes of pages in px, and cells of a small look at them; a photo pixel is half a flat one."""


@pytest.mark.parametrize(
    ("sizes", "runs", "coarse"),
    [
        pytest.param(LARGE, runs_of(24.0), True, id="small print on a large page: 7.5 px seen"),
        pytest.param(LARGE, runs_of(26.0), False, id="a little larger print: 8.2 px seen"),
        pytest.param(LARGE, runs_of(80.0), False, id="large print"),
        pytest.param(SMALL, runs_of(4.0), False, id="a small page: all pixels were seen"),
        pytest.param(LARGE, runs_of(80.0, 20.0, 20.0), True, id="most of it small"),
        pytest.param(LARGE, runs_of(80.0, 80.0, 20.0), False, id="most of it large"),
        pytest.param(LARGE, [], False, id="no print"),
        pytest.param(LARGE, runs_of(20.0, contrast=0.0), False, id="none that shows"),
    ],
)
def test_print_that_is_small_in_a_look_is_looked_at_whole(sizes, runs, coarse):
    whole, told = blank(*sizes)
    assert too_coarse(replace(whole, to_photo=np.diag((2.0, 2, 1))), told, runs) is coarse


@pytest.mark.parametrize("whole", [False, True])
def test_a_look_at_all_pixels_is_never_too_coarse(whole):
    picture = enlarged(2)
    told = read_map(picture, whole=whole)
    tiny = runs_of(2.0)
    assert too_coarse(picture, told, tiny) is not whole


@pytest.mark.parametrize(
    ("times", "coarse"),
    [
        pytest.param(0.9, True, id="small print"),
        pytest.param(2.5, False, id="large print"),
    ],
)
def test_a_drawn_page_is_too_coarse_by_its_print(times, coarse):
    """Lines of this many times 14 px on a page of 1920 × 1600 px, which the net sees at 1024."""
    paper = np.full((1920, 1600, 3), 225, np.uint8)
    print_ = cv2.resize(drawn(), None, fx=times, fy=times, interpolation=cv2.INTER_AREA)
    rows, columns = min(1920, len(print_)), min(1600, print_.shape[1])
    paper[:rows, :columns] = print_[:rows, :columns]
    flat = page(paper)
    told = read_map(flat)
    assert too_coarse(flat, told, regions(flat, told)) is coarse


@pytest.mark.parametrize(
    ("to_photo", "factor"),
    [
        pytest.param((1, 1, 1), 1, id="as it was photographed"),
        pytest.param((1, 0.5, 1), 0.5, id="squeezed in height"),
        pytest.param((0.5, 1, 1), 1, id="squeezed in width"),
        pytest.param((0, 0, 1), 0.1, id="to nothing"),
        pytest.param((9, 9, 1), 4, id="far larger than it is seen"),
    ],
)
def test_the_odds_that_print_is_legible_fall_as_a_view_squeezes_it(to_photo, factor):
    plain, text = (read_map(page(drawn(), lie)).legibility for lie in ((1, 1, 1), to_photo))
    np.testing.assert_allclose(text / (1 - text), factor * plain / (1 - plain), rtol=1e-3)


def test_the_odds_are_those_of_the_photo_where_a_large_page_is_seen_reduced():
    large = page(cv2.resize(drawn(), (2000, 2400)), (1, 1, 1))
    small = page(seen(large), (1, 1, 1))
    whole, reduced = (read_map(one).legibility for one in (large, small))
    factor = large.flat.shape[0] / small.flat.shape[0]
    assert factor == pytest.approx(1.5)
    np.testing.assert_allclose(whole / (1 - whole), factor * reduced / (1 - reduced), rtol=1e-3)


TILTED = np.array([[90, 40], [780, 60], [600, 400], [220, 420]], np.float32)


@pytest.mark.parametrize("extent", [(800, 960), (1600, 1920)])
def test_density_is_the_height_of_a_pixel_seen_in_photo_pixels(extent):
    """Told by moving each cell's upper and lower edge into the photo."""
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


SIZES = pytest.mark.parametrize(
    "times", [pytest.param(1, id="seen whole"), pytest.param(1.6, id="seen as a small copy first")]
)


def enlarged(times):
    return page(cv2.resize(drawn(), None, fx=times, fy=times, interpolation=cv2.INTER_CUBIC))


@SIZES
def test_each_line_is_a_run(times):
    picture = enlarged(times)
    runs = regions(picture, read_map(picture))
    assert len({round(run.box[1] / 45 / times) for run in runs}) == len(LINES)
    assert len(runs) <= 3 * len(LINES)


@SIZES
def test_a_run_tells_height_in_photo_pixels_and_contrast(times):
    picture = enlarged(times)
    runs = regions(picture, read_map(picture))
    assert np.median([run.height for run in runs]) == pytest.approx(2 * CAPITALS * times, rel=0.2)
    assert np.median([run.contrast for run in runs]) == pytest.approx(185, rel=0.15)
    assert min(run.legibility for run in runs) > 0.6


@pytest.mark.parametrize("cell", [8, 12.5])
def test_text_that_the_map_holds_and_no_ink_shows_is_a_run_without_contrast(cell):
    shape = 80, 64
    picture = page(np.full((int(80 * cell), int(64 * cell), 3), 225, np.uint8))
    held = np.zeros(shape, np.float32)
    held[40:44, 20:36] = 1
    text = TextMap(text=held, legibility=0 * held, covered=None, cell=cell, why={})
    (run,) = regions(picture, text)
    assert run.box == pytest.approx(cell * np.array([20, 40, 16, 4]), abs=1)
    assert (run.contrast, run.legibility) == (0, 0)


def test_ruled_lines_show_no_text():
    picture = np.full((960, 800, 3), 225, np.uint8)
    for y in LINES:
        cv2.line(picture, (50, y), (750, y), (40, 40, 40), 2)
    flat = page(picture)
    assert not any(run.contrast > 0 for run in regions(flat, read_map(flat)))


@pytest.mark.parametrize(
    "picture",
    [
        pytest.param(np.zeros((1, 1, 3), np.uint8), id="one pixel"),
        pytest.param(np.full((700, 500, 3), 255, np.uint8), id="white"),
        pytest.param(np.zeros((40, 2000, 3), np.uint8), id="a black strip"),
        pytest.param(
            np.random.default_rng(1).integers(0, 256, (500, 700, 3), dtype=np.uint8), id="noise"
        ),
    ],
)
def test_junk_is_survived(picture):
    flat = page(picture)
    text = read_map(flat)
    assert np.isfinite(text.text).all()
    assert np.isfinite(text.legibility).all()
    for run in regions(flat, text):
        assert np.isfinite([run.height, run.contrast, run.legibility]).all()
