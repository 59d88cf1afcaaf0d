"""Harnesses of picture files: signatures, guards, damage and EXIF."""

import struct
from collections.abc import Iterator
from functools import cache

import numpy as np
from PIL import ExifTags

from precheck.bulk.sources.files import SIGNATURE_BYTES
from precheck.decode.file import decode
from precheck.decode.guards import Guards
from precheck.decode.heif_child import heic_orientation
from precheck.decode.signature import FileFormat, format_of, sniff
from precheck.errors import BrokenPicture, NoSuchPage, NotAPicture, TooLarge
from tests.files import every_format, exif, quarters, saved
from tests.fuzz.guided.harness import Harness

SIZE = (24, 16)
GUARDS = Guards(max_bytes=100_000, max_pixels=300_000, max_pages=3)
IN_A_CHILD = (FileFormat.HEIC, FileFormat.AVIF, FileFormat.PDF)
"""Formats of which all but the signature is a library's, in another process."""
MAX_EXIF_BYTES = 60_000


def _jpegs() -> Iterator[bytes]:
    picture = quarters(SIZE)
    yield saved(picture, "JPEG", quality=70, exif=exif(6))
    yield saved(picture, "JPEG", progressive=True)
    yield saved(picture, "JPEG", restart_marker_rows=1)
    yield saved(picture, "JPEG", quality=70)[:-40]
    yield saved(picture.convert("L"), "JPEG")
    yield saved(picture.convert("CMYK"), "JPEG")
    yield saved(picture, "MPO", save_all=True, append_images=[picture])


def _others() -> Iterator[bytes]:
    picture = quarters(SIZE)
    yield saved(picture, "PNG", exif=exif(6))
    yield saved(picture.quantize(4), "PNG", transparency=1)
    yield saved(picture.convert("RGBA"), "PNG")
    yield saved(picture, "PNG", save_all=True, append_images=[picture], duration=80)
    yield saved(picture, "WEBP", exif=exif(6))
    yield saved(picture, "TIFF", compression="tiff_lzw")
    yield saved(picture, "TIFF", save_all=True, append_images=[picture])
    yield saved(picture.convert("1"), "TIFF", compression="group4")


def picture(data: bytes) -> None:
    """What is decoded is a picture within the guards."""
    if format_of(data) in IN_A_CHILD:
        return
    photo = decode(data, guards=GUARDS)
    assert photo.pixels.dtype == np.uint8
    assert photo.pixels.ndim == 3
    assert photo.pixels.shape[2] == 3
    assert 0 < photo.pixels.size <= 3 * GUARDS.max_pixels
    assert 1 <= photo.pages <= GUARDS.max_pages


def signature(data: bytes) -> None:
    """The first bytes decide, for single files and for members of archives."""
    found = sniff(data)
    assert format_of(data[:SIGNATURE_BYTES]) is found
    assert format_of(data + bytes(SIGNATURE_BYTES)) is found or found is FileFormat.PDF


@cache
def _plain() -> bytes:
    return saved(quarters(SIZE), "JPEG")


def turned(data: bytes) -> None:
    """A sound picture is decoded whatever its EXIF data hold, in a turn that they may ask for."""
    block = b"Exif\0\0" + data[:MAX_EXIF_BYTES]
    segment = b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block
    photo = decode(_plain()[:2] + segment + _plain()[2:])
    assert photo.pixels.shape[:2] in {SIZE, SIZE[::-1]}
    assert isinstance(heic_orientation(data), int)


def _exifs() -> Iterator[bytes]:
    for turn in (1, 3, 6, 8, 9):
        yield exif(turn).tobytes()[6:]
    named = exif(6)
    named[ExifTags.Base.Make] = "phone"
    yield named.tobytes()[6:]
    yield exif(6).tobytes()


BROKEN = (NotAPicture, BrokenPicture, TooLarge, NoSuchPage)
HARNESSES = {
    "jpeg": Harness(check=picture, seeds=_jpegs, errors=BROKEN, max_bytes=4000),
    "picture": Harness(check=picture, seeds=_others, errors=BROKEN, max_bytes=4000),
    "exif": Harness(check=turned, seeds=_exifs, max_bytes=500),
    "signature": Harness(
        check=signature,
        seeds=lambda: (data[:200] for data in every_format().values()),
        errors=(NotAPicture,),
        max_bytes=1200,
    ),
}
