"""HEIC, the format of iPhones: it has boxes for turn and mirroring, which EXIF repeats."""

from PIL import Image

from precheck.capture import Pixels
from precheck.decode.guards import Guards
from precheck.decode.isolated import run_child
from precheck.decode.pixels import bgr
from precheck.decode.turn import EXIF_TURNS, NO_TURN

TRANSFORM_BOXES = (b"irot", b"imir")
"""Boxes of turn and mirroring, which the decoder applies."""


def read(data: bytes, page: int, guards: Guards) -> tuple[Pixels, int]:
    """Return the primary picture, upright, and the number of pages, 1.

    The EXIF orientation is applied where the file has no boxes for it.
    Raises BrokenPicture, TooLarge, NoSuchPage.
    """
    guards.check_page(page, 1)
    header, body = run_child("heic_child.py", data, guards.max_pixels)
    size = (header["size"][0], header["size"][1])
    guards.check_pixels(*size)
    image = Image.frombytes(header["mode"], size, body)
    own = any(box in data for box in TRANSFORM_BOXES)
    turn = NO_TURN if own else EXIF_TURNS.get(header["orientation"], NO_TURN)
    return turn(bgr(image)), 1
