"""A picture of the verdict: the page's outline, the number, the places of the reasons."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels, Points
from precheck.verdict import Decision, Verdict

LONG_SIDE = 1280
"""Pixels of the overlay's longer side at most: enough to see, small enough to send."""
GREEN, RED, BLUE, AMBER = (64, 160, 32), (48, 48, 208), (208, 112, 32), (32, 160, 232)  # BGR


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is drawn into a photo, in its own pixels. A place that nobody knows is None."""

    accepted: bool
    outline: Points | None
    number: Points | None = None
    notes: tuple[Points | None, ...] = ()
    reasons: tuple[tuple[str, Points | None], ...] = ()
    """Label and place of each."""
    turn: int = 0
    """Clockwise degrees by which the picture is turned before anything is drawn."""

    @classmethod
    def of(cls, verdict: Verdict) -> "Marks":
        """Mark a verdict, the photo lying as it came."""
        return cls(
            accepted=verdict.decision is Decision.ACCEPT,
            outline=verdict.document.quad,
            number=verdict.number.box if verdict.number else None,
            notes=tuple(note.where for note in verdict.notes),
            reasons=tuple((str(reason.code), reason.where) for reason in verdict.reasons),
        )


def overlay(pixels: Pixels, marks: Marks, long_side: int = LONG_SIDE) -> bytes:
    """Return the photo as a JPEG with outline, number and the places of reasons drawn in."""
    scale = min(1.0, long_side / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    canvas = np.ascontiguousarray(np.rot90(small, -marks.turn // 90), dtype=np.uint8)
    to_canvas = turned(small.shape[1], small.shape[0], marks.turn) @ np.diag([scale, scale, 1.0])
    _draw(canvas, marks.outline, to_canvas, GREEN if marks.accepted else RED)
    _draw(canvas, marks.number, to_canvas, BLUE)
    for place in marks.notes:
        _draw(canvas, place, to_canvas, AMBER)
    for label, place in marks.reasons:
        _draw(canvas, place, to_canvas, RED, label)
    _, jpeg = cv2.imencode(".jpg", canvas, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return jpeg.tobytes()


def turned(width: int, height: int, turn: int) -> NDArray[np.float64]:
    """Return the 3 × 3 matrix from a picture's pixels to those of it turned clockwise."""
    return {
        0: np.eye(3),
        90: np.array([[0.0, -1, height - 1], [1, 0, 0], [0, 0, 1]]),
        180: np.array([[-1.0, 0, width - 1], [0, -1, height - 1], [0, 0, 1]]),
        270: np.array([[0.0, 1, 0], [-1, 0, width - 1], [0, 0, 1]]),
    }[turn]


def _draw(
    canvas: Pixels,
    polygon: Points | None,
    to_canvas: NDArray[np.float64],
    colour: tuple[int, int, int],
    label: str = "",
) -> None:
    if polygon is None:
        return
    placed = polygon @ to_canvas[:2, :2].T + to_canvas[:2, 2]
    points = np.clip(placed, -1e4, 1e4).round().astype(np.int32)
    cv2.polylines(canvas, [points.reshape(-1, 1, 2)], isClosed=True, color=colour, thickness=3)
    if label:
        x, y = np.maximum(points.min(axis=0), [4, 20]).tolist()
        cv2.putText(canvas, label, (x, y - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.6, colour, 2)
