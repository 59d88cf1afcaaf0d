"""Each edit does what its name says, as far as its strength says, and nothing leaves the photo."""

import io

import cv2
import numpy as np
import pytest
from PIL import Image

from precheck.suite.steady.edits import EDITS, MAX_STRENGTH, edited

GREY = np.full((400, 600, 3), 128, np.uint8)


def means(pixels):
    blue, green, red = pixels.mean(axis=(0, 1)).round().tolist()
    return blue, green, red


@pytest.mark.parametrize(
    ("edit", "strength", "size", "colour"),
    [
        ("jpeg", 1, (600, 400), (128, 128, 128)),
        ("smaller", 1, (558, 372), (128, 128, 128)),
        ("smaller", 2, (516, 344), (128, 128, 128)),
        ("brighter", 1, (600, 400), (136, 136, 136)),
        ("brighter", 0.5, (600, 400), (132, 132, 132)),
        ("warmer", 1, (600, 400), (123, 128, 133)),
        ("tilted", 1, (610, 416), (128, 128, 128)),
        ("on_its_side", 1, (400, 600), (128, 128, 128)),
        ("on_its_side", 2, (400, 600), (128, 128, 128)),
        ("margin", 1, (636, 424), (128, 128, 128)),
        ("margin", 2, (672, 448), (128, 128, 128)),
    ],
)
def test_size_and_colour(edit, strength, size, colour):
    pixels = EDITS[edit](GREY, strength)
    assert (pixels.shape[1], pixels.shape[0]) == size
    assert pixels.dtype == np.uint8
    assert means(pixels) == colour


@pytest.mark.parametrize("edit", EDITS)
@pytest.mark.parametrize("strength", [0.5, 1, MAX_STRENGTH])
def test_all_corners_stay_in_the_photo(edit, strength):
    pixels = GREY.copy()
    for x, y in ((0, 0), (560, 0), (560, 360), (0, 360)):
        cv2.rectangle(pixels, (x, y), (x + 39, y + 39), (0, 0, 255), -1)
    blue, _, red = cv2.split(EDITS[edit](pixels, strength))
    mask = ((red > 200) & (blue < 100)).astype(np.uint8)
    count, _, stats, _ = cv2.connectedComponentsWithStats(mask)
    sizes = [size for *_, size in stats[1:].tolist()]
    assert count == 5
    assert min(sizes) > 0.9 * 1600 * min(1.0, mask.size / GREY[..., 0].size)


@pytest.mark.parametrize(
    ("edit", "strength", "first_step"), [("jpeg", 1, 6), ("jpeg", 2, 13), ("warmer", 2, 2)]
)
def test_only_one_edit_compresses(edit, strength, first_step):
    found = Image.open(io.BytesIO(edited(GREY, edit, strength)))
    assert (found.format, found.quantization[0][0]) == ("JPEG", first_step)


def test_a_margin_repeats_the_edge():
    pixels = GREY.copy()
    pixels[:, 0] = 10
    assert np.unique(EDITS["margin"](pixels, 1)[:, :18]).tolist() == [10]
