"""HEIC, as iPhones write it: a turn of its own, which EXIF repeats."""

import pi_heif
from PIL import Image

from precheck.capture import Pixels
from precheck.decode.damage import damage
from precheck.decode.guards import Guards
from precheck.decode.pixels import bgr
from precheck.decode.turn import EXIF, ORIENTATION, UPRIGHT, Turn

OWN_TURNS = (b"irot", b"imir")
"""Boxes of the format's own turn and mirroring, which its decoder applies."""


def read(data: bytes, page: int, guards: Guards) -> tuple[Pixels, int]:
    """Return the primary picture, upright, and 1, the number of pages.

    Raises BrokenPicture, TooLarge, NoSuchPage.
    """
    guards.check_page(page, 1)
    with damage():
        heif = pi_heif.open_heif(data)
        width, height = heif.size
        turn = _turn(data, heif.info.get("exif"))
    guards.check_pixels(width, height)
    with damage():
        return turn(bgr(heif.to_pillow())), 1


def _turn(data: bytes, exif: bytes | None) -> Turn:
    """Return what EXIF asks for where the file has no turn of its own."""
    if exif is None or any(box in data for box in OWN_TURNS):
        return UPRIGHT
    tags = Image.Exif()
    tags.load(exif)
    return EXIF.get(tags.get(ORIENTATION, 1), UPRIGHT)
