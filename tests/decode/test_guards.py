"""Files at and beyond each limit, and damaged files."""

import resource
import struct
import time
import zlib

import numpy as np
import pytest
from PIL import Image

from precheck.decode.file import decode
from precheck.decode.guards import Guards
from precheck.errors import BrokenPicture, NoSuchPage, TooLarge
from tests.files import FORMATS, every_format, quarters, saved

PIXELS = 80 * 60


@pytest.mark.parametrize("name", every_format())
def test_pixels_are_guarded_in_each_format(name):
    data = every_format()[name]
    assert decode(data, guards=Guards(max_pixels=PIXELS)).width == 80
    with pytest.raises(TooLarge, match="80 × 60"):
        decode(data, guards=Guards(max_pixels=PIXELS - 1))


def test_bytes_are_guarded():
    data = saved(quarters(), "PNG")
    assert decode(data, guards=Guards(max_bytes=len(data))).bytes == len(data)
    with pytest.raises(TooLarge, match="bytes"):
        decode(data, guards=Guards(max_bytes=len(data) - 1))


@pytest.mark.parametrize(("width", "accepted"), [(32_766, True), (32_767, False)])
def test_no_side_is_longer_than_opencv_can_warp(width, accepted):
    data = saved(Image.new("L", (width, 1)), "PNG")
    if accepted:
        assert decode(data).width == width
    else:
        with pytest.raises(TooLarge):
            decode(data)


@pytest.mark.parametrize("page", [0, -1, 2])
@pytest.mark.parametrize("name", every_format())
def test_a_missing_page(name, page):
    with pytest.raises(NoSuchPage):
        decode(every_format()[name], page=page)


def pages(count):
    rest = [Image.new("RGB", (10 + number, 20)) for number in range(1, count)]
    return saved(Image.new("RGB", (10, 20)), "TIFF", save_all=True, append_images=rest)


@pytest.mark.parametrize("page", [1, 2, 3])
def test_tiff_pages(page):
    photo = decode(pages(3), page=page)
    assert (photo.page, photo.pages, photo.width) == (page, 3, 9 + page)


def test_too_many_tiff_pages():
    assert decode(pages(20), page=20).pages == 20
    with pytest.raises(TooLarge, match="20 pages"):
        decode(pages(21))


def peak_mb():
    """Return the peak memory of this process."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def png_header(width, height):
    """A PNG of a few bytes that claims any size."""
    chunk = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    data = b"IDAT" + zlib.compress(b"\0")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c))
        for c in (chunk, data, b"IEND")
    )


def png_chunk(length):
    """A whole PNG but for the length that its pixels claim."""
    data = bytearray(saved(quarters(), "PNG"))
    at = data.index(b"IDAT")
    data[at - 4 : at] = struct.pack(">I", length)
    return bytes(data)


def tiff_tile(side):
    """A TIFF of one pixel in a tile of any size."""
    entries = [
        *((256, 1), (257, 1), (258, 8), (259, 1), (262, 1), (277, 1)),
        *((322, side), (323, side), (324, 300), (325, 100)),
    ]
    table = b"".join(struct.pack("<HHII", tag, 4, 1, value) for tag, value in entries)
    start = b"II*\0" + struct.pack("<IH", 8, len(entries))
    return start + table + bytes(4) + bytes(400)


def jpeg_of_scans(count):
    """A progressive JPEG whose last scan is repeated."""
    data = saved(Image.new("L", (2000, 2000), 200), "JPEG", progressive=True)
    last = data[data.rfind(b"\xff\xda") : -2]
    return data[:-2] + last * count + b"\xff\xd9"


@pytest.mark.parametrize(
    ("data", "error"),
    [
        pytest.param(png_header(20_000, 20_000), TooLarge, id="png of 400 megapixels"),
        pytest.param(png_header(2**31 - 1, 2**31 - 1), TooLarge, id="png of the largest size"),
        pytest.param(png_header(0, 5), BrokenPicture, id="png without width"),
        pytest.param(png_header(500, 500), BrokenPicture, id="png without rows"),
        pytest.param(png_chunk(2**31 + 5), BrokenPicture, id="png chunk of two gigabytes"),
        pytest.param(png_chunk(5000), BrokenPicture, id="png chunk longer than the file"),
        pytest.param(tiff_tile(30_000), TooLarge, id="tiff tile of 900 megapixels"),
        pytest.param(jpeg_of_scans(400), BrokenPicture, id="jpeg of 400 scans"),
    ],
)
def test_bombs_cost_nothing(data, error):
    start, peak = time.process_time(), peak_mb()
    with pytest.raises(error):
        decode(data)
    assert time.process_time() - start < 1
    assert peak_mb() - peak < 200


def test_a_heic_that_crashes_its_decoder_is_broken():
    data = (FORMATS / "turned.heic").read_bytes()
    with pytest.raises(BrokenPicture):
        decode(data.replace(b"Exif\0", b"\x7f\xff\xff\xff\0", 1))


def noisy_jpeg(**settings):
    noise = np.random.default_rng(1).integers(0, 255, (200, 300, 3), dtype=np.uint8)
    return saved(Image.fromarray(noise), "JPEG", quality=80, **settings)


@pytest.mark.parametrize("share", [0.3, 0.5, 0.9])
@pytest.mark.parametrize("name", every_format())
def test_a_truncated_file_is_broken(name, share):
    whole = {**every_format(), "jpeg": noisy_jpeg()}[name]
    with pytest.raises(BrokenPicture):
        decode(whole[: int(len(whole) * share)])
