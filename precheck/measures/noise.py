"""Noise: how strong the grain of the picture is against the ink.

Unit: standard deviation of blank paper round text over the contrast of the text. Lower is better.
Range: 0 (a drawn page) to 1 and more. None without text, or without blank paper beside it.
Value: lower quartile over blank cells, since lines and marks also lie on blank paper.
Source: our own definition, after the signal-to-noise ratio of ISO 15739.
"""

import cv2
import numpy as np

from precheck.capture import Capture, Grid
from precheck.cells.places import whole
from precheck.cells.weights import TEXT, lost, must_read, percentile, spread
from precheck.verdict import Measurement

NEAR = 5  # cells: what lies nearer to text counts as beside it
GRAINY = 0.25  # from which grain can cost a word: see models/README.md
TYPICAL = 50  # percentile


def noise(capture: Capture) -> Measurement:
    """Return the grain of the paper over the contrast of the text, and what it costs."""
    weights = must_read(capture)
    contrasts = spread(capture, [region.contrast for region in capture.regions])
    contrast = percentile(contrasts, weights, TYPICAL)
    grain = _grain(capture)
    if contrast is None or grain is None:
        return Measurement(value=None)
    cost = weights * lost(capture)
    grainy = grain / np.maximum(contrasts, 1) > GRAINY
    return Measurement(
        value=grain / max(contrast, 1.0), places=whole(capture, grainy & (cost > 0), cost)
    )


def _grain(capture: Capture) -> float | None:
    text = (capture.text.text >= TEXT).astype(np.uint8)
    if not capture.light.spread.size:
        return None
    beside = cv2.dilate(text, np.ones((2 * NEAR + 1, 2 * NEAR + 1), np.uint8))
    touching = cv2.dilate(text, np.ones((3, 3), np.uint8))
    blank: Grid = capture.light.spread[(beside > 0) & (touching == 0)]
    return float(np.percentile(blank, 25)) if blank.size else None
