"""Where exactly a sheet's sides run: curves fitted to the edges seen near the net's rough quad.

First along the net's own edge map, then along the picture's steps of colour close to that. A side
without evidence stays where the net put it; a curled one may bow, and the corners are where the
curves would meet.
"""

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Pixels, Points
from precheck.curves import Frame, Spots

Floats = NDArray[np.float32]

PLACES = 48  # along a side
GRAINS = 4  # neighbouring samples that are averaged into one place
SCALE = 960.0  # px, long side of the scale in which the distances below are meant
WIDE = (48, 24)  # px to both sides along the edge map, first and second time
CLOSE = 7  # px to both sides along the colours
FAINT = 0.15  # probability below which the edge map shows nothing
STRIP = np.array([-1.2, -0.6, 0.35, 0.6])  # of the gap: where a strip is sampled, inside first
MIN_ANGLE = 0.05  # sine of the angle between sides that meet: of a sliver both lie on one edge
MAX_GAP = 0.02  # of the photo's longer side: how near the frame's edge such a side lies
FLAT = 5.0  # grey levels below which a step is no evidence


def refined(pixels: Pixels, quad: Points, edges: Floats) -> Points:
    """Return the quad (photo pixels, clockwise) with its sides laid along the edges that show.

    edges: probability of a sheet's edge, 0–1, in cells over the whole picture.
    """
    unit = max(pixels.shape[:2]) / SCALE
    frame = Frame(quad, np.zeros((4, 3)))
    for reach in WIDE:
        seen = _ridges(frame, pixels, edges, _offsets(reach, 2, unit))
        frame = frame.fitted(seen, reach * unit / 2, 2 * unit)
    for _ in range(2):
        frame = frame.fitted(_steps(frame, pixels, unit), 3 * unit, unit)
    return frame.corners()


def reaching(pixels: Pixels, quad: Points) -> Points:
    """Return the quad (photo pixels) with the sides that the frame cuts off laid on its edge.

    A side along the frame's edge is cut off where the strip between them has the sheet's colour.
    """
    height, width = pixels.shape[:2]
    frame = np.array([[0, 0], [width, 0], [width, height], [0, height]], np.float64) - 0.5
    borders, sides = _lines(frame), _lines(quad.astype(np.float64))
    inward = np.column_stack([quad, np.ones(4)]) @ borders.T
    whole = np.maximum(inward, np.roll(inward, -1, axis=0))
    gap = whole.min(axis=1)
    near = (gap > 0) & (gap < MAX_GAP * max(width, height))
    cut = near & (_contrasts(pixels, quad, gap) < FLAT)
    sides[cut] = borders[whole.argmin(axis=1)][cut]
    meet = np.cross(np.roll(sides, 1, axis=0), sides)
    moved = (cut | np.roll(cut, 1)) & (np.abs(meet[:, 2]) > MIN_ANGLE)
    laid = quad.copy()
    laid[moved] = meet[moved, :2] / meet[moved, 2:]
    return laid


def _contrasts(pixels: Pixels, quad: Points, gap: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the contrast, in grey levels, of the strips outside and inside each side.

    gap: width of each side's strip, px.
    """
    offsets = (STRIP * gap[:, None, None]).astype(np.float32)
    strip = _sampled(pixels, Frame(quad, np.zeros((4, 3))).points(_places(PLACES), offsets))
    inner, outer = strip[:, :, :2].mean(2), strip[:, :, 2:].mean(2)
    between = np.median(outer - inner, axis=1)
    return np.asarray(np.sqrt((between**2).mean(-1)), np.float64)


def _lines(quad: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the lines through a quad's sides, homogeneous, normals of length 1."""
    ends = np.column_stack([quad, np.ones(4)])
    lines = np.cross(ends, np.roll(ends, -1, axis=0))
    return np.asarray(lines / np.linalg.norm(lines[:, :2], axis=1, keepdims=True))


def _ridges(frame: Frame, pixels: Pixels, edges: Floats, offsets: Floats) -> Spots:
    """See the sides on the net's edge map; nothing outside the picture."""
    places = _places(PLACES)
    spots = frame.points(places, offsets)
    size = np.array(pixels.shape[1::-1], np.float32)
    seen = _sampled(edges, (spots + 0.5) / size * np.array(edges.shape[::-1], np.float32) - 0.5)
    seen[_outside(spots, size)] = 0
    peak, shift = _peaks(seen, offsets, 0.5)
    return Spots(places, shift, np.where(peak > FAINT, peak, 0))


def _steps(frame: Frame, pixels: Pixels, unit: float) -> Spots:
    """See the sides where the colour changes across them."""
    offsets = _offsets(CLOSE, 1, unit)
    spots = frame.points(_places(PLACES * GRAINS), offsets)
    strip = _sampled(pixels, spots).reshape(4, PLACES, GRAINS, offsets.size, 3)
    strip = strip.mean(2, dtype=np.float32)
    inner, outer = strip[:, :, :-3] + strip[:, :, 1:-2], strip[:, :, 2:-1] + strip[:, :, 3:]
    steps = np.asarray(np.sqrt(((inner - outer) ** 2).mean(-1)) / 2, np.float32)
    out = _outside(spots, np.array(pixels.shape[1::-1], np.float32))
    steps[np.asarray(out.reshape(4, PLACES, GRAINS, -1).any(2))[:, :, 1:-2]] = 0
    between = np.asarray((offsets[1:-2] + offsets[2:-1]) / 2, np.float32)
    peak, shift = _peaks(steps, between, 0.6)
    return Spots(_places(PLACES), shift, np.clip(peak / FLAT - 1, 0, 3))


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
