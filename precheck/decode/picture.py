"""JPEG, PNG, WebP, AVIF and TIFF: the header by Pillow, the pixels by the fastest decoder.

The limits are checked on the header, before any pixel is allocated. ICC profiles are ignored; of an
animated picture the first frame is decoded. A JPEG damaged within is decoded as far as possible;
one that ends before its last row is rejected, because sending it again helps.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
from PIL import ExifTags, Image

from precheck.capture import Pixels
from precheck.decode.guards import Guards
from precheck.decode.pixels import EXIF_TURNS, NO_TURN, Turn, bgr, has_alpha
from precheck.decode.signature import PNG_MARK, FileFormat
from precheck.errors import BrokenPicture

Image.MAX_IMAGE_PIXELS = None  # the guards reject it earlier, by TooLarge

PNG_CHUNK_OVERHEAD = 12
"""Bytes of a PNG chunk beside its data: length, name and check sum."""
TIFF_TILE_TAGS = (322, 323)
"""Width and length of a tile."""
OPENCV_MODES = ("L", "RGB")
"""Pillow's modes that OpenCV decodes without conversion."""
OPENCV_FORMATS = (FileFormat.JPEG, FileFormat.PNG, FileFormat.WEBP)
"""Formats that OpenCV decodes fastest."""
MAX_JPEG_SCANS = 20
"""Of a progressive JPEG of `max_pixels`, each a pass over all pixels; encoders write about 10."""
START_OF_SCAN, END_OF_IMAGE = b"\xff\xda", b"\xff\xd9"
"""JPEG markers; neither can occur within the picture data."""
COARSE_FREQUENCIES = np.s_[:4, :4]
"""Of a JPEG block's 8 × 8 frequencies: up to two periods a block, as in small text."""
LAST_PIXELS = (slice(-4, None), slice(-2, None))
"""The last pixels of a picture: equal where the decoder filled them in, noisy in a photo."""
DECODER_ERRORS = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError),
    *(AttributeError, RuntimeError, AssertionError, MemoryError, struct.error, zlib.error),
    cv2.error,
)
"""Pillow documents only some of them; mutated files raise all of them."""

DAMAGED_MESSAGE = "The picture is damaged or incomplete: send it again."


def read(data: bytes, format_: FileFormat, page: int, guards: Guards) -> tuple[Pixels, int, float]:
    """Return the pixels of one page after the EXIF turn, the number of pages, and the coarseness.

    Raises BrokenPicture, TooLarge, NoSuchPage.
    """
    if format_ is FileFormat.PNG:
        _check_chunks(data)
    with broken_picture_errors():
        image = Image.open(io.BytesIO(data), formats=[format_.upper()])
        pages = _tiff_pages(image, guards) if format_ is FileFormat.TIFF else 1
    guards.check_page(page, pages)
    with broken_picture_errors():
        image.seek(page - 1)
    guards.check_pixels(*image.size)
    _check_work(image, data, guards)
    with broken_picture_errors():
        pixels = _turn(image, data)(_pixels(image, data, format_))
        return pixels, pages, _coarseness(image)


def _coarseness(image: Image.Image) -> float:
    """Return a JPEG's mean quantisation step of COARSE_FREQUENCIES, grey levels; 0 if unknown."""
    tables = getattr(image, "quantization", {})
    return float(np.reshape(tables[0], (8, 8))[COARSE_FREQUENCIES].mean()) if 0 in tables else 0.0


def _check_chunks(data: bytes) -> None:
    """Reject a PNG with a chunk that ends beyond the file: OpenCV allocates its stated length."""
    at = len(PNG_MARK)
    while data[at + 4 : at + 8] != b"IEND":
        if at + PNG_CHUNK_OVERHEAD > len(data):
            raise BrokenPicture(DAMAGED_MESSAGE)
        at += PNG_CHUNK_OVERHEAD + int.from_bytes(data[at : at + 4])


def _tiff_pages(image: Image.Image, guards: Guards) -> int:
    """Count the pages, up to one more than the limit."""
    for page in range(guards.max_pages + 1):
        try:
            image.seek(page)
        except EOFError:
            return page
    return guards.max_pages + 1


def _check_work(image: Image.Image, data: bytes, guards: Guards) -> None:
    """Reject small files that take a decoder the time or memory of huge ones."""
    passes = data.count(START_OF_SCAN) if image.format in ("JPEG", "MPO") else 1
    if image.width * image.height * passes > guards.max_pixels * MAX_JPEG_SCANS:
        raise BrokenPicture("The picture is built from more scans than any camera writes.")
    tags = getattr(image, "tag_v2", {})
    if all(tag in tags for tag in TIFF_TILE_TAGS):
        guards.check_pixels(*(int(tags[tag]) for tag in TIFF_TILE_TAGS))


def _turn(image: Image.Image, data: bytes) -> Turn:
    """Return the EXIF turn; none for an invalid one, and for TIFF, which Pillow turns itself."""
    if image.format == "TIFF":
        return NO_TURN
    if image.format == "PNG" and b"eXIf" not in data:
        return NO_TURN  # Pillow would decode the whole picture to search behind it
    return EXIF_TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1), NO_TURN)


def _pixels(image: Image.Image, data: bytes, format_: FileFormat) -> Pixels:
    if format_ not in OPENCV_FORMATS or image.mode not in OPENCV_MODES or has_alpha(image):
        image.load()
        return bgr(image)
    pixels = _opencv_decoded(data)
    if pixels is None and format_ is FileFormat.JPEG and not image.info.get("progressive"):
        pixels = _decoded_without_end(data)
    if pixels is None:
        raise BrokenPicture(DAMAGED_MESSAGE)
    return pixels


def _opencv_decoded(data: bytes) -> Pixels | None:
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    pixels = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), flags)
    return None if pixels is None else pixels.astype(np.uint8, copy=False)


def _decoded_without_end(data: bytes) -> Pixels | None:
    """Decode a JPEG without its end marker; None where its last block is missing as well."""
    pixels = _opencv_decoded(data + END_OF_IMAGE)
    if pixels is None:
        return None
    last = pixels[LAST_PIXELS].reshape(-1, 3)
    return None if (last == last[0]).all() else pixels


@contextmanager
def broken_picture_errors() -> Iterator[None]:
    """Raise BrokenPicture for any exception of a decoder; suppress its warnings."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            yield
        except DECODER_ERRORS as error:
            raise BrokenPicture(DAMAGED_MESSAGE) from error
