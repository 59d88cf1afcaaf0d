"""Photo -> Page: the sheets' corners, the main one's turn, the flat page; or: no sheet found."""

import cv2
import numpy as np

from precheck.capture import Page, Photo, Pixels, Points, Sheet
from precheck.corners import Look, look
from precheck.flatten import flat, page, reduced, shrunk_by, size
from precheck.gather import Guess
from precheck.recognise import NOTHING, Recognition, recognise
from precheck.sides import refined

FRAME = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
FULL = 0.5  # share of a frame without a sheet that must look like paper to be taken for one
SMALL = 512  # px, long side of a sheet that is only to be recognised
CLOSE = 800  # px, long side of a frame without a sheet: the large print of a close-up shows best
MOST = 4  # sheets of a photo that are looked at
BARE = 0.5  # probability of print below which a further sheet is but a paper on the desk
SHOWN = 0.4  # share of a further sheet that must show: less is a corner of a paper below


def find_sheets(photo: Photo) -> tuple[Sheet, ...]:
    """Return the sheets of a photo, the largest first; their quads begin at the photo's top left.

    A frame without a sheet that looks like paper all over (cropped to the page, a screenshot)
    is itself the sheet.
    """
    seen = look(photo)
    sheets = [_sheet(photo, guess, seen) for guess in seen.guesses]
    whole = [sheet for sheet in sheets if sheet is not None]
    if not whole and float(seen.paper.mean()) >= FULL:
        whole = [_frame(photo, float(seen.paper.mean()))]
    return tuple(whole)


def locate(photo: Photo) -> tuple[Page, Recognition]:
    """Find the main sheet and lay it flat and upright; say what it is.

    Where no sheet is found, the page is the bare frame, of confidence 0, and is nothing known:
    it may be a close-up, or too dark or too bright to see the sheet.
    """
    sheets = find_sheets(photo)
    if not sheets:
        frame = _frame(photo, 0.0)
        turn = recognise(turned_flat(photo, frame)).turn
        return page(photo, frame, turn, longest=CLOSE), NOTHING
    seen = [recognise(turned_flat(photo, sheet)) for sheet in sheets[:MOST]]
    first, *others = _ranked(sheets[:MOST], seen)
    told = seen[first]
    return page(photo, sheets[first], told.turn, tuple(sheets[i] for i in others)), told


def _ranked(sheets: tuple[Sheet, ...], told: list[Recognition]) -> list[int]:
    """Put the sheet first that is meant: large, printed, of a known type. Leave out empty others.

    A card is photographed on whatever paper lies on the desk.
    """
    weights = [
        np.sqrt(cv2.contourArea(sheet.quad)) * one.printed * (1 + one.known)
        for sheet, one in zip(sheets, told, strict=True)
    ]
    order = sorted(range(len(sheets)), key=lambda i: -weights[i])
    return order[:1] + sorted(i for i in order[1:] if told[i].printed > BARE)


def turned_flat(photo: Photo, sheet: Sheet) -> Pixels:
    """Lay a sheet flat as it lies in the photo, small: enough to recognise it."""
    quad = np.asarray((sheet.quad + 0.5) / shrunk_by(photo) - 0.5, np.float32)
    return flat(reduced(photo), quad, size(quad, SMALL))


def _frame(photo: Photo, confidence: float) -> Sheet:
    extent = np.array([photo.width, photo.height], np.float32)
    return Sheet(quad=FRAME * extent - 0.5, confidence=confidence)


def _sheet(photo: Photo, guess: Guess, seen: Look) -> Sheet | None:
    """Bring a guess to photo pixels and its sides to the edges; None if too little of it shows."""
    extent = np.array([photo.width, photo.height], np.float32)
    area = abs(cv2.contourArea(guess.quad))
    if guess.shown < SHOWN * area:
        return None
    quad = refined(photo.pixels, guess.quad * extent - 0.5, seen.edges)
    if not cv2.isContourConvex(quad.astype(np.int32)):
        quad = guess.quad * extent - 0.5
    return Sheet(quad=_from_top_left(quad), confidence=guess.confidence)


def _from_top_left(quad: Points) -> Points:
    """Let a clockwise quad begin where its next side runs most nearly to the right."""
    runs = np.roll(quad, -1, axis=0) - quad
    runs /= np.maximum(np.linalg.norm(runs, axis=1, keepdims=True), 1e-6)
    rightness = runs[:, 0] - np.roll(runs[:, 0], -2)
    return np.roll(quad, -int(rightness.argmax()), axis=0)
