"""Where exactly a sheet's sides run: lines fitted to the edges seen near the net's rough quad.

First along the net's own edge map, then along the picture's steps of colour close to that. A side
without evidence stays where the net put it; the corners are where the lines meet.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels, Points

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

PLACES = 48  # along a side
GRAINS = 4  # neighbouring samples that are averaged into one place
SCALE = 960.0  # px, long side of the scale in which the distances below are meant
WIDE = (48, 24)  # px to both sides along the edge map, first and second time
CLOSE = 7  # px to both sides along the colours
FAINT = 0.15  # probability below which the edge map shows nothing
STRIP = np.array([-1.2, -0.6, 0.35, 0.6])  # of the gap: where a strip is sampled, inside first
MIN_ANGLE = 0.05  # sine of the angle between sides that meet
MAX_GAP = 0.02  # of the photo's longer side: how near the frame's edge such a side lies
FLAT = 5.0  # grey levels below which a step is no evidence
ROUNDS = 6  # of the robust fit
VOICES = 16  # independent spots that all spots of a side are worth: neighbours err together


def refined(pixels: Pixels, quad: Points, edges: Floats) -> Points:
    """Return the quad (photo pixels, clockwise) with its sides laid along the edges that show.

    edges: probability of a sheet's edge, 0–1, in cells over the whole picture.
    """
    unit = max(pixels.shape[:2]) / SCALE
    for reach in WIDE:
        seen = _ridges(quad, pixels, edges, _offsets(reach, 2, unit))
        quad = _fitted(quad, *seen, reach * unit / 2, 2 * unit)
    for _ in range(2):
        quad = _fitted(quad, *_steps(quad, pixels, unit), 3 * unit, unit)
    return quad


def reaching(pixels: Pixels, quad: Points) -> Points:
    """Return the quad (photo pixels) with the sides that the frame cuts off laid on its edge.

    A side along the frame's edge is cut off where the strip between them has the sheet's colour.
    """
    height, width = pixels.shape[:2]
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64) - 0.5
    borders, sides = (_lines(ends, np.roll(ends, -1, axis=0)) for ends in (frame, quad))
    inward = np.column_stack([quad, np.ones(4)]) @ borders.T
    whole = np.maximum(inward, np.roll(inward, -1, axis=0))
    gap = whole.min(axis=1)
    near = (gap > 0) & (gap < MAX_GAP * max(width, height))
    cut = near & (_contrasts(pixels, quad, gap) < FLAT)
    sides[cut] = borders[whole.argmin(axis=1)][cut]
    return _corners(sides, quad)


def _contrasts(pixels: Pixels, quad: Points, gap: Doubles) -> Doubles:
    """Return the contrast, in grey levels, of the strips outside and inside each side.

    gap: width of each side's strip, px.
    """
    offsets = (STRIP * gap[:, None, None]).astype(np.float32)
    strip = _sampled(pixels, _points(quad, _places(PLACES), offsets))
    inner, outer = strip[:, :, :2].mean(2), strip[:, :, 2:].mean(2)
    between = np.median(outer - inner, axis=1)
    return np.asarray(np.sqrt((between**2).mean(-1)), np.float64)


def _fitted(quad: Points, shift: Floats, weight: Floats, prior: float, unit: float) -> Points:
    """Lay the sides through what was seen: least squares that give up on spots far from the rest.

    shift, weight: 4 × P, how far outside a side its edge was seen, px, and how clearly; 0: not.
    prior: pixels by which a side may move on one clear spot; unit: a spot's usual error.
    """
    places = _places(PLACES).astype(np.float64)
    basis = np.stack([1 - places, places], axis=1)
    shift, weight = shift / unit, weight * (VOICES / PLACES)
    trust = weight.astype(np.float64)
    for _ in range(ROUNDS):
        normal = (basis.T * trust[:, None]) @ basis + np.eye(2) * (unit / prior) ** 2
        found = np.linalg.solve(normal, ((trust * shift) @ basis)[..., None])
        trust = weight / (1 + ((shift - found[..., 0] @ basis.T) / 1.5) ** 2) ** 2
    out = found * unit * _normals(quad)[:, None]
    return _corners(_lines(quad + out[:, 0], np.roll(quad, -1, axis=0) + out[:, 1]), quad)


def _normals(quad: Points) -> Points:
    """Return the unit vectors outwards of each side."""
    runs = np.roll(quad, -1, axis=0) - quad
    along = runs / np.maximum(np.linalg.norm(runs, axis=1, keepdims=True), 1e-6)
    return np.stack([along[:, 1], -along[:, 0]], axis=1)


def _lines(starts: NDArray[np.floating], ends: NDArray[np.floating]) -> Doubles:
    """Return the lines from starts to ends, homogeneous, normals of length 1."""
    lines = np.cross(np.column_stack([starts, np.ones(4)]), np.column_stack([ends, np.ones(4)]))
    lengths = np.linalg.norm(lines[:, :2], axis=1, keepdims=True)
    return np.asarray(lines / np.maximum(lengths, 1e-9))


def _corners(sides: Doubles, otherwise: Points) -> Points:
    """Return where each side meets the one before it; `otherwise` where they run alike."""
    meet = np.cross(np.roll(sides, 1, axis=0), sides)
    apart = np.abs(meet[:, 2]) > MIN_ANGLE
    laid = otherwise.copy()
    laid[apart] = meet[apart, :2] / meet[apart, 2:]
    return laid


def _points(quad: Points, places: Floats, offsets: Floats) -> Floats:
    """Return the pixels `offsets` outside the sides at `places` along them: 4 × P × O × 2."""
    runs = np.roll(quad, -1, axis=0) - quad
    base = quad[:, None] + runs[:, None] * places[:, None]
    spots = base[:, :, None] + offsets[..., None] * _normals(quad)[:, None, None]
    return np.asarray(spots, np.float32)


def _ridges(quad: Points, pixels: Pixels, edges: Floats, offsets: Floats) -> tuple[Floats, Floats]:
    """See the sides on the net's edge map; nothing outside the picture."""
    spots = _points(quad, _places(PLACES), offsets)
    size = np.array(pixels.shape[1::-1], np.float32)
    seen = _sampled(edges, (spots + 0.5) / size * np.array(edges.shape[::-1], np.float32) - 0.5)
    seen[_outside(spots, size)] = 0
    peak, shift = _peaks(seen, offsets, 0.5)
    return shift, np.where(peak > FAINT, peak, 0)


def _steps(quad: Points, pixels: Pixels, unit: float) -> tuple[Floats, Floats]:
    """See the sides where the colour changes across them."""
    offsets = _offsets(CLOSE, 1, unit)
    spots = _points(quad, _places(PLACES * GRAINS), offsets)
    strip = _sampled(pixels, spots).reshape(4, PLACES, GRAINS, offsets.size, 3)
    strip = strip.mean(2, dtype=np.float32)
    inner, outer = strip[:, :, :-3] + strip[:, :, 1:-2], strip[:, :, 2:-1] + strip[:, :, 3:]
    steps = np.asarray(np.sqrt(((inner - outer) ** 2).mean(-1)) / 2, np.float32)
    out = _outside(spots, np.array(pixels.shape[1::-1], np.float32))
    steps[np.asarray(out.reshape(4, PLACES, GRAINS, -1).any(2))[:, :, 1:-2]] = 0
    between = np.asarray((offsets[1:-2] + offsets[2:-1]) / 2, np.float32)
    peak, shift = _peaks(steps, between, 0.6)
    return shift, np.clip(peak / FLAT - 1, 0, 3)


def _places(count: int) -> Floats:
    return np.linspace(0.02, 0.98, count, dtype=np.float32)


def _offsets(reach: int, step: int, unit: float) -> Floats:
    return np.arange(-reach, reach + 1, step, dtype=np.float32) * np.float32(unit)


def _peaks(seen: Floats, offsets: Floats, top: float) -> tuple[Floats, Floats]:
    """Height and offset of each place's peak, near ones preferred; centred on its top."""
    near = seen * np.exp(-((offsets / offsets[-1]) ** 2) * 1.2)
    peak = near.max(-1)
    ridge = np.where(near > top * peak[..., None], near, 0) ** 2
    return peak, (ridge * offsets).sum(-1) / np.maximum(ridge.sum(-1), 1e-9)


def _sampled(picture: Pixels | Floats, spots: Floats) -> Floats:
    """Read a picture at 4 × P × O spots (x, y in its pixels)."""
    x, y = spots.reshape(4 * spots.shape[1], spots.shape[2], 2).transpose(2, 0, 1).copy()
    read = cv2.remap(picture, x, y, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return np.asarray(read, np.float32).reshape(*spots.shape[:3], *picture.shape[2:])


def _outside(spots: Floats, size: Floats) -> NDArray[np.bool_]:
    beyond = np.logical_or(spots < 0, spots > size - 1)
    return np.asarray(beyond.any(-1), np.bool_)
