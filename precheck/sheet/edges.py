"""Refines the sides of a rough quad to the edges of the sheet.

Lines are fitted first to the corner net's edge map, then to the steps of colour in the photo close
to it. A side without evidence keeps its place; the corners are where the lines intersect.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels, Points

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

SIDE_SAMPLES = 48  # places along a side
SUBSAMPLES = 4  # neighbouring places whose colours are averaged to one
REFERENCE_PX = 960.0  # long side of the picture in whose pixels the next two reaches are given
EDGE_MAP_REACHES_PX = (48, 24)  # searched on both sides in the edge map, first and second pass
COLOUR_REACH_PX = 7  # searched on both sides in the colours
MIN_EDGE_PROBABILITY = 0.15
CONTRAST_OFFSETS = np.array([-1.2, -0.6, 0.35, 0.6])  # in gaps outwards: two inside, two outside
MIN_CORNER_SINE = 0.05  # sine of the angle between two sides that intersect in a corner
MAX_FRAME_GAP = 0.02  # of the photo's longer side: between the frame's edge and a side it cuts off
MIN_COLOUR_STEP = 5.0  # grey levels of an edge
FIT_ROUNDS = 6  # of the robust fit
INDEPENDENT_SAMPLES = 16  # that a side's samples count for: the errors of neighbours correlate


def refine_sides(pixels: Pixels, quad: Points, edges: Floats) -> Points:
    """Return the quad with its sides moved to the visible edges.

    quad: photo pixels, clockwise; edges: probability of a sheet's edge, 0–1, in cells over the
    whole picture.
    """
    unit = max(pixels.shape[:2]) / REFERENCE_PX
    for reach in EDGE_MAP_REACHES_PX:
        found = _edge_map_peaks(quad, pixels, edges, _offsets(reach, 2, unit))
        quad = _fitted(quad, *found, reach * unit / 2, 2 * unit)
    for _ in range(2):
        quad = _fitted(quad, *_colour_steps(quad, pixels, unit), 3 * unit, unit)
    return quad


def snap_to_frame(pixels: Pixels, quad: Points) -> Points:
    """Return the quad with the sides that the frame cuts off moved onto the frame's edge.

    A side near the frame's edge is cut off where the strip between them has the sheet's colour.
    """
    height, width = pixels.shape[:2]
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64) - 0.5
    borders, sides = (_lines(ends, np.roll(ends, -1, axis=0)) for ends in (frame, quad))
    inward = np.column_stack([quad, np.ones(4)]) @ borders.T
    whole = np.maximum(inward, np.roll(inward, -1, axis=0))
    gap = whole.min(axis=1)
    near = (gap > 0) & (gap < MAX_FRAME_GAP * max(width, height))
    cut = near & (_contrasts(pixels, quad, gap) < MIN_COLOUR_STEP)
    sides[cut] = borders[whole.argmin(axis=1)][cut]
    return _corners(sides, quad)


def _contrasts(pixels: Pixels, quad: Points, gap: Doubles) -> Doubles:
    """Return the contrast between inside and outside of each side, grey levels.

    gap: width of the strip outside each side, px.
    """
    offsets = (CONTRAST_OFFSETS * gap[:, None, None]).astype(np.float32)
    strip = _sampled(pixels, _points(quad, _places(SIDE_SAMPLES), offsets))
    inner, outer = strip[:, :, :2].mean(2), strip[:, :, 2:].mean(2)
    between = np.median(outer - inner, axis=1)
    return np.asarray(np.sqrt((between**2).mean(-1)), np.float64)


def _fitted(quad: Points, shift: Floats, weight: Floats, prior: float, unit: float) -> Points:
    """Fit the sides to the edges found, by iteratively reweighted least squares.

    shift, weight: 4 × P, how far outside a side its edge was found, px, and its weight; 0: none.
    prior: standard deviation of a side's move, px; unit: standard deviation of a sample, px.
    """
    places = _places(SIDE_SAMPLES).astype(np.float64)
    basis = np.stack([1 - places, places], axis=1)
    shift, weight = shift / unit, weight * (INDEPENDENT_SAMPLES / SIDE_SAMPLES)
    trust = weight.astype(np.float64)
    for _ in range(FIT_ROUNDS):
        normal = (basis.T * trust[:, None]) @ basis + np.eye(2) * (unit / prior) ** 2
        found = np.linalg.solve(normal, ((trust * shift) @ basis)[..., None])
        trust = weight / (1 + ((shift - found[..., 0] @ basis.T) / 1.5) ** 2) ** 2
    out = found * unit * _normals(quad)[:, None]
    return _corners(_lines(quad + out[:, 0], np.roll(quad, -1, axis=0) + out[:, 1]), quad)


def _normals(quad: Points) -> Points:
    """Return the outward unit normal of each side."""
    runs = np.roll(quad, -1, axis=0) - quad
    along = runs / np.maximum(np.linalg.norm(runs, axis=1, keepdims=True), 1e-6)
    return np.stack([along[:, 1], -along[:, 0]], axis=1)


def _lines(starts: NDArray[np.floating], ends: NDArray[np.floating]) -> Doubles:
    """Return the homogeneous lines from starts to ends, with unit normals."""
    lines = np.cross(np.column_stack([starts, np.ones(4)]), np.column_stack([ends, np.ones(4)]))
    lengths = np.linalg.norm(lines[:, :2], axis=1, keepdims=True)
    return np.asarray(lines / np.maximum(lengths, 1e-9))


def _corners(sides: Doubles, fallback: Points) -> Points:
    """Return where each side intersects the one before it; `fallback` for parallel sides."""
    meet = np.cross(np.roll(sides, 1, axis=0), sides)
    apart = np.abs(meet[:, 2]) > MIN_CORNER_SINE
    corners = fallback.copy()
    corners[apart] = meet[apart, :2] / meet[apart, 2:]
    return corners


def _points(quad: Points, places: Floats, offsets: Floats) -> Floats:
    """Return the pixels `offsets` outside the sides at `places` along them: 4 × P × O × 2."""
    runs = np.roll(quad, -1, axis=0) - quad
    base = quad[:, None] + runs[:, None] * places[:, None]
    spots = base[:, :, None] + offsets[..., None] * _normals(quad)[:, None, None]
    return np.asarray(spots, np.float32)


def _edge_map_peaks(
    quad: Points, pixels: Pixels, edges: Floats, offsets: Floats
) -> tuple[Floats, Floats]:
    """Return shift and weight of the sides in the net's edge map; 0 outside the picture."""
    spots = _points(quad, _places(SIDE_SAMPLES), offsets)
    size = np.array(pixels.shape[1::-1], np.float32)
    values = _sampled(edges, (spots + 0.5) / size * np.array(edges.shape[::-1], np.float32) - 0.5)
    values[_outside(spots, size)] = 0
    peak, shift = _peaks(values, offsets, 0.5)
    return shift, np.where(peak > MIN_EDGE_PROBABILITY, peak, 0)


def _colour_steps(quad: Points, pixels: Pixels, unit: float) -> tuple[Floats, Floats]:
    """Return shift and weight of the steps of colour across the sides."""
    offsets = _offsets(COLOUR_REACH_PX, 1, unit)
    spots = _points(quad, _places(SIDE_SAMPLES * SUBSAMPLES), offsets)
    strip = _sampled(pixels, spots).reshape(4, SIDE_SAMPLES, SUBSAMPLES, offsets.size, 3)
    strip = strip.mean(2, dtype=np.float32)
    inner, outer = strip[:, :, :-3] + strip[:, :, 1:-2], strip[:, :, 2:-1] + strip[:, :, 3:]
    steps = np.asarray(np.sqrt(((inner - outer) ** 2).mean(-1)) / 2, np.float32)
    out = _outside(spots, np.array(pixels.shape[1::-1], np.float32))
    steps[np.asarray(out.reshape(4, SIDE_SAMPLES, SUBSAMPLES, -1).any(2))[:, :, 1:-2]] = 0
    between = np.asarray((offsets[1:-2] + offsets[2:-1]) / 2, np.float32)
    peak, shift = _peaks(steps, between, 0.6)
    return shift, np.clip(peak / MIN_COLOUR_STEP - 1, 0, 3)


def _places(count: int) -> Floats:
    return np.linspace(0.02, 0.98, count, dtype=np.float32)


def _offsets(reach: int, step: int, unit: float) -> Floats:
    return np.arange(-reach, reach + 1, step, dtype=np.float32) * np.float32(unit)


def _peaks(values: Floats, offsets: Floats, top: float) -> tuple[Floats, Floats]:
    """Return height and offset of the highest peak at each place, weighted towards the side."""
    near = values * np.exp(-((offsets / offsets[-1]) ** 2) * 1.2)
    peak = near.max(-1)
    ridge = np.where(near > top * peak[..., None], near, 0) ** 2
    return peak, (ridge * offsets).sum(-1) / np.maximum(ridge.sum(-1), 1e-9)


def _sampled(picture: Pixels | Floats, spots: Floats) -> Floats:
    """Sample a picture at 4 × P × O spots, x and y in its pixels."""
    x, y = spots.reshape(4 * spots.shape[1], spots.shape[2], 2).transpose(2, 0, 1).copy()
    read = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(read, np.float32).reshape(*spots.shape[:3], *picture.shape[2:])


def _outside(spots: Floats, size: Floats) -> NDArray[np.bool_]:
    beyond = np.logical_or(spots < 0, spots > size - 1)
    return np.asarray(beyond.any(-1), np.bool_)
