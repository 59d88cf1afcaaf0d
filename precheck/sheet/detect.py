"""Finds the sheets of a photo, and flattens the main one to an upright page."""

from dataclasses import replace

import cv2
import numpy as np

from precheck.capture import Page, Photo, Points, Sheet, SheetlessFrame
from precheck.sheet.corner_net import Proposals, propose_sheets
from precheck.sheet.corner_votes import Floats, SheetCandidate
from precheck.sheet.edges import refine_sides, snap_to_frame
from precheck.sheet.page_net import NO_RECOGNITION, Recognition, recognise
from precheck.sheet.rectify import UNIT_SQUARE, recognition_crop, rectify

MIN_FRAME_PAPER = 0.5  # share of paper from which a frame without a sheet is one, or part of one
MIN_VISIBLE_SHARE = 0.4  # of a sheet; below it is the corner of a paper underneath
MAX_WHOLE_AREA = 1.2  # shares of the frame; a larger candidate shows only in part
MAX_CLOSE_UP_PX = 800  # long side of a page without a sheet: close-ups have large print
MAX_SHEETS = 4  # of a photo that are recognised
MIN_OTHER_PRINT = 0.5  # probability of print; a further sheet of less is ignored
MIN_OTHER_VISIBLE_SHARE = 0.6  # of a further sheet; one of less is ignored


def find_sheets(photo: Photo, proposals: Proposals) -> tuple[Sheet, ...]:
    """Return the sheets of a photo, the largest first; their quads begin at the photo's top left.

    A frame without a sheet that is mostly paper (cropped to the page, a screenshot) is the sheet.
    """
    sheets = [
        candidate
        for candidate in proposals.candidates
        if candidate.is_sheet and candidate.visible_share >= MIN_VISIBLE_SHARE
    ]
    if sheets:
        return tuple(_sheet(photo, candidate, proposals.edges) for candidate in sheets[:MAX_SHEETS])
    bare = _bare(proposals)
    return (_frame(photo, bare.paper),) if bare.paper >= MIN_FRAME_PAPER and not bare.part else ()


def _bare(proposals: Proposals) -> SheetlessFrame:
    """Return what the frame shows if it holds no sheet."""
    paper = float(proposals.paper.mean())
    larger = any(candidate.area > MAX_WHOLE_AREA for candidate in proposals.candidates)
    return SheetlessFrame(paper=paper, part=larger and paper >= MIN_FRAME_PAPER)


def find_page(photo: Photo) -> tuple[Page, Recognition]:
    """Find the main sheet, flatten it upright, and recognise it.

    Without a sheet the page is the whole frame, with confidence 0 and no recognition: a close-up,
    or a photo too dark or too bright to show the sheet.
    """
    proposals = propose_sheets(photo)
    sheets = find_sheets(photo, proposals)
    recognised = [(sheet, recognise(recognition_crop(photo, sheet))) for sheet in sheets]
    if not recognised:
        frame = _frame(photo, 0.0)
        turn = recognise(recognition_crop(photo, frame)).turn
        flat = rectify(photo, frame, turn, longest=MAX_CLOSE_UP_PX)
        return replace(flat, sheetless=_bare(proposals)), NO_RECOGNITION
    first, *others = _ranked(recognised)
    sheet, recognition = recognised[first]
    return rectify(photo, sheet, recognition.turn, tuple(sheets[i] for i in others)), recognition


def _ranked(recognised: list[tuple[Sheet, Recognition]]) -> list[int]:
    """Return the indices of the main sheet and of the relevant others.

    The main sheet is large, whole, printed, of a known type, and detected with confidence. Others
    are ignored where they are empty or show in part: cards are photographed on any paper.
    """
    weights = [
        np.sqrt(cv2.contourArea(sheet.quad))
        * one.print_probability * (1 + one.known_probability) * sheet.shows * sheet.confidence
        for sheet, one in recognised
    ]  # fmt: skip
    first, *others = sorted(range(len(recognised)), key=lambda i: -weights[i])
    relevant = (
        i
        for i in others
        if recognised[i][1].print_probability > MIN_OTHER_PRINT
        and recognised[i][0].shows > MIN_OTHER_VISIBLE_SHARE
    )
    return [first, *sorted(relevant)]


def _frame(photo: Photo, confidence: float) -> Sheet:
    extent = np.array([photo.width, photo.height], np.float32)
    return Sheet(quad=UNIT_SQUARE * extent - 0.5, confidence=confidence)


def _sheet(photo: Photo, candidate: SheetCandidate, edges: Floats) -> Sheet:
    """Scale a candidate to photo pixels and refine its sides. edges: the net's edge map."""
    rough = np.asarray(candidate.quad * (photo.width, photo.height) - 0.5, np.float32)
    quad = refine_sides(photo.pixels, rough, edges)
    if not cv2.isContourConvex(quad.astype(np.int32)):
        quad = rough
    quad = snap_to_frame(photo.pixels, quad)
    sheet = Sheet(quad=quad, confidence=candidate.confidence, shows=candidate.visible_share)
    return sheet.beginning(_top_left(quad))


def _top_left(quad: Points) -> int:
    """Return the corner of a clockwise quad at which the side begins that runs rightmost."""
    runs = np.roll(quad, -1, axis=0) - quad
    runs /= np.maximum(np.linalg.norm(runs, axis=1, keepdims=True), 1e-6)
    rightness = runs[:, 0] - np.roll(runs[:, 0], -2)
    return int(rightness.argmax())
