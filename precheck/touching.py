"""Two papers of one kind that touch look like one sheet; what is printed on its halves tells them.

Cards are laid edge to edge, and then no cell of the corner net sees where one of them ends.
"""

from dataclasses import replace

import cv2
import numpy as np

from precheck.capture import Photo, Sheet
from precheck.flatten import FRAME, RATIOS, extent_of, turned_flat
from precheck.recognise import Recognition, recognise

SOME = 0.1  # probability of a known document from which a sheet may be two of them
SURE = 0.95  # from which a sheet of its document's shape is one, and each half of a pair
CARD = "card"  # of `FORMS`, the only one that is no page
FITS = 0.15  # share by which a sheet's shape may differ from its document's


def parted(photo: Photo, sheet: Sheet) -> tuple[tuple[Sheet, Recognition], ...]:
    """Return a sheet and what it is; or its two halves, where each is a document by itself."""
    whole = recognise(turned_flat(photo, sheet))
    doubtful = whole.known > SOME and (whole.known < SURE or not _shaped(sheet, whole))
    if doubtful and _inside(photo, sheet):
        halves = _halves(sheet)
        told = [recognise(turned_flat(photo, half)) for half in halves]
        if _alike(*told) and all(map(_shaped, halves, told)):
            return tuple(zip(halves, told, strict=True))
    return ((sheet, whole),)


def _inside(photo: Photo, sheet: Sheet) -> bool:
    """Whether no corner lies beyond the frame: the shape of what does not show is a guess."""
    beyond = np.array([photo.width, photo.height], np.float32)
    return bool(((sheet.quad > -1) & (sheet.quad < beyond)).all())


def _halves(sheet: Sheet) -> list[Sheet]:
    """Return the halves of a sheet, cut across its longer sides."""
    width, height = extent_of(sheet.quad)
    half = np.array([1, 0.5] if height > width else [0.5, 1], np.float32)
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
