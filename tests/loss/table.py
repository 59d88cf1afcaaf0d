"""A page of known cells: a table of ten lines, whose cells right of the middle are empty."""

import numpy as np

from precheck.capture import Capture, FrameMap, Light, Page, Photo, Sheet, Side, TextMap

ROWS, COLUMNS, CELL = 60, 80, 8
SIZE = ROWS * CELL, COLUMNS * CELL
LINES = range(10, 40, 3)
FILLED = slice(10, 30)
FIELD = slice(21, 24), slice(12, 26)
"""A part of one line, of the filled column."""
EMPTY = slice(21, 24), slice(45, 70)
"""The empty part of the same line."""
MARGIN = slice(50, 56), slice(12, 26)
"""Paper under the table."""
EVERYWHERE = slice(None), slice(None)


def grid(value=0.0):
    return np.full((ROWS, COLUMNS), value, np.float32)


def print_():
    text = grid()
    for line in LINES:
        text[line, 5:8] = 1
        text[line, FILLED] = 1
    return text


def page(*, covered=None, burnt=None, illegible=None, outside=None, why=None, zones=(), text=None):
    """Return the page; each fault is a pair of slices, rows and columns of cells.

    covered: an object hides the print; burnt: no print is visible and none would be readable;
    illegible: print is visible and not readable; outside: out of the frame.
    """
    text = print_() if text is None else text
    legibility, over, inward = grid(1), grid(), grid(5)
    if covered is not None:
        text[covered], over[covered] = 0, 1
    if burnt is not None:
        text[burnt], legibility[burnt] = 0, 0
    if illegible is not None:
        legibility[illegible] = 0
    if outside is not None:
        inward[outside] = -5
    return of(text, legibility, over, inward, why or {}, zones)


def frame_map(shape=(8, 8), **maps):
    """Return maps of a whole photo in which the eye sees nothing but these."""
    blank = {name: np.zeros(shape, np.float32) for name in ("print", "covered", "hidden", "cut")}
    return FrameMap(**{**blank, "beyond": dict.fromkeys(Side, 0.0), **maps})


def of(text, legibility, over, inward, why=None, zones=()):
    """Return the page of these grids."""
    quad = np.array([[0, 0], [SIZE[1], 0], [SIZE[1], SIZE[0]], [0, SIZE[0]]], np.float32)
    pixels = np.zeros((*SIZE, 3), np.uint8)
    return Capture(
        photo=Photo(pixels=pixels, format="jpeg", bytes=1),
        page=Page(sheet=Sheet(quad=quad, confidence=1.0), turn=0, flat=pixels, to_photo=np.eye(3)),
        text=TextMap(
            text=text, legibility=legibility, cell=CELL, covered=over, fault_shares=why or {}
        ),
        regions=(),
        zones=zones,
        frame=frame_map(),
        light=Light(
            grey=pixels[..., 0], scale=1.0, brightest=grid(), paper=grid(200), inward=inward
        ),
    )
