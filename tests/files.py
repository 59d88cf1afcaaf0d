"""Files of every format, made here: the picture is four quarters of different colours."""

import io
import zlib
from pathlib import Path

from PIL import Image

FORMATS = Path(__file__).resolve().parent / "fixtures" / "formats"
SIZE = (80, 60)
RED, GREEN, BLUE, GREY = (200, 30, 30), (30, 160, 30), (30, 30, 200), (120, 120, 120)
QUARTERS = (RED, GREEN, BLUE, GREY)
"""Top left, top right, bottom left, bottom right."""
ORIENTATION = 0x0112


def quarters(size: tuple[int, int] = SIZE) -> Image.Image:
    """Draw the picture, which looks different in each of the eight ways to lay it."""
    picture = Image.new("RGB", (2, 2))
    picture.putdata(QUARTERS)
    return picture.resize(size, Image.Resampling.NEAREST)


def saved(picture: Image.Image, format_: str, **settings: object) -> bytes:
    """Return the bytes of a picture in one of Pillow's formats."""
    out = io.BytesIO()
    picture.save(out, format_, **settings)
    return out.getvalue()


def exif(orientation: int) -> Image.Exif:
    """Return EXIF data with nothing but a turn."""
    data = Image.Exif()
    data[ORIENTATION] = orientation
    return data


def pdf(
    content: bytes = b"", *objects: bytes, page: bytes = b"/MediaBox[0 0 595 842]", copies: int = 1
) -> bytes:
    """Return a PDF of one drawn page (or copies of it); further objects count from 5."""
    kids = b" ".join(b"3 0 R" for _ in range(copies))
    parts = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[%s]/Count %d>>" % (kids, copies),
        b"<</Type/Page/Parent 2 0 R/Contents 4 0 R%s>>" % page,
        stream(zlib.compress(content, 9), b"/Filter/FlateDecode"),
        *objects,
    ]
    body, places = b"%PDF-1.7\n", []
    for number, part in enumerate(parts, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, part)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    end = b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF" % (len(parts) + 1, len(body))
    return body + b"xref\n0 %d\n0000000000 65535 f \n%s%s" % (len(parts) + 1, table, end)


def stream(data: bytes, entries: bytes = b"") -> bytes:
    """Return a PDF stream object."""
    return b"<<%s/Length %d>>stream\n%s\nendstream" % (entries, len(data), data)


def scan(picture: bytes, size: tuple[int, int], placing: bytes, **settings: object) -> bytes:
    """Return a PDF whose page is one JPEG, placed by the six numbers of a matrix."""
    entries = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8" % size
    image = stream(picture, entries + b"/ColorSpace/DeviceRGB/Filter/DCTDecode")
    page = b"/MediaBox[0 0 400 300]/Resources<</XObject<</I 5 0 R>>>>"
    rotate = b"/Rotate %d" % settings.pop("rotate", 0)
    extra = settings.pop("extra", b"")
    return pdf(b"q %s cm /I Do Q %s" % (placing, extra), image, page=page + rotate, **settings)


def every_format() -> dict[str, bytes]:
    """Return the picture once in each format that is decoded."""
    picture = quarters()
    jpeg = saved(picture, "JPEG", quality=95, subsampling=0)
    return {
        "jpeg": jpeg,
        "png": saved(picture, "PNG"),
        "webp": saved(picture, "WEBP", lossless=True),
        "heic": (FORMATS / "plain.heic").read_bytes(),
        "avif": saved(picture, "AVIF", quality=95),
        "tiff": saved(picture, "TIFF", compression="tiff_lzw"),
        "pdf": scan(jpeg, SIZE, b"400 0 0 300 0 0"),
    }
