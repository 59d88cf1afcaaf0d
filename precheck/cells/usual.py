"""Text that a form usually has and that cannot be read here, or does not show."""

import cv2
import numpy as np

from precheck.capture import LAID, Capture, Grid, Zone
from precheck.cells.weights import beyond_reading, within
from precheck.once import once

SPOT = (4, 2)  # cells of the layout across and down: a word or two of a form


def usual_lost(capture: Capture, zones: tuple[Zone, ...]) -> float:
    """Return the share, 0–1, of a form's usual text in the zones, or all, that is beyond reading.

    0 of an unknown form.
    """
    usual = _usual(capture, zones)
    total = float(usual.sum())
    return float((usual * beyond_reading(_legibility(capture))).sum()) / total if total else 0.0


def usual_hole(capture: Capture, zones: tuple[Zone, ...]) -> float:
    """Return the worst spot, 0–1, where there usually is text in the zones and none can be read."""
    lost = _usual(capture, zones) * (1 - _legibility(capture))
    return float(cv2.blur(np.asarray(lost, np.float32), SPOT).max())


def _usual(capture: Capture, zones: tuple[Zone, ...]) -> Grid:
    if capture.layout is None:
        return np.zeros((LAID, LAID), np.float32)
    text = capture.layout.text
    return np.where(within(text.shape, zones), text, np.float32(0))


@once
def _legibility(capture: Capture) -> Grid:
    legibility = cv2.resize(capture.text.legibility, (LAID, LAID), interpolation=cv2.INTER_AREA)
    return np.asarray(legibility, np.float32)
