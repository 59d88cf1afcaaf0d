"""A picture of the verdict: the page's outline, the number, the places of the reasons."""

import cv2
import numpy as np

from precheck.capture import Pixels, Points
from precheck.verdict import Decision, Verdict

LONG_SIDE = 1280
"""Pixels of the overlay's longer side at most: enough to see, small enough to send."""
GREEN, RED, BLUE, AMBER = (64, 160, 32), (48, 48, 208), (208, 112, 32), (32, 160, 232)  # BGR


def overlay(pixels: Pixels, verdict: Verdict) -> bytes:
    """Return the photo as a JPEG with outline, number and the places of reasons drawn in."""
    scale = min(1.0, LONG_SIDE / max(pixels.shape[:2]))
    small = cv2.resize(pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    canvas = np.asarray(small, dtype=np.uint8)
    outline = GREEN if verdict.decision is Decision.ACCEPT else RED
    _draw(canvas, verdict.document.quad, scale, outline)
    if verdict.number is not None:
        _draw(canvas, verdict.number.box, scale, BLUE)
    for note in verdict.notes:
        _draw(canvas, note.where, scale, AMBER)
    for reason in verdict.reasons:
        _draw(canvas, reason.where, scale, RED, reason.code)
    _, jpeg = cv2.imencode(".jpg", canvas, [cv2.IMWRITE_JPEG_QUALITY, 80])
    return jpeg.tobytes()


def _draw(
    canvas: Pixels,
    polygon: Points | None,
    scale: float,
    colour: tuple[int, int, int],
    label: str = "",
) -> None:
    if polygon is None:
        return
    points = np.clip(polygon * scale, -1e4, 1e4).round().astype(np.int32)
    cv2.polylines(canvas, [points.reshape(-1, 1, 2)], isClosed=True, color=colour, thickness=3)
    if label:
        x, y = np.maximum(points.min(axis=0), [4, 20]).tolist()
        cv2.putText(canvas, label, (x, y - 6), cv2.FONT_HERSHEY_SIMPLEX, 0.6, colour, 2)
