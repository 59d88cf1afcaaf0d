"""Small drawn pages for tests of the number: a few lines of print and what lies over them."""

from collections.abc import Callable, Sequence
from functools import partial

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from precheck.capture import Covers, Page, Sheet, Zone
from specimens.drawing.fonts import OCR_A, TRAINING_FONTS, Face, load

Pixels = NDArray[np.uint8]
SIZES = {"kk": (1400, 990), "nik": (1000, 630), "akta": (1000, 1414)}
ZONES = {
    "kk": (0.32, 0.06, 0.68, 0.14),
    "nik": (0.15, 0.18, 0.75, 0.30),
    "akta": (0.15, 0.28, 0.92, 0.43),
}
SANS, BOLD = TRAINING_FONTS["sans"][0]
SERIF = TRAINING_FONTS["serif"][0][0]
MONO = TRAINING_FONTS["mono"][0][0]
TYPED = TRAINING_FONTS["typed"][0][0]
CARD = OCR_A[0]

Line = tuple[str, float, float, float, Face]
"""Text, x and y of its base in shares of the page, height of its digits in pixels, face."""


def page(kind: str, lines: Sequence[Line], over: Callable[[Pixels], Pixels] | None = None) -> Page:
    """Print lines on a page of a kind, and change its pixels as a trap wants."""
    width, height = SIZES[kind]
    picture = Image.new("RGB", (width, height), (238, 240, 241))
    pen = ImageDraw.Draw(picture)
    for text, x, y, digits, face in lines:
        pen.text((x * width, y * height), text, (40, 38, 36), load(face, digits / 0.7), anchor="ls")
    pixels = cv2.GaussianBlur(np.ascontiguousarray(np.asarray(picture)[..., ::-1]), (0, 0), 0.7)
    pixels = np.asarray(over(pixels) if over else pixels, np.uint8)
    corners = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float32)
    sheet = Sheet(quad=corners, confidence=1.0)
    return Page(sheet=sheet, turn=0, flat=pixels, to_photo=np.eye(3))


def later(draw: Callable[..., Page]) -> Callable[..., Callable[[], Page]]:
    """Return a function that takes what `draw` takes; its result draws the page when called.

    For tables of cases: every process of the tests makes the table, one draws the pages.
    """
    return partial(partial, draw)


def zone(kind: str) -> Zone:
    """Return the number's zone of a kind."""
    return Zone(field="number", box=ZONES[kind], covers=Covers.NUMBER)


def kk_page(
    number: str, over: Callable[[Pixels], Pixels] | None = None, label: str = "No. "
) -> Page:
    """Draw the head of a KK and two rows of its table."""
    return page(
        "kk",
        (
            ("KARTU KELUARGA", 0.38, 0.055, 26, BOLD),
            (label + number, 0.39, 0.098, 20, BOLD),
            ("Nama Kepala Keluarga : SITI AMINAH", 0.05, 0.15, 10, SANS),
            ("1 SITI AMINAH", 0.04, 0.30, 10, SANS),
            ("3514125206809003", 0.25, 0.30, 10, SANS),
            ("2 BUDI SANTOSO", 0.04, 0.33, 10, SANS),
            ("3514120506109004", 0.25, 0.33, 10, SANS),
        ),
        over,
    )


def akta_page(
    line: str,
    over: Callable[[Pixels], Pixels] | None = None,
    *,
    event: str = "KELAHIRAN",
    face: Face = SERIF,
    y: float = 0.37,
) -> Page:
    """Draw the head of a kutipan akta with its NIK, blanko serial and number line."""
    return page(
        "akta",
        (
            ("Nomor Induk Kependudukan : 3514125206809003", 0.08, 0.065, 11, SANS),
            ("AL. 705.0123456", 0.75, 0.065, 12, SANS),
            ("PENCATATAN SIPIL", 0.39, 0.19, 13, BOLD),
            ("WARGA NEGARA INDONESIA", 0.37, 0.22, 12, SANS),
            (f"KUTIPAN AKTA {event}", 0.33, 0.26, 16, BOLD),
            (line, 0.17, y, 13, face),
            ("bahwa di Pasuruan pada tanggal 12 Mei 2019", 0.1, 0.44, 12, SANS),
        ),
        over,
    )


def ktp_page(
    number: str, over: Callable[[Pixels], Pixels] | None = None, face: Face = CARD
) -> Page:
    """Draw the head of a KTP-el."""
    return page(
        "nik",
        (
            ("PROVINSI JAWA TIMUR", 0.33, 0.09, 24, BOLD),
            ("KABUPATEN PASURUAN", 0.33, 0.15, 24, BOLD),
            ("NIK", 0.03, 0.27, 28, BOLD),
            (":", 0.22, 0.27, 28, BOLD),
            (number, 0.25, 0.27, 28, face),
            ("Nama", 0.03, 0.33, 17, SANS),
            (": SITI AMINAH", 0.22, 0.33, 17, SANS),
        ),
        over,
    )
