"""Every format, orientation and pixel mode gives the pixels that were drawn."""

import numpy as np
import pytest
from PIL import Image

from precheck.decode.file import decode
from precheck.decode.heif_child import UPRIGHT, heic_orientation
from precheck.errors import NotAPicture
from tests.files import (
    BLUE,
    FORMATS,
    GREEN,
    GREY,
    QUARTERS,
    RED,
    every_format,
    exif,
    quarters,
    saved,
)

WHITE = (255, 255, 255)
TOLERANCE = 14
"""Grey levels that lossy formats may differ by in the middle of a quarter."""


def corners(pixels):
    height, width = pixels.shape[:2]
    rows, columns = (height // 4, 3 * height // 4), (width // 4, 3 * width // 4)
    return [tuple(int(v) for v in pixels[y, x, ::-1]) for y in rows for x in columns]


def assert_quarters(pixels, expected=QUARTERS, tolerance=TOLERANCE):
    assert pixels.dtype == np.uint8
    assert pixels.flags.c_contiguous
    np.testing.assert_allclose(corners(pixels), expected, atol=tolerance)


@pytest.mark.parametrize("name", every_format())
def test_each_format_decodes(name):
    data = every_format()[name]
    photo = decode(data)
    assert (photo.format, photo.bytes) == (name, len(data))
    assert (photo.width, photo.height, photo.page, photo.pages) == (80, 60, 1, 1)
    assert_quarters(photo.pixels)


def test_the_coarseness_of_a_jpeg_grows_with_its_quantisation():
    steps = [decode(jpeg(quality)).coarseness for quality in (100, 75, 50, 10)]
    assert steps == pytest.approx([1, 8, 16.25, 81], abs=1)


def jpeg(quality):
    return saved(quarters(), "JPEG", quality=quality)


@pytest.mark.parametrize("name", sorted(set(every_format()) - {"jpeg"}))
def test_other_formats_have_no_coarseness(name):
    assert decode(every_format()[name]).coarseness == 0


TURNED = {
    1: (RED, GREEN, BLUE, GREY),
    2: (GREEN, RED, GREY, BLUE),
    3: (GREY, BLUE, GREEN, RED),
    4: (BLUE, GREY, RED, GREEN),
    5: (RED, BLUE, GREEN, GREY),
    6: (BLUE, RED, GREY, GREEN),
    7: (GREY, GREEN, BLUE, RED),
    8: (GREEN, GREY, RED, BLUE),
    0: (RED, GREEN, BLUE, GREY),
    9: (RED, GREEN, BLUE, GREY),
}
"""By EXIF orientation; 0 and 9 do not exist."""


@pytest.mark.parametrize(
    ("format_", "orientation"),
    [
        *((f, o) for f in ("JPEG", "PNG", "WEBP", "TIFF") for o in TURNED),
        *(("AVIF", o) for o in range(1, 9)),  # its encoder refuses others
    ],
)
def test_exif_turn(format_, orientation):
    settings = {"TIFF": {"tiffinfo": {0x0112: orientation}}}.get(
        format_, {"exif": exif(orientation)}
    )
    photo = decode(saved(quarters(), format_, **settings))
    assert (photo.width, photo.height) == ((60, 80) if orientation in (5, 6, 7, 8) else (80, 60))
    assert_quarters(photo.pixels, TURNED[orientation])


@pytest.mark.parametrize("name", ["turned.heic", "exif-turned.heic"])
def test_heic_turn_is_applied_once(name):
    photo = decode((FORMATS / name).read_bytes())
    assert_quarters(photo.pixels, TURNED[6])


def test_broken_exif_is_no_turn():
    data = saved(quarters(), "JPEG", exif=b"Exif\0\0MM\0*\xff\xff\xff\xff", quality=95)
    assert_quarters(decode(data).pixels, tolerance=40)


@pytest.mark.parametrize(
    "block", [b"MM\0*\xff\xff\xff\xff", b"M\0*\0", b"Exif\0\0", exif(6).tobytes()[:20]]
)
@pytest.mark.filterwarnings("ignore::UserWarning")  # of Pillow, which tells of the damage
def test_the_turn_of_a_heic_with_broken_exif_is_upright(block):
    assert heic_orientation(block) == UPRIGHT


def half_transparent():
    picture = quarters().convert("RGBA")
    picture.putalpha(Image.new("L", picture.size, 255))
    picture.paste((9, 9, 9, 0), (0, 0, 80, 30))
    return picture


def with_transparent_red():
    picture = quarters().convert("P", palette=Image.Palette.ADAPTIVE, colors=4)
    return picture, picture.getpixel((5, 5))


OVER_WHITE = (WHITE, WHITE, BLUE, GREY)


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(saved(half_transparent(), "PNG"), id="png"),
        pytest.param(saved(half_transparent(), "WEBP", lossless=True), id="webp"),
        pytest.param(saved(half_transparent(), "AVIF", quality=95), id="avif"),
        pytest.param(saved(half_transparent(), "TIFF"), id="tiff"),
        pytest.param((FORMATS / "alpha.heic").read_bytes(), id="heic"),
    ],
)
def test_transparent_parts_are_white(data):
    assert_quarters(decode(data).pixels, OVER_WHITE)


def test_transparent_palette_colour_is_white():
    picture, red = with_transparent_red()
    photo = decode(saved(picture, "PNG", transparency=red))
    assert_quarters(photo.pixels, (WHITE, GREEN, BLUE, GREY))


def test_half_transparent_is_half_white():
    photo = decode(saved(Image.new("LA", (8, 8), (0, 128)), "PNG"))
    assert photo.pixels[4, 4].tolist() == [127, 127, 127]


def grey16(scale=257, dtype=np.uint16):
    levels = np.array([[0, 60], [120, 255]], dtype=np.float64).repeat(30, 0).repeat(40, 1)
    return Image.fromarray((levels * scale).astype(dtype))


GREYS = tuple((level,) * 3 for level in (0, 60, 120, 255))


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(
            saved(quarters().convert("CMYK"), "JPEG", quality=95), QUARTERS, id="cmyk jpeg"
        ),
        pytest.param(saved(quarters().convert("CMYK"), "TIFF"), QUARTERS, id="cmyk tiff"),
        pytest.param(saved(quarters().convert("LAB"), "TIFF"), QUARTERS, id="lab tiff"),
        pytest.param(saved(with_transparent_red()[0], "PNG"), QUARTERS, id="palette png"),
        pytest.param(saved(grey16().convert("L").point(lambda v: v), "JPEG"), None, id="grey jpeg"),
        pytest.param(saved(grey16(), "PNG"), GREYS, id="16-bit png"),
        pytest.param(saved(grey16(), "TIFF"), GREYS, id="16-bit tiff"),
        pytest.param(saved(grey16(1 / 255, np.float32), "TIFF"), GREYS, id="float tiff"),
        pytest.param(saved(grey16(10_000, np.int32), "TIFF"), GREYS, id="32-bit tiff"),
        pytest.param(
            saved(Image.new("1", (80, 60), 1), "PNG"), (WHITE,) * 4, id="black and white png"
        ),
        pytest.param(
            saved(Image.new("F", (80, 60), 3.5), "TIFF"), ((0, 0, 0),) * 4, id="even float tiff"
        ),
        pytest.param(
            saved(quarters(), "JPEG", quality=95, progressive=True), QUARTERS, id="progressive"
        ),
    ],
)
def test_odd_modes(data, expected):
    pixels = decode(data).pixels
    assert pixels.shape == (60, 80, 3)
    if expected is not None:
        assert_quarters(pixels, expected)


@pytest.mark.parametrize("format_", ["PNG", "WEBP", "AVIF"])
def test_animated_gives_its_first_frame(format_):
    second = quarters().transpose(Image.Transpose.ROTATE_180)
    data = saved(
        quarters(), format_, save_all=True, append_images=[second], duration=100, quality=95
    )
    photo = decode(data)
    assert photo.pages == 1
    assert_quarters(photo.pixels)


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "AVIF", "TIFF"])
def test_one_pixel(format_):
    photo = decode(saved(Image.new("RGB", (1, 1), RED), format_))
    np.testing.assert_allclose(photo.pixels[0, 0, ::-1], RED, atol=TOLERANCE)


def test_a_phones_double_picture_is_its_first():
    data = saved(quarters(), "MPO", save_all=True, append_images=[quarters((20, 20))], quality=95)
    photo = decode(data)
    assert (photo.format, photo.width, photo.pages) == ("jpeg", 80, 1)


@pytest.mark.parametrize(
    ("data", "format_"),
    [
        pytest.param(
            saved(quarters(), "JPEG") + b"PK\x03\x04" + bytes(500), "jpeg", id="zip behind"
        ),
        pytest.param(saved(quarters(), "PNG") + b"%PDF-1.7", "png", id="pdf behind"),
        pytest.param(b"\n\n" + every_format()["pdf"], "pdf", id="pdf after blank lines"),
    ],
)
def test_of_two_files_in_one_the_first_counts(data, format_):
    assert decode(data).format == format_


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff\xd8", id="two bytes"),
        pytest.param(b"<html>", id="html"),
        pytest.param(b"MZ" + bytes(3000) + b"%PDF-1.7", id="programme with a pdf far inside"),
        pytest.param(saved(quarters(), "GIF"), id="gif"),
        pytest.param(saved(quarters(), "BMP"), id="bmp"),
        pytest.param(b"\0\0\0\x18ftypmp42\0\0\0\0isommp42" + bytes(50), id="film"),
        pytest.param(b"RIFF\0\0\0\0WAVE", id="sound"),
    ],
)
def test_other_files_are_no_pictures(data):
    with pytest.raises(NotAPicture):
        decode(data)
