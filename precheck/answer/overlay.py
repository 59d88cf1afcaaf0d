"""The photo with the page's outline, the number and the places of the reasons drawn in."""

import base64
import io
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image

from precheck.capture import Pixels, Points
from precheck.decision.verdict import Decision, Verdict

MAX_OVERLAY_PX = 1280
GREEN, RED, BLUE, AMBER = (64, 160, 32), (48, 48, 208), (208, 112, 32), (32, 160, 232)  # BGR


@dataclass(frozen=True, slots=True, kw_only=True)
class Marks:
    """What is drawn into a photo, in photo pixels. An unknown place is None."""

    accepted: bool
    outline: Points | None
    number: Points | None = None
    notes: tuple[Points | None, ...] = ()
    reasons: tuple[tuple[str, Points | None], ...] = ()
    """Label and place of each."""
    turn: int = 0
    """Clockwise degrees by which the picture is turned first."""

    @classmethod
    def of(cls, verdict: Verdict) -> "Marks":
        """Return the marks of a verdict, the photo not turned."""
        return cls(
            accepted=verdict.decision is Decision.ACCEPT,
            outline=verdict.document.quad,
            number=verdict.number.box if verdict.number else None,
            notes=tuple(note.where for note in verdict.notes),
            reasons=tuple((str(reason.code), reason.where) for reason in verdict.reasons),
        )


def draw_overlay(pixels: Pixels, marks: Marks, long_side: int = MAX_OVERLAY_PX) -> bytes:
    """Return the photo with its marks as a JPEG of at most `long_side` pixels."""
    scale = min(1.0, long_side / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    canvas = np.ascontiguousarray(np.rot90(small, -marks.turn // 90), dtype=np.uint8)
    to_canvas = turn_matrix(small.shape[1], small.shape[0], marks.turn) @ np.diag(
        [scale, scale, 1.0]
    )
    _draw(canvas, marks.outline, to_canvas, GREEN if marks.accepted else RED)
    _draw(canvas, marks.number, to_canvas, BLUE)
    for place in marks.notes:
        _draw(canvas, place, to_canvas, AMBER)
    for label, place in marks.reasons:
        _draw(canvas, place, to_canvas, RED, label)
    _, jpeg = cv2.imencode(".jpg", canvas, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return jpeg.tobytes()


def turn_matrix(width: int, height: int, turn: int) -> NDArray[np.float64]:
    """Return the 3 × 3 matrix from pixels of a picture to those of the picture turned clockwise."""
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


def thumbnail(jpeg: bytes, side: int) -> str:
    """Return a JPEG, reduced to at most `side` pixels in width and height, as a data URL."""
    small, out = Image.open(io.BytesIO(jpeg)), io.BytesIO()
    small.thumbnail((side, side))
    small.save(out, "JPEG", quality=72)
    return data_url(out.getvalue())


def data_url(jpeg: bytes) -> str:
    """Return a JPEG as a data URL."""
    return "data:image/jpeg;base64," + base64.b64encode(jpeg).decode("ascii")
