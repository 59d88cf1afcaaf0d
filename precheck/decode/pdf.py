"""PDF: one page, rendered, or the scan that it consists of."""

from typing import Any

import cv2
import numpy as np

from precheck.capture import Pixels
from precheck.decode.guards import Guards
from precheck.decode.isolated import run_child
from precheck.decode.turn import Turn
from precheck.errors import LockedPdf

TO_BGR = {1: cv2.COLOR_GRAY2BGR, 4: cv2.COLOR_BGRA2BGR}
"""By number of channels."""


def read(data: bytes, page: int, guards: Guards) -> tuple[Pixels, int]:
    """Return one page as a picture, and the number of pages.

    A page that consists of one scanned picture is not rendered: the picture is returned.
    Raises BrokenPicture, LockedPdf, TooLarge, NoSuchPage.
    """
    header, body = run_child("pdf_child.py", data, page, guards.max_pixels)
    if header.get("locked"):
        raise LockedPdf("The PDF asks for a password: send it without one.")
    guards.check_page(page, header["pages"])
    if "size" in header:
        guards.check_pixels(*header["size"])
    return _pixels(header, body), header["pages"]


def _pixels(header: dict[str, Any], body: bytes) -> Pixels:
    (width, height), channels = header["size"], header["channels"]
    rows = np.frombuffer(body, dtype=np.uint8).reshape(height, header["stride"])
    pixels = rows[:, : width * channels].reshape(height, width, channels)
    if channels in TO_BGR:
        pixels = cv2.cvtColor(pixels, TO_BGR[channels]).astype(np.uint8, copy=False)
    return np.ascontiguousarray(Turn(*header["turn"])(pixels))
