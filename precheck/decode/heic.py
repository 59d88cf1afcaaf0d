"""HEIC, as iPhones write it: a turn of its own, which EXIF repeats."""

from PIL import Image

from precheck.capture import Pixels
from precheck.decode.guards import Guards
from precheck.decode.isolated import ask
from precheck.decode.pixels import bgr
from precheck.decode.turn import EXIF, UPRIGHT

OWN_TURNS = (b"irot", b"imir")
"""Boxes of the format's own turn and mirroring, which its decoder applies."""


def read(data: bytes, page: int, guards: Guards) -> tuple[Pixels, int]:
    """Return the primary picture, upright, and 1, the number of pages.

    EXIF counts where the file has no turn of its own.
    Raises BrokenPicture, TooLarge, NoSuchPage.
    """
    guards.check_page(page, 1)
    header, body = ask("heic_child.py", data, guards.max_pixels)
    size = (header["size"][0], header["size"][1])
    guards.check_pixels(*size)
    image = Image.frombytes(header["mode"], size, body)
    own = any(box in data for box in OWN_TURNS)
    turn = UPRIGHT if own else EXIF.get(header["orientation"], UPRIGHT)
    return turn(bgr(image)), 1
