"""Which lines of a page's head are read."""

import cv2
import numpy as np
import pytest
from PIL import Image, ImageDraw

from precheck.document.headings import read_headings
from tests.drawn import SANS, SIZES, load

WIDTH, HEIGHT = SIZES["kk"]
TITLE = "KARTU KELUARGA"


def bold(tracking):
    """Print a bold title, its letters this many times their width apart."""
    picture = Image.new("L", (WIDTH, HEIGHT), 238)
    pen, face, x = ImageDraw.Draw(picture), load(SANS, 30), 70.0
    for char in TITLE:
        pen.text((x, 110), char, 40, face, anchor="ls", stroke_width=2, stroke_fill=40)
        x += pen.textlength(char, face) * tracking + 2
    return cv2.GaussianBlur(np.asarray(picture), (0, 0), 0.7)


@pytest.mark.parametrize("tracking", [0.95, 1.0, 1.1, 1.2])
def test_a_bold_title_is_read_whether_or_not_its_letters_touch(tracking):
    assert TITLE in [heading.text for heading in read_headings(bold(tracking))]


def test_a_pattern_is_not_read():
    pattern = np.full((HEIGHT, WIDTH), 238, np.uint8)
    x = np.arange(70, 600)
    for phase in range(3):
        y = (110 + 9 * np.sin(x / 24 + phase)).astype(int)
        for thick in range(3):
            pattern[y + thick, x] = 90
    assert list(read_headings(pattern)) == []
