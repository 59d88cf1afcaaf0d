"""A card with lines of text, drawn without any font file."""

import cv2
import numpy as np

from specimens.sheet import DrawnSheet, PrintedWord

PX_PER_MM = 12.0
NUMBER = "3514123456789012"
FACE = cv2.FONT_HERSHEY_SIMPLEX


def card(captions=7, pitch=50, scale=1.1):
    """Return a card with a number, a name, a place and captions. pitch: px between lines."""
    pixels = np.full((650, 1030, 3), 240, np.uint8)
    printed = np.full(pixels.shape[:2], 255, np.uint8)
    words = []
    for row, text in enumerate([NUMBER, "SITIAMINAH", "PROBOLINGGO", *["KETERANGAN"] * captions]):
        at = (60, 80 + pitch * row)
        for picture, ink in ((pixels, (30, 30, 30)), (printed, 0)):
            cv2.putText(picture, text, at, FACE, scale, ink, 3, cv2.LINE_AA)
        (width, height), _ = cv2.getTextSize(text, FACE, scale, 3)
        box = (60.0, float(at[1] - height), float(width), float(height))
        field = "number" if row == 0 else "name"
        words.append(PrintedWord(text=text, box=box, field=field, must_read=row < 3))
    return DrawnSheet(
        type="ktp", variant="ktp", pixels=pixels, printed=printed, words=tuple(words),
        px_per_mm=PX_PER_MM, number=NUMBER, number_kind="nik", number_box=words[0].box,
    )  # fmt: skip
