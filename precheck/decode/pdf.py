"""PDF: one page, decoded in a process of its own.

A few hundred bytes of PDF can ask for hours and gigabytes, and nothing interrupts PDFium once it
parses a page. So it works under hard limits elsewhere; it is not thread-safe either.
"""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np

from precheck.capture import Pixels
from precheck.decode.guards import Guards
from precheck.decode.turn import Turn
from precheck.errors import BrokenPicture, LockedPdf, TooLarge

CHILD = Path(__file__).with_name("pdf_child.py")
SECONDS = 4
"""Wall clock for one page; usual ones take a tenth of it."""
TO_BGR = {1: cv2.COLOR_GRAY2BGR, 4: cv2.COLOR_BGRA2BGR}
"""By channels."""


def read(data: bytes, page: int, guards: Guards) -> tuple[Pixels, int]:
    """Return one page as a picture, and the number of pages.

    A page that is one scanned picture gives that picture as it is.
    Raises BrokenPicture, LockedPdf, TooLarge, NoSuchPage.
    """
    header, body = _run(data, page, guards)
    if header.get("locked"):
        raise LockedPdf("The PDF asks for a password: send it without one.")
    guards.check_page(page, header["pages"])
    if "size" in header:
        guards.check_pixels(*header["size"])
    return _pixels(header, body), header["pages"]


def _run(data: bytes, page: int, guards: Guards) -> tuple[dict[str, Any], bytes]:
    """Run the child: it answers with a line of JSON, then the rows of the bitmap."""
    command = [sys.executable, "-I", str(CHILD), str(page), str(guards.max_pixels)]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell, numbers only
            command, input=data, capture_output=True, timeout=SECONDS, check=True
        )
    except subprocess.TimeoutExpired as error:
        raise TooLarge(f"The PDF takes more than {SECONDS} seconds to draw.") from error
    except subprocess.CalledProcessError as error:
        raise BrokenPicture("The PDF is damaged, or asks for too much memory.") from error
    line, _, body = done.stdout.partition(b"\n")
    return json.loads(line), body


def _pixels(header: dict[str, Any], body: bytes) -> Pixels:
    (width, height), channels = header["size"], header["channels"]
    rows = np.frombuffer(body, dtype=np.uint8).reshape(height, header["stride"])
    pixels = rows[:, : width * channels].reshape(height, width, channels)
    if channels in TO_BGR:
        pixels = cv2.cvtColor(pixels, TO_BGR[channels]).astype(np.uint8, copy=False)
    return np.ascontiguousarray(Turn(*header["turn"])(pixels))
