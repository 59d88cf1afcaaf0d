"""Ageing and print defects of a page: lost ink, bands, folds, stains, torn edges.

Only the colours of the paper; the shape and shading of a crease belong to the camera.
"""

import cv2
import numpy as np

from specimens.arrays import Field, Rng
from specimens.drawing.canvas import Canvas
from specimens.drawing.emblems import noise_texture

FIBRE_COLOUR = (225.0, 232.0, 236.0)
MAX_CARD_WIDTH_MM = 90.0  # narrower pages are plastic cards and till rolls, never folded
STAINED_SHARE = 0.08
TORN_SHARE = 0.08


def age_page(canvas: Canvas, rng: Rng, faint: float = 0.0) -> None:
    """Age a page, in place: many not at all, some with two or three traces.

    faint: share of the ink that the whole page has lost, 0–1.
    """
    height, width = canvas.printed.shape
    left = np.full((height // 8 + 1, width // 8 + 1), 1 - faint, np.float32)
    for trace, share in (
        CARD_TRACES if width / canvas.px_per_mm < MAX_CARD_WIDTH_MM else PAPER_TRACES
    ):
        if rng.random() < share:
            left *= trace(left.shape, canvas.px_per_mm / 8, rng)
    if left.min() < 0.99:
        _remove_ink(canvas, left)
    if rng.random() < STAINED_SHARE:
        draw_stain(canvas, rng)
    if width / canvas.px_per_mm > MAX_CARD_WIDTH_MM and rng.random() < TORN_SHARE:
        draw_tear(canvas, rng)


def _remove_ink(canvas: Canvas, left: Field) -> None:
    """Remove ink from the page. left: remaining share on a coarse grid."""
    height, width = canvas.printed.shape
    share = cv2.resize(np.clip(left, 0, 1), (width, height))
    mixed = cv2.blendLinear(canvas.pixels, canvas.ground, share, 1 - share)
    canvas.pixels = np.asarray(mixed, np.uint8)


ArrayShape = tuple[int, ...]


def _bands(shape: ArrayShape, px_per_mm: float, rng: Rng) -> Field:
    """Return the remaining ink of a printer with blocked nozzles: pale bands across the page."""
    rows = np.arange(shape[0]) / px_per_mm
    pitch, width = rng.uniform(6, 24), rng.uniform(0.15, 0.4)
    phase = (rows / pitch + rng.random()) % 1
    loss = rng.uniform(0.1, 0.4) * (phase < width)
    return np.repeat((1 - loss)[:, None], shape[1], axis=1).astype(np.float32)


def _folds(shape: ArrayShape, px_per_mm: float, rng: Rng) -> Field:
    """Return the remaining ink of a folded page: it is lost along lines at halves or thirds."""
    left = np.ones(shape, np.float32)
    for axis in (0, 1):
        parts = int(rng.integers(1, 4))
        for index in range(1, parts):
            at = shape[axis] * (index / parts + rng.normal(0, 0.006))
            distance = np.abs(np.arange(shape[axis]) - at) / px_per_mm
            loss = rng.uniform(0.2, 0.6) * np.exp(-((distance / rng.uniform(0.5, 1.2)) ** 2))
            left *= 1 - (loss[:, None] if axis == 0 else loss[None, :])
    return left.astype(np.float32)


def _patches(shape: ArrayShape, px_per_mm: float, rng: Rng) -> Field:
    """Return the remaining ink of an unevenly faded page."""
    cell = max(2, round(rng.uniform(12, 40) * px_per_mm))
    noise = noise_texture((shape[0], shape[1]), rng, cell)
    left = 1 - rng.uniform(0.05, 0.14) * (1.2 + noise)
    return np.asarray(np.clip(left, 0.4, 1), np.float32)


PAPER_TRACES = ((_bands, 0.12), (_folds, 0.25), (_patches, 0.2))
CARD_TRACES = ((_patches, 0.3),)


def draw_stain(canvas: Canvas, rng: Rng) -> None:
    """Draw the ring of a cup or a drop, darker at its rim, in place."""
    radius = int(rng.uniform(3, 38) * canvas.px_per_mm)
    centre = rng.uniform((0, 0), canvas.printed.shape[::-1]).astype(int)
    side = 2 * radius + 1
    y, x = np.mgrid[-1 : 1 : side * 1j, -1 : 1 : side * 1j]
    radial = np.hypot(x, y) + 0.05 * noise_texture((side, side), rng, max(2, side // 8))
    rim = np.exp(-(((radial - 0.85) / 0.06) ** 2)) * 0.8 + 0.35 * (radial < 0.85)
    depth = rim * rng.uniform(0.08, 0.3)
    colour = np.array([90, 130, 165]) / 255
    x0, y0 = np.maximum(centre - radius, 0)
    window = canvas.pixels[y0 : centre[1] + radius + 1, x0 : centre[0] + radius + 1]
    part = depth[y0 - centre[1] + radius :, x0 - centre[0] + radius :]
    part = part[: window.shape[0], : window.shape[1], None]
    window[:] = (window * (1 - part * (1 - colour))).astype(np.uint8)


def draw_tear(canvas: Canvas, rng: Rng) -> None:
    """Draw a tear from an edge, in place: a jagged pale line with a dark side."""
    width, height = canvas.size_mm
    length = rng.uniform(5, 0.12 * width)
    steps = 12
    x = rng.uniform(0.1, 0.9) * width + np.cumsum(rng.normal(0, 0.5, steps))
    y = np.linspace(0, length, steps)
    y = height - y if rng.random() < 0.5 else y
    for shift, colour in ((0.0, FIBRE_COLOUR), (0.25, (95.0, 95.0, 95.0))):
        points = np.stack([x + shift, y], axis=1) * canvas.px_per_mm
        thickness = max(1, round((0.5 if shift == 0 else 0.12) * canvas.px_per_mm))
        line = np.rint(points).astype(np.int32)
        cv2.polylines(canvas.pixels, [line], False, colour, thickness, cv2.LINE_AA)
