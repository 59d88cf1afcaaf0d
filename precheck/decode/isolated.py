"""HEIC, AVIF and PDF, decoded in a child process under hard limits.

A few hundred bytes can take PDFium hours and gigabytes, crash the decoder of HEIC, or hide a large
picture in an AVIF whose header states a small one. The scripts `pdf_child` and `heif_child` read
the file from standard input and write one line of JSON, then the bytes of a bitmap.
"""

import json
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from PIL import Image

from precheck.capture import Pixels
from precheck.decode.guards import Guards
from precheck.decode.pixels import EXIF_TURNS, NO_TURN, DecodedPage, Turn, bgr
from precheck.errors import BrokenPicture, LockedPdf, TooLarge

MAX_CPU_SECONDS = 3
"""For one page; a usual page takes a tenth of it."""
MAX_WALL_SECONDS = 15
"""For a child that waits instead of computing."""
MEMORY_BYTES = {"heif_child.py": 1_600_000_000, "pdf_child.py": 1_200_000_000}
"""Of the address space, by child; a picture of 60 megapixels needs less."""
TO_BGR = {1: cv2.COLOR_GRAY2BGR, 4: cv2.COLOR_BGRA2BGR}
"""By number of channels of a PDF's bitmap."""


def read_heif(data: bytes, page: int, guards: Guards, *, is_avif: bool) -> DecodedPage:
    """Return the primary picture of a HEIC or AVIF, upright.

    Raises BrokenPicture, TooLarge, NoSuchPage.
    """
    guards.check_page(page, 1)
    header, body = _run_child("heif_child.py", data, guards.max_pixels, int(is_avif))
    size = (header["size"][0], header["size"][1])
    guards.check_pixels(*size)
    image = Image.frombytes(header["mode"], size, body)
    turn = EXIF_TURNS.get(header["orientation"], NO_TURN)
    return DecodedPage(pixels=turn(bgr(image)))


def read_pdf(data: bytes, page: int, guards: Guards) -> DecodedPage:
    """Return one page of a PDF as a picture.

    A page that consists of one scanned picture is not rendered: the picture is returned.
    Raises BrokenPicture, LockedPdf, TooLarge, NoSuchPage.
    """
    header, body = _run_child("pdf_child.py", data, page, guards.max_pixels)
    if header.get("locked"):
        raise LockedPdf("The PDF asks for a password: send it without one.")
    guards.check_page(page, header["pages"])
    if "size" in header:
        guards.check_pixels(*header["size"])
    return DecodedPage(pixels=_pixels(header, body), pages=header["pages"])


def _pixels(header: dict[str, Any], body: bytes) -> Pixels:
    (width, height), channels = header["size"], header["channels"]
    rows = np.frombuffer(body, dtype=np.uint8).reshape(height, header["stride"])
    pixels = rows[:, : width * channels].reshape(height, width, channels)
    if channels in TO_BGR:
        pixels = cv2.cvtColor(pixels, TO_BGR[channels]).astype(np.uint8, copy=False)
    return np.ascontiguousarray(Turn(*header["turn"])(pixels))


def _run_child(child: str, data: bytes, *numbers: int) -> tuple[dict[str, Any], bytes]:
    """Run a script of this folder and return its output: header and bitmap.

    numbers: arguments of the script beside its limits. Raises TooLarge where it exceeds the time
    limits, BrokenPicture where it fails.
    """
    path = Path(__file__).with_name(child)
    limits = (MAX_CPU_SECONDS, MEMORY_BYTES[child])
    command = [sys.executable, "-I", str(path), *map(str, (*limits, *numbers))]
    try:
        done = subprocess.run(  # noqa: S603 - our own file, no shell, numbers only
            command, input=data, capture_output=True, timeout=MAX_WALL_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise _too_slow() from error
    if done.returncode == -signal.SIGXCPU:
        raise _too_slow()
    if done.returncode != 0:
        raise BrokenPicture("The file is damaged, incomplete or asks for too much memory.")
    line, _, body = done.stdout.partition(b"\n")
    return json.loads(line), body


def _too_slow() -> TooLarge:
    return TooLarge(f"The file takes more than {MAX_CPU_SECONDS} seconds to decode.")
