"""JPEG, PNG, WebP and TIFF: the header by Pillow, the pixels by the fastest decoder.

The limits are checked on the header, before any pixel is allocated. ICC profiles are ignored; of an
animated picture the first frame is decoded.
"""

import io
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import cv2
import numpy as np
from PIL import ExifTags, Image

from precheck.capture import Pixels
from precheck.decode.guards import Guards
from precheck.decode.jpeg import DAMAGED_MESSAGE, START_OF_SCAN, read_jpeg
from precheck.decode.pixels import EXIF_TURNS, NO_TURN, DecodedPage, Turn, bgr, has_alpha
from precheck.decode.signature import PNG_MARK, FileFormat
from precheck.errors import BrokenPicture
from precheck.runtime.memory import memory_errors

Image.MAX_IMAGE_PIXELS = None  # the guards reject it earlier, by TooLarge

PNG_CHUNK_OVERHEAD = 12
"""Bytes of a PNG chunk beside its data: length, name and check sum."""
TIFF_TILE_TAGS = (322, 323)
"""Width and length of a tile."""
FAST_MODES = ("L", "RGB")
"""Pillow's modes that faster decoders return as BGR."""
OPENCV_FORMATS = (FileFormat.PNG, FileFormat.WEBP)
"""Formats that OpenCV decodes fastest."""
BYTES_PER_PIXEL = 6
"""Memory that decoding takes: the pixels, and once more to turn or convert them."""
MAX_JPEG_SCANS = 20
"""Of a progressive JPEG of `max_pixels`, each a pass over all pixels; encoders write about 10."""
COARSE_FREQUENCIES = np.s_[:4, :4]
"""Of a JPEG block's 8 × 8 frequencies: up to two periods a block, as in small text."""
DECODER_ERRORS = (
    *(OSError, EOFError, SyntaxError, ValueError, TypeError, LookupError, ArithmeticError),
    *(AttributeError, RuntimeError, AssertionError, struct.error, zlib.error),
    cv2.error,
)
"""Pillow documents only some of them; mutated files raise all of them."""


def read(data: bytes, format_: FileFormat, page: int, guards: Guards) -> DecodedPage:
    """Return one page after the EXIF turn.

    Raises BrokenPicture, TooLarge, NoSuchPage.
    """
    if format_ is FileFormat.PNG:
        _check_chunks(data)
    with broken_picture_errors(guards):
        image = Image.open(io.BytesIO(data), formats=[format_.upper()])
        pages = _tiff_pages(image, guards) if format_ is FileFormat.TIFF else 1
    guards.check_page(page, pages)
    with broken_picture_errors(guards):
        image.seek(page - 1)
    guards.check_pixels(*image.size)
    _check_work(image, data, guards)
    with broken_picture_errors(guards):
        pixels, damaged = _pixels(image, data, format_)
        return DecodedPage(
            pixels=_turn(image, data)(pixels),
            pages=pages,
            coarseness=_coarseness(image),
            damaged=damaged,
        )


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
    """Return the EXIF turn; none for damaged metadata, and for TIFF, which Pillow turns itself."""
    if image.format == "TIFF":
        return NO_TURN
    if image.format == "PNG" and b"eXIf" not in data:
        return NO_TURN  # Pillow would decode the whole picture to search behind it
    with suppress(*DECODER_ERRORS):
        return EXIF_TURNS.get(image.getexif().get(ExifTags.Base.Orientation, 1), NO_TURN)
    return NO_TURN


def _pixels(image: Image.Image, data: bytes, format_: FileFormat) -> tuple[Pixels, bool]:
    """Return the pixels, not turned yet, and whether they are damaged."""
    if image.mode in FAST_MODES and not has_alpha(image):
        if format_ in OPENCV_FORMATS:
            return _opencv_decoded(data), False
        if format_ is FileFormat.JPEG:
            with suppress(ValueError):  # a layout that Pillow alone knows
                return read_jpeg(data, progressive="progressive" in image.info)
    image.load()
    return bgr(image), False


def _opencv_decoded(data: bytes) -> Pixels:
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    pixels = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), flags)
    if pixels is None:
        raise BrokenPicture(DAMAGED_MESSAGE)
    return pixels.astype(np.uint8, copy=False)


@contextmanager
def broken_picture_errors(guards: Guards) -> Iterator[None]:
    """Raise BrokenPicture for any exception of a decoder; suppress its warnings.

    MemoryError passes where memory is short; otherwise a damaged file asks for too much of it.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            with memory_errors():
                yield
        except MemoryError as error:
            np.empty(BYTES_PER_PIXEL * guards.max_pixels, np.uint8)
            raise BrokenPicture(DAMAGED_MESSAGE) from error
        except DECODER_ERRORS as error:
            raise BrokenPicture(DAMAGED_MESSAGE) from error
