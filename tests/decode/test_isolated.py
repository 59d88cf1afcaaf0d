"""PDF: scans without rendering, rendered pages at a sensible size; bombs under hard limits."""

import zlib

import numpy as np
import pytest

from precheck.decode import isolated
from precheck.decode.file import decode
from precheck.errors import BrokenPicture, LockedPdf, NoSuchPage, TooLarge
from tests.decode.test_formats import TURNED, assert_quarters
from tests.files import FORMATS, QUARTERS, SIZE, every_format, pdf, quarters, saved, scan, stream

JPEG = saved(quarters(), "JPEG", quality=95, subsampling=0)
UPRIGHT = b"400 0 0 300 0 0"


@pytest.mark.parametrize(
    ("placing", "rotate", "orientation"),
    [
        pytest.param(UPRIGHT, 0, 1, id="upright"),
        pytest.param(UPRIGHT, 90, 6, id="page turned by 90"),
        pytest.param(UPRIGHT, 180, 3, id="page turned by 180"),
        pytest.param(UPRIGHT, 270, 8, id="page turned by 270"),
        pytest.param(b"-400 0 0 300 400 0", 0, 2, id="mirrored"),
        pytest.param(b"400 0 0 -300 0 300", 0, 4, id="flipped"),
        pytest.param(b"-400 0 0 -300 400 300", 0, 3, id="placed upside down"),
        pytest.param(b"0 -300 400 0 0 300", 0, 6, id="placed sideways"),
        pytest.param(b"0 -300 400 0 0 300", 270, 1, id="placed sideways on a turned page"),
    ],
)
def test_a_scanned_page_gives_its_picture(placing, rotate, orientation):
    photo = decode(scan(JPEG, SIZE, placing, rotate=rotate))
    sideways = orientation in (6, 8)
    assert (photo.width, photo.height) == ((60, 80) if sideways else (80, 60))
    assert_quarters(photo.pixels, TURNED[orientation])


def test_invisible_text_leaves_it_a_scan():
    font = b"/MediaBox[0 0 400 300]/Resources<</XObject<</I 5 0 R>>/Font<</F 6 0 R>>>>"
    image = b"/Type/XObject/Subtype/Image/Width 80/Height 60/BitsPerComponent 8"
    data = pdf(
        b"q 400 0 0 300 0 0 cm /I Do Q BT 3 Tr /F 20 Tf 50 50 Td (KARTU) Tj ET",
        stream(JPEG, image + b"/ColorSpace/DeviceRGB/Filter/DCTDecode"),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
        page=font,
    )
    assert decode(data).width == 80
    assert decode(data.replace(b"3 Tr", b"0 Tr")).width == 80


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(scan(JPEG, SIZE, b"200 0 0 150 0 0"), id="picture on a quarter of the page"),
        pytest.param(scan(JPEG, SIZE, UPRIGHT, extra=b"0 0 m 400 300 l S"), id="line over it"),
        pytest.param(scan(JPEG, SIZE, b"390 20 -20 290 10 0"), id="slanted"),
    ],
)
def test_other_pages_are_rendered(data):
    photo = decode(data)
    assert (photo.width, photo.height) == (2400, 1800)


def test_a_rendered_page_shows_its_picture():
    data = scan(JPEG, SIZE, UPRIGHT, extra=b"1 0 0 rg 0 0 2 2 re f")
    assert_quarters(decode(data).pixels, QUARTERS)


def test_a_rendered_page_keeps_the_resolution_of_its_picture():
    large = saved(quarters((3000, 2250)), "JPEG")
    photo = decode(scan(large, (3000, 2250), b"360 0 0 270 20 15", extra=b"0 0 m 9 9 l S"))
    assert 3300 < photo.width < 3400


def test_grey_scans():
    grey = saved(quarters().convert("L"), "JPEG", quality=95)
    entries = b"/Type/XObject/Subtype/Image/Width 80/Height 60/BitsPerComponent 8"
    image = stream(grey, entries + b"/ColorSpace/DeviceGray/Filter/DCTDecode")
    page = b"/MediaBox[0 0 400 300]/Resources<</XObject<</I 5 0 R>>>>"
    photo = decode(pdf(b"400 0 0 300 0 0 cm /I Do", image, page=page))
    assert photo.pixels.shape == (60, 80, 3)
    expected = np.asarray(quarters().convert("L"))
    np.testing.assert_allclose(photo.pixels[..., 0], expected, atol=6)


def test_pages():
    data = pdf(b"", copies=20)
    assert decode(data, page=20).pages == 20
    with pytest.raises(NoSuchPage):
        decode(data, page=21)
    with pytest.raises(TooLarge, match="20 pages"):
        decode(pdf(b"", copies=21))


LOCKED = pdf(b"").replace(
    b"/Root 1 0 R",
    b"/Root 1 0 R/ID[<00><00>]/Encrypt<</Filter/Standard/V 1/R 2/P -1/Length 40/O<%s>/U<%s>>>"
    % (b"11" * 32, b"22" * 32),
)


def test_a_password_is_an_error_of_its_own():
    with pytest.raises(LockedPdf):
        decode(LOCKED)


def nested(levels):
    """Forms that draw the next one 20 times each."""
    box = b"/Type/XObject/Subtype/Form/BBox[0 0 595 842]"
    forms = [
        stream(b"/F Do " * 20, box + b"/Resources<</XObject<</F %d 0 R>>>>" % (6 + level))
        for level in range(levels)
    ]
    line = stream(b"0 0 m 500 500 l S " * 20, box)
    page = b"/MediaBox[0 0 595 842]/Resources<</XObject<</F 5 0 R>>>>"
    return pdf(b"/F Do " * 20, *forms, line, page=page)


def test_a_page_beyond_the_cpu_limit_is_rejected(monkeypatch):
    monkeypatch.setattr(isolated, "MAX_CPU_SECONDS", 1)
    with pytest.raises(TooLarge, match="1 seconds"):
        decode(nested(4))


def test_a_page_beyond_the_time_limit_is_rejected(monkeypatch):
    monkeypatch.setattr(isolated, "MAX_WALL_SECONDS", 0.01)
    with pytest.raises(TooLarge):
        decode(pdf(b""))


def bomb():
    """A page whose content is a gigabyte of spaces."""
    packer = zlib.compressobj(9)
    start, megabyte = (
        packer.compress(b" " * 2**20) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2)
    )
    content = stream(start + megabyte * 1024, b"/Filter/FlateDecode")
    return pdf(b"", content).replace(b"/Contents 4", b"/Contents 5")


def test_a_page_beyond_the_memory_limit_is_rejected():
    """By the limit of memory, or of time on a slow machine."""
    with pytest.raises((BrokenPicture, TooLarge)):
        decode(bomb())


HIDDEN = (FORMATS / "hidden.avif").read_bytes()


@pytest.mark.parametrize("name", ["heic", "avif"])
def test_a_picture_beyond_the_memory_limit_is_broken(name, monkeypatch):
    monkeypatch.setattr(isolated, "MEMORY_BYTES", dict.fromkeys(isolated.MEMORY_BYTES, 20_000_000))
    with pytest.raises(BrokenPicture, match="memory"):
        decode(every_format()[name])


def test_a_large_avif_behind_a_small_header_is_rejected_at_the_memory_limit(monkeypatch):
    limits = dict.fromkeys(isolated.MEMORY_BYTES, 200_000_000)
    monkeypatch.setattr(isolated, "MEMORY_BYTES", limits)
    assert decode(every_format()["avif"]).width == 80
    with pytest.raises(BrokenPicture, match="memory"):
        decode(HIDDEN)


def test_large_pictures_are_rejected_before_decoding():
    entries = b"/Type/XObject/Subtype/Image/Width 20000/Height 20000/BitsPerComponent 1"
    image = stream(b"", entries + b"/ColorSpace/DeviceGray/Filter/FlateDecode")
    page = b"/MediaBox[0 0 400 300]/Resources<</XObject<</I 5 0 R>>>>"
    with pytest.raises(TooLarge, match="20000 × 20000"):
        decode(pdf(b"400 0 0 300 0 0 cm /I Do", image, page=page))
