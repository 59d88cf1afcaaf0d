"""The width of a photo's sharpest edges: whether anything in it is sharp, print or not.

Lens and hand blur the whole photo. What else then seems to be missing, print or the sheet itself,
may only be blurred.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels

SIDE = 800
"""Long side at which edges are measured, in pixels."""
REFERENCE_SIDE = 1600
"""Long side that the width is told for: about that of a photo sent by WhatsApp, in pixels."""
SMOOTHING, REBLUR = 0.7, 1.0
"""Standard deviations of the Gaussians against grain, and by which the photo is blurred again."""
DIRECTIONS = 4
"""Directions of edges told apart: motion leaves those along it sharp."""
MIN_GRADIENT = 2.0
"""Grey levels a pixel from which there may be an edge."""
MIN_EDGES = 150
"""Pixels on edges from which a direction is measured."""
STRONGEST, SHARPEST = 50, 10
"""Percentile of the gradient from which an edge counts, and of the widths that is the result."""


def edge_width(pixels: Pixels) -> float | None:
    """Return how wide the photo's sharpest edges are, in the direction where they are widest.

    Unit: standard deviation of the point spread function in pixels of a photo whose long side is
    1600, 0 or more; lower is better. None without edges. Source: the ratio of an edge's gradient to
    that after another blur of known width (Zhuo and Sim, Defocus map estimation from a single
    image, 2011), at the sharpest tenth of the strong edges.

    >>> squares = np.kron(np.indices((16, 16)).sum(0) % 2, np.ones((50, 50)))
    >>> sharp = np.repeat((40 + 180 * squares)[..., None], 3, axis=2).astype(np.uint8)
    >>> [round(edge_width(cv2.GaussianBlur(sharp, (0, 0), width))) for width in (1, 2, 3)]
    [2, 4, 6]
    """
    scale = min(1.0, SIDE / max(pixels.shape[:2]))
    grey = cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY)
    small = cv2.resize(grey, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
    across, down = _gradient(small, SMOOTHING)
    steep = cv2.magnitude(across, down)
    edges = (steep >= cv2.dilate(steep, np.ones((3, 3), np.uint8))) & (steep > MIN_GRADIENT)
    steep, across, down = steep[edges], across[edges], down[edges]
    after = np.hypot(*(one[edges] for one in _gradient(small, float(np.hypot(SMOOTHING, REBLUR)))))
    widths = _widths(steep / np.maximum(after, np.finfo(np.float32).tiny))
    turns = np.arctan2(down, across) / np.pi * DIRECTIONS
    directions = np.round(turns).astype(int) % DIRECTIONS
    measured = [
        _sharpest(widths[alike], steep[alike])
        for alike in (directions == one for one in range(DIRECTIONS))
        if np.count_nonzero(alike) >= MIN_EDGES
    ]
    if not measured:
        return None
    return float(max(measured) * REFERENCE_SIDE / max(small.shape))


def _gradient(grey: cv2.typing.MatLike, width: float) -> tuple[cv2.typing.MatLike, ...]:
    """Return the gradient across and down after a Gaussian blur, grey levels a pixel."""
    smooth = cv2.GaussianBlur(grey.astype(np.float32), (0, 0), width)
    return tuple(cv2.Scharr(smooth, cv2.CV_32F, dx, 1 - dx, scale=1 / 32) for dx in (1, 0))


def _widths(ratios: NDArray[np.floating]) -> NDArray[np.floating]:
    """Return the width of edges, in pixels, from the ratios of their gradients."""
    blurred = REBLUR**2 / np.maximum(ratios**2 - 1, 1e-3)
    return np.asarray(np.sqrt(np.maximum(blurred - SMOOTHING**2, 0)))


def _sharpest(widths: NDArray[np.floating], steep: NDArray[np.floating]) -> float:
    strong = steep >= np.percentile(steep, STRONGEST)
    return float(np.percentile(widths[strong], SHARPEST))
