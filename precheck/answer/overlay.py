"""The photo with the page's outline, the number and the places of the reasons drawn in."""

import base64
import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from precheck.answer.labels import Box, Colour, Label, draw_labels
from precheck.answer.number_strip import widened
from precheck.answer.words import code_words
from precheck.capture import Pixels, Points
from precheck.decision.verdict import Decision, Verdict

MAX_OVERLAY_PX = 1280
GREEN, RED, BLUE, AMBER = (64, 160, 32), (48, 48, 208), (208, 112, 32), (32, 160, 232)  # BGR

TITLE_HEIGHTS = 3.5
"""How far the title of a form reaches above its number, in heights of the number."""

LabelledPlace = tuple[str, Points | None]
"""A label in words, and its place in photo pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is drawn into a photo, in photo pixels. An unknown place is None."""

    accepted: bool
    outline: Points | None
    number: Points | None = None
    number_label: str = ""
    notes: tuple[LabelledPlace, ...] = ()
    reasons: tuple[LabelledPlace, ...] = ()
    turn: int = 0
    """Clockwise degrees by which the picture is turned first."""

    @classmethod
    def of(cls, verdict: Verdict, lang: str) -> "Marks":
        """Return the marks of a verdict with labels in this language, the photo not turned."""
        words = code_words(lang)
        return cls(
            accepted=verdict.decision is Decision.ACCEPT,
            outline=verdict.document.quad,
            number=verdict.number.box if verdict.number else None,
            number_label=words["number"],
            notes=tuple((words["reasons"][note.code], note.where) for note in verdict.notes),
            reasons=tuple((words["reasons"][one.code], one.where) for one in verdict.reasons),
        )


def draw_overlay(pixels: Pixels, marks: Marks, long_side: int = MAX_OVERLAY_PX) -> bytes:
    """Return the photo with its marks as a JPEG of at most `long_side` pixels."""
    scale = min(1.0, long_side / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    canvas = np.ascontiguousarray(np.rot90(small, -marks.turn // 90), dtype=np.uint8)
    to_canvas = turn_matrix(small.shape[1], small.shape[0], marks.turn) @ np.diag(
        [scale, scale, 1.0]
    )
    marked = (
        ("", marks.outline, GREEN if marks.accepted else RED),
        (marks.number_label, marks.number if marks.number is None else widened(marks.number), BLUE),
        *((label, place, AMBER) for label, place in marks.notes),
        *((label, place, RED) for label, place in marks.reasons),
    )
    placed = [
        (label, _drawn(canvas, place, to_canvas, colour), colour)
        for label, place, colour in marked
        if place is not None
    ]
    labels = [Label(text, *corner, colour) for text, corner, colour in placed if text]
    draw_labels(canvas, labels, clear=_seen(marks.number, to_canvas))
    _, jpeg = cv2.imencode(".jpg", canvas, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return jpeg.tobytes()


def number_and_title(box: Points) -> Points:
    """Return the number with its frame and the title of the form above it."""
    framed = widened(box)
    up = (box[0] - box[3]) * TITLE_HEIGHTS
    return np.array([framed[0] + up, framed[1] + up, framed[2], framed[3]], np.float32)


def _seen(number: Points | None, to_canvas: NDArray[np.float64]) -> tuple[Box, ...]:
    """Return what no label covers: the number, framed, and the title."""
    if number is None:
        return ()
    there = number_and_title(number) @ to_canvas[:2, :2].T + to_canvas[:2, 2]
    left, top = np.floor(there.min(axis=0)).astype(int).tolist()
    right, bottom = np.ceil(there.max(axis=0)).astype(int).tolist()
    return ((left, top, right, bottom),)


def turn_matrix(width: int, height: int, turn: int) -> NDArray[np.float64]:
    """Return the 3 × 3 matrix from pixels of a picture to those of the picture turned clockwise."""
    return {
        0: np.eye(3),
        90: np.array([[0.0, -1, height - 1], [1, 0, 0], [0, 0, 1]]),
        180: np.array([[-1.0, 0, width - 1], [0, -1, height - 1], [0, 0, 1]]),
        270: np.array([[0.0, 1, 0], [-1, 0, width - 1], [0, 0, 1]]),
    }[turn]


def _drawn(
    canvas: Pixels, polygon: Points, to_canvas: NDArray[np.float64], colour: Colour
) -> tuple[int, int]:
    """Draw a polygon and return the top left of its extent."""
    placed = polygon @ to_canvas[:2, :2].T + to_canvas[:2, 2]
    points = np.clip(placed, -1e4, 1e4).round().astype(np.int32)
    cv2.polylines(canvas, [points.reshape(-1, 1, 2)], isClosed=True, color=colour, thickness=3)
    x, y = points.min(axis=0).tolist()
    return x, y


def thumbnail(jpeg: bytes, side: int) -> str:
    """Return a JPEG, reduced to at most `side` pixels in width and height, as a data URL."""
    small, out = Image.open(io.BytesIO(jpeg)), io.BytesIO()
    small.thumbnail((side, side))
    small.save(out, "JPEG", quality=72)
    return data_url(out.getvalue())


def data_url(jpeg: bytes) -> str:
    """Return a JPEG as a data URL."""
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
