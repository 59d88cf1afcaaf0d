"""Photo -> Page: the sheets' corners, the main one's turn, the flat page; or: no sheet found."""

from dataclasses import replace

import cv2
import numpy as np

from precheck.capture import Bare, Page, Photo, Points, Sheet
from precheck.corners import Look, look
from precheck.flatten import FRAME, page, turned_flat
from precheck.gather import Floats, Guess
from precheck.recognise import NOTHING, Recognition, recognise
from precheck.sides import reaching, refined

FULL = 0.5  # share of a frame without a sheet that looks like paper: it is one, or part of one
SHOWN = 0.4  # share of a sheet that must show: less is a corner of a paper below
BEYOND = 1.2  # of the frame: a sheet that seems larger shows in part only
CLOSE = 800  # px, long side of a frame without a sheet: the large print of a close-up shows best
MOST = 4  # sheets of a photo that are looked at
BARE = 0.5  # probability of print below which a further sheet is but a paper on the desk
PART = 0.6  # of a further sheet that must show: less is a paper on the desk as well


def find_sheets(photo: Photo, seen: Look) -> tuple[Sheet, ...]:
    """Return the sheets of a photo, the largest first; their quads begin at the photo's top left.

    A frame without a sheet that looks like paper all over (cropped to the page, a screenshot)
    is itself the sheet.
    """
    told = [guess for guess in seen.guesses if guess.sure and guess.shows >= SHOWN]
    if told:
        return tuple(_sheet(photo, guess, seen.edges) for guess in told[:MOST])
    bare = _bare(seen)
    return (_frame(photo, bare.paper),) if bare.paper >= FULL and not bare.part else ()


def _bare(seen: Look) -> Bare:
    """Say what the frame shows if it holds no sheet."""
    paper = float(seen.paper.mean())
    beyond = any(guess.area > BEYOND for guess in seen.guesses)
    return Bare(paper=paper, part=beyond and paper >= FULL)


def locate(photo: Photo) -> tuple[Page, Recognition]:
    """Find the main sheet and lay it flat and upright; say what it is.

    Where no sheet is found, the page is the bare frame, of confidence 0, and is nothing known:
    it may be a close-up, or too dark or too bright to see the sheet.
    """
    looked = look(photo)
    sheets = find_sheets(photo, looked)
    told = [(sheet, recognise(turned_flat(photo, sheet))) for sheet in sheets]
    if not told:
        frame = _frame(photo, 0.0)
        turn = recognise(turned_flat(photo, frame)).turn
        laid = page(photo, frame, turn, longest=CLOSE)
        return replace(laid, bare=_bare(looked)), NOTHING
    first, *others = _ranked(told)
    sheet, one = told[first]
    return page(photo, sheet, one.turn, tuple(told[i][0] for i in others)), one


def _ranked(told: list[tuple[Sheet, Recognition]]) -> list[int]:
    """Put the sheet first that is meant: large, sure, printed, known, that shows as a whole.

    Leave out others that are empty or show in part. A card is photographed on whatever paper lies
    on the desk.
    """
    weights = [
        np.sqrt(cv2.contourArea(sheet.quad))
        * one.printed * (1 + one.known) * sheet.shows * sheet.confidence
        for sheet, one in told
    ]  # fmt: skip
    first, *others = sorted(range(len(told)), key=lambda i: -weights[i])
    known = (i for i in others if told[i][1].printed > BARE and told[i][0].shows > PART)
    return [first, *sorted(known)]


def _frame(photo: Photo, confidence: float) -> Sheet:
    extent = np.array([photo.width, photo.height], np.float32)
    return Sheet(quad=FRAME * extent - 0.5, confidence=confidence)


def _sheet(photo: Photo, guess: Guess, seen: Floats) -> Sheet:
    """Bring a guess to photo pixels and its sides to the edges. seen: the net's edge map."""
    rough = np.asarray(guess.quad * (photo.width, photo.height) - 0.5, np.float32)
    quad = refined(photo.pixels, rough, seen)
    if not cv2.isContourConvex(quad.astype(np.int32)):
        quad = rough
    quad = reaching(photo.pixels, quad)
    sheet = Sheet(quad=quad, confidence=guess.confidence, shows=guess.shows)
    return sheet.beginning(_top_left(quad))


def _top_left(quad: Points) -> int:
    """Return which corner of a clockwise quad the side begins at that runs most nearly right."""
    runs = np.roll(quad, -1, axis=0) - quad
    runs /= np.maximum(np.linalg.norm(runs, axis=1, keepdims=True), 1e-6)
    rightness = runs[:, 0] - np.roll(runs[:, 0], -2)
    return int(rightness.argmax())
