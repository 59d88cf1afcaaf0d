"""HEIC, as iPhones write it. Its own turn is part of the format; EXIF repeats it and is ignored."""

import pi_heif

from precheck.capture import Pixels
from precheck.decode.damage import damage
from precheck.decode.guards import Guards
from precheck.decode.pixels import bgr


def read(data: bytes, page: int, guards: Guards) -> tuple[Pixels, int]:
    """Return the primary picture and 1, the number of pages.

    Raises BrokenPicture, TooLarge, NoSuchPage.
    """
    guards.check_page(page, 1)
    with damage():
        heif = pi_heif.open_heif(data)
        width, height = heif.size
    guards.check_pixels(width, height)
    with damage():
        return bgr(heif.to_pillow()), 1
