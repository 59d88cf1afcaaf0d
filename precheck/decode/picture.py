"""JPEG, PNG, WebP, AVIF and TIFF: the header by Pillow, the pixels by the fastest decoder.

The header is read first and refused before any pixel is allocated. ICC profiles are ignored;
animated pictures give their first frame. A JPEG damaged within gives what its decoder makes of it;
one cut off before its last row is refused, because sending it again is sure to mend it.
"""

import io

import cv2
import numpy as np
from PIL import Image

from precheck.capture import Pixels
from precheck.decode.damage import DAMAGED, damage
from precheck.decode.guards import Guards
from precheck.decode.pixels import bgr, has_alpha
from precheck.decode.signature import PNG_MARK, Format
from precheck.decode.turn import EXIF, ORIENTATION, UPRIGHT, Turn
from precheck.errors import BrokenPicture

Image.MAX_IMAGE_PIXELS = None  # the guards refuse earlier, and tell it as an error of ours

CHUNK_FRAME = 12
"""Bytes of a PNG chunk round its data: length, name and check sum."""
TILE_SIZE = (322, 323)
"""TIFF tags: width and length of a tile."""
PLAIN = ("L", "RGB")
"""Pillow's modes that OpenCV decodes as they are."""
FAST = (Format.JPEG, Format.PNG, Format.WEBP)
"""Formats that OpenCV decodes fastest."""
SCANS = 20
"""Scans of the largest progressive JPEG, each a pass over all pixels; encoders write about 10."""
START_OF_SCAN, END = b"\xff\xda", b"\xff\xd9"
"""JPEG markers; neither can occur within the picture data itself."""
WAVES = np.s_[:4, :4]
"""Of the 8 × 8 waves that a block is made of."""
CORNER = (slice(-4, None), slice(-2, None))
"""The last pixels of a picture: flat where the decoder made them up, noisy in any photo."""


def read(data: bytes, format_: Format, page: int, guards: Guards) -> tuple[Pixels, int, float]:
    """Return the pixels of one page, turned as EXIF says, the number of pages, and the coarseness.

    Raises BrokenPicture, TooLarge, NoSuchPage.
    """
    if format_ is Format.PNG:
        _check_chunks(data)
    with damage():
        image = Image.open(io.BytesIO(data), formats=[format_.upper()])
        pages = _tiff_pages(image, guards) if format_ is Format.TIFF else 1
    guards.check_page(page, pages)
    with damage():
        image.seek(page - 1)
    guards.check_pixels(*image.size)
    _check_work(image, data, guards)
    with damage():
        pixels = _turn(image, data)(_pixels(image, data, format_))
        return pixels, pages, _coarseness(image)


def _coarseness(image: Image.Image) -> float:
    """Return the mean step to which a JPEG rounds its brightness, grey levels; 0 where unknown.

    Of the waves of up to two in a block's length, which text of a few pixels consists of.
    """
    tables = getattr(image, "quantization", {})
    return float(np.reshape(tables[0], (8, 8))[WAVES].mean()) if 0 in tables else 0.0


def _check_chunks(data: bytes) -> None:
    """Refuse a PNG with a chunk that ends beyond the file: OpenCV would allocate all it claims."""
    at = len(PNG_MARK)
    while data[at + 4 : at + 8] != b"IEND":
        if at + CHUNK_FRAME > len(data):
            raise BrokenPicture(DAMAGED)
        at += CHUNK_FRAME + int.from_bytes(data[at : at + 4])


def _tiff_pages(image: Image.Image, guards: Guards) -> int:
    """Count the pages, but no further than one more than are taken."""
    for page in range(guards.max_pages + 1):
        try:
            image.seek(page)
        except EOFError:
            return page
    return guards.max_pages + 1


def _check_work(image: Image.Image, data: bytes, guards: Guards) -> None:
    """Refuse small pictures that would cost a decoder the time or memory of huge ones."""
    passes = data.count(START_OF_SCAN) if image.format in ("JPEG", "MPO") else 1
    if image.width * image.height * passes > guards.max_pixels * SCANS:
        raise BrokenPicture("The picture is built from more scans than any camera writes.")
    tags = getattr(image, "tag_v2", {})
    if all(tag in tags for tag in TILE_SIZE):
        guards.check_pixels(*(int(tags[tag]) for tag in TILE_SIZE))


def _turn(image: Image.Image, data: bytes) -> Turn:
    """Return the turn that EXIF asks for; none where it asks for nothing that exists.

    Pillow itself turns TIFF.
    """
    if image.format == "TIFF":
        return UPRIGHT
    if image.format == "PNG" and b"eXIf" not in data:
        return UPRIGHT  # Pillow would decode the whole picture to look behind its pixels
    return EXIF.get(image.getexif().get(ORIENTATION, 1), UPRIGHT)


def _pixels(image: Image.Image, data: bytes, format_: Format) -> Pixels:
    if format_ not in FAST or image.mode not in PLAIN or has_alpha(image):
        image.load()
        return bgr(image)
    pixels = _fast(data)
    if pixels is None and format_ is Format.JPEG and not image.info.get("progressive"):
        pixels = _without_end(data)
    if pixels is None:
        raise BrokenPicture(DAMAGED)
    return pixels


def _fast(data: bytes) -> Pixels | None:
    flags = cv2.IMREAD_COLOR | cv2.IMREAD_IGNORE_ORIENTATION
    pixels = cv2.imdecode(np.frombuffer(data, dtype=np.uint8), flags)
    return None if pixels is None else pixels.astype(np.uint8, copy=False)


def _without_end(data: bytes) -> Pixels | None:
    """Decode a JPEG that lost little more than its end marker; None where its last block is."""
    pixels = _fast(data + END)
    if pixels is None:
        return None
    last = pixels[CORNER].reshape(-1, 3)
    return None if (last == last[0]).all() else pixels
