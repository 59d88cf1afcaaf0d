"""Damaged JPEGs: a few lost rows leave a photo, more are broken, and the rest is marked."""

import numpy as np
import pytest
from PIL import Image

from precheck.decode.file import decode
from precheck.decode.jpeg import MAX_LOST_SHARE, filled_share
from precheck.errors import BrokenPicture
from tests.files import saved

NOISE = Image.fromarray(np.random.default_rng(1).integers(0, 255, (800, 300, 3), dtype=np.uint8))
END = b"\xff\xd9"


def noisy(**settings):
    return saved(NOISE, "JPEG", quality=80, **settings)


def test_a_jpeg_that_lost_its_end_marker_is_whole():
    whole, photo = decode(noisy()), decode(noisy()[:-2])
    np.testing.assert_array_equal(photo.pixels, whole.pixels)
    assert not whole.damaged
    assert not photo.damaged


@pytest.mark.parametrize("end", [b"", END], ids=["cut", "cut and ended"])
@pytest.mark.parametrize(("share", "broken"), [(0.999, False), (0.98, False), (0.95, True)])
def test_a_jpeg_that_ends_early_is_a_photo_if_few_rows_are_missing(share, broken, end):
    data = noisy()
    cut = data[: int(share * len(data))] + end
    if broken:
        with pytest.raises(BrokenPicture):
            decode(cut)
    else:
        photo = decode(cut)
        assert photo.damaged == bool(end)  # with an end, what is missing may lie anywhere
        assert filled_share(photo.pixels) <= MAX_LOST_SHARE


@pytest.mark.parametrize(
    ("unused", "damaged"),
    [(b"\x55", False), (bytes(1000), False), (b"data" * 20, True), (bytes(10_000), None)],
    ids=["one", "padding", "data", "too many"],
)
def test_few_equal_bytes_behind_the_last_row_are_padding(unused, damaged):
    padded = noisy()[:-2] + unused + END
    if damaged is None:
        with pytest.raises(BrokenPicture):
            decode(padded)
    else:
        assert decode(padded).damaged == damaged


def test_a_progressive_jpeg_that_ends_early_is_softer_everywhere():
    assert decode(noisy(progressive=True)[:-4000]).damaged


@pytest.mark.parametrize("progressive", [False, True])
def test_a_jpeg_damaged_within_is_decoded_and_marked(progressive):
    data = bytearray(noisy(progressive=progressive))
    middle = len(data) // 2
    del data[middle : middle + 300]
    photo = decode(bytes(data))
    assert (photo.width, photo.height, photo.damaged) == (300, 800, True)


@pytest.mark.parametrize(
    ("filled", "share"), [(0, 0.0), (1, 0.25), (3, 0.75), (4, 1.0)], ids=["no", "1", "3", "all"]
)
def test_filled_rows_are_counted_from_the_bottom(filled, share):
    pixels = np.full((4, 5, 3), 60, np.uint8)
    pixels[4 - filled :] = 128
    assert filled_share(pixels) == share


def test_fill_above_print_is_part_of_the_picture():
    pixels = np.full((4, 5, 3), 128, np.uint8)
    pixels[3, 2] = 0
    assert filled_share(pixels) == 0


@pytest.mark.parametrize("mode", ["L", "RGB", "CMYK"])
def test_every_kind_of_colour_is_decoded_and_damage_is_an_error(mode):
    data = saved(NOISE.convert(mode), "JPEG", quality=80)
    assert decode(data).pixels.shape == (800, 300, 3)
    with pytest.raises(BrokenPicture):
        decode(data[: len(data) // 2])
