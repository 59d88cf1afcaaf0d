"""Runs of text and their height, contrast and legibility."""

import cv2
import numpy as np
import pytest

from precheck.capture import TextMap
from precheck.text.legibility_net import read_map
from precheck.text.runs import regions
from tests.text.written_page import CAPITALS, LINES, enlarged, page

SIZES = pytest.mark.parametrize("times", [1, 1.6], ids=["size of the net's input", "larger"])


@SIZES
def test_each_line_is_a_run(times):
    picture = enlarged(times)
    runs = regions(picture, read_map(picture))
    assert len({round(run.box[1] / 45 / times) for run in runs}) == len(LINES)
    assert len(runs) <= 3 * len(LINES)


@SIZES
def test_a_run_has_its_height_in_photo_pixels_and_its_contrast(times):
    picture = enlarged(times)
    runs = regions(picture, read_map(picture))
    assert np.median([run.height for run in runs]) == pytest.approx(2 * CAPITALS * times, rel=0.2)
    assert np.median([run.contrast for run in runs]) == pytest.approx(185, rel=0.15)
    assert min(run.legibility for run in runs) > 0.6


@pytest.mark.parametrize("cell", [8, 12.5])
def test_text_without_ink_is_a_run_without_contrast(cell):
    shape = 80, 64
    picture = page(np.full((int(80 * cell), int(64 * cell), 3), 225, np.uint8))
    held = np.zeros(shape, np.float32)
    held[40:44, 20:36] = 1
    text = TextMap(text=held, legibility=0 * held, covered=0 * held, cell=cell, fault_shares={})
    (run,) = regions(picture, text)
    assert run.box == pytest.approx(cell * np.array([20, 40, 16, 4]), abs=1)
    assert (run.contrast, run.legibility) == (0, 0)


def test_ruled_lines_are_no_runs():
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
def test_no_picture_makes_them_fail(picture):
    flat = page(picture)
    text = read_map(flat)
    assert np.isfinite(text.text).all()
    assert np.isfinite(text.legibility).all()
    for run in regions(flat, text):
        assert np.isfinite([run.height, run.contrast, run.legibility]).all()
