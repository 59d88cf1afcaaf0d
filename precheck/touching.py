"""Two papers of one kind that touch look like one sheet; what is printed on its halves tells them.

Cards are laid edge to edge, and then no cell of the corner net sees where one of them ends. Of
known documents each half is one by itself; of others both halves are printed alike.
"""

from dataclasses import replace

import cv2
import numpy as np

from precheck.capture import Grid, Photo, Pixels, Sheet
from precheck.flatten import FRAME, RATIOS, extent_of, turned_flat
from precheck.recognise import Recognition, recognise

SOME = 0.1  # probability of a known document from which a sheet may be two of them
SURE = 0.95  # from which a sheet of its document's shape is one, and each half of a pair
CARD = "card"  # of `FORMS`, the only one that is no page
FITS = 0.15  # share by which a sheet's shape may differ from its document's
SQUARES = 24  # of a half, across and down, in which its ink is compared
STROKE = 6.0  # px of a sheet SMALL px long: σ of the light round a stroke
INKED = 3.0  # grey levels of ink, in the mean: less is a bare paper
PAIR = 0.7
"""Correlation of the ink of two halves from which an unknown paper is two. Of 257 drawn pairs three
more are told so, 254, and of 2,290 single sheets none; the three have 0.79 to 0.94."""
FORM = 0.4
"""The same without the means of rows and columns, for the lines of one letter go on from its left
half to its right one. Of 676 drawn sheets and photographed ones, none of a known form, four that
are two papers are over PAIR and have 0.65 to 0.80; six that are one are over it too, and have -0.07
to 0.09."""


def parted(photo: Photo, sheet: Sheet) -> tuple[tuple[Sheet, Recognition], ...]:
    """Return a sheet and what it is; or its two halves, where each is a document by itself."""
    flat = turned_flat(photo, sheet)
    whole = recognise(flat)
    halves: tuple[tuple[Sheet, Recognition], ...] = ()
    if _inside(photo, sheet):
        if whole.known > SOME and (whole.known < SURE or not _shaped(sheet, whole)):
            halves = _two_known(photo, sheet)
        if not halves and whole.likeliest == "other":
            halves = _two_unknown(photo, sheet, flat)
    return halves or ((sheet, whole),)


def _two_known(photo: Photo, sheet: Sheet) -> tuple[tuple[Sheet, Recognition], ...]:
    """Return the halves of a sheet that are known documents; none where they are not."""
    width, height = extent_of(sheet.quad)
    halves = _halves(sheet, down=height > width)
    told = [recognise(turned_flat(photo, half)) for half in halves]
    alike = _alike(*told) and all(map(_shaped, halves, told))
    return tuple(zip(halves, told, strict=True)) if alike else ()


def _two_unknown(photo: Photo, sheet: Sheet, flat: Pixels) -> tuple[tuple[Sheet, Recognition], ...]:
    """Return the halves of a sheet that are printed alike; none where they are not."""
    ink = _ink(flat)
    for down in (True, False):
        if _repeats(ink if down else ink.T):
            halves = _halves(sheet, down=down)
            return tuple((half, recognise(turned_flat(photo, half))) for half in halves)
    return ()


def _ink(flat: Pixels) -> Grid:
    """Return how many grey levels each pixel is off the light round it."""
    grey = cv2.cvtColor(flat, cv2.COLOR_BGR2GRAY).astype(np.float32)
    return np.asarray(cv2.absdiff(grey, cv2.GaussianBlur(grey, (0, 0), STROKE)), np.float32)


def _repeats(ink: Grid) -> bool:
    """Say whether the lower half of a sheet is printed as the upper one is, to a square or so."""
    middle = ink.shape[0] // 2
    one, other = _squares(ink[:middle]), _squares(ink[-middle:])
    if min(float(one.mean()), float(other.mean())) < INKED:
        return False
    return _alike_at_best(one, other) > PAIR and _alike_at_best(_own(one), _own(other)) > FORM


def _squares(half: Grid) -> Grid:
    size = (SQUARES, SQUARES)
    return np.asarray(cv2.resize(half, size, interpolation=cv2.INTER_AREA), np.float32)


def _own(ink: Grid) -> Grid:
    """Return what each square has beside the means of its row and of its column."""
    return np.asarray(ink - ink.mean(0) - ink.mean(1, keepdims=True), np.float32)


def _alike_at_best(one: Grid, other: Grid) -> float:
    """Return the correlation of two halves, moved by a square where they agree better then."""
    alike = cv2.matchTemplate(other, one[1:-1, 1:-1], cv2.TM_CCOEFF_NORMED)
    return float(alike.max())


def _inside(photo: Photo, sheet: Sheet) -> bool:
    """Whether no corner lies beyond the frame: the shape of what does not show is a guess."""
    beyond = np.array([photo.width, photo.height], np.float32)
    return bool(((sheet.quad > -1) & (sheet.quad < beyond)).all())


def _halves(sheet: Sheet, *, down: bool) -> list[Sheet]:
    """Return the halves of a sheet, one below the other or beside it."""
    half = np.array([1, 0.5] if down else [0.5, 1], np.float32)
    lies = cv2.getPerspectiveTransform(FRAME, sheet.quad)
    quads = [cv2.perspectiveTransform((at + FRAME * half)[None], lies)[0] for at in (0, 1 - half)]
    return [replace(sheet, quad=quad) for quad in quads]


def _alike(one: Recognition, other: Recognition) -> bool:
    """Whether both are surely documents of one type that lie the same way up."""
    alike = one.likeliest == other.likeliest and one.turn == other.turn
    return alike and min(one.known, other.known) > SURE


def _shaped(sheet: Sheet, told: Recognition) -> bool:
    """Whether it has the shape of what it is: a card's, or a page's."""
    short, long = sorted(extent_of(sheet.quad))
    ratio = RATIOS[max(told.forms, key=lambda form: told.forms[form], default="") == CARD]
    return abs(long - ratio * short) < FITS * long
