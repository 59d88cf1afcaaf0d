"""What lies or is held over a sheet: fingers, cards, notes, pens, coins."""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, as_field, bgr, plain
from specimens.camera.colours import hue
from specimens.camera.noise import shaded

Polygon = Floats


LARGEST = 6000  # px; what is larger is cut
ROOM = 300  # px round a photo: shadows of what lies beyond fall into it from no farther


@dataclass(frozen=True, slots=True)
class Cover:
    """A flat picture to lay on the photo. Arrays are the window's size."""

    x: int
    y: int
    colour: Picture
    share: Field
    """0–1, how much of each pixel it covers."""


def laid(picture: Picture, cover: Cover, shadow: tuple[float, float, float]) -> None:
    """Put a cover on a picture, in place. shadow: its shift right, down and its softness in px."""
    _shade(picture, cover, shadow)
    place = _overlap(picture, cover.x, cover.y, cover.share.shape)
    if place is None:
        return
    there, here = place
    window, over = picture[there], cover.share[here]
    window[:] = cv2.blendLinear(
        np.ascontiguousarray(cover.colour[here]), np.ascontiguousarray(window),
        np.ascontiguousarray(over), 1 - over,
    )  # fmt: skip


def _shade(picture: Picture, cover: Cover, shadow: tuple[float, float, float]) -> None:
    """Darken the picture where a cover's shadow falls; computed at a quarter of the size."""
    small = cv2.resize(cover.share, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    pad = int(0.75 * shadow[2]) + 2
    under = cv2.copyMakeBorder(small, pad, pad, pad, pad, cv2.BORDER_CONSTANT)
    under = 1 - 0.55 * cv2.GaussianBlur(under, (0, 0), max(shadow[2] / 4, 0.3))
    under = as_field(cv2.resize(under, None, fx=4, fy=4))
    x, y = cover.x - 4 * pad + round(shadow[0]), cover.y - 4 * pad + round(shadow[1])
    place = _overlap(picture, x, y, under.shape)
    if place is not None:
        there, here = place
        dark = np.ascontiguousarray(under[here])
        picture[there] = cv2.multiply(picture[there], bgr(dark), dtype=cv2.CV_8U)


def _overlap(
    picture: Picture, x: int, y: int, shape: tuple[int, ...]
) -> tuple[tuple[slice, slice], tuple[slice, slice]] | None:
    """Return the part of a picture under a window at x, y, and that part of the window."""
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + shape[1], width), min(y + shape[0], height)
    if x0 >= x1 or y0 >= y1:
        return None
    return np.s_[y0:y1, x0:x1], np.s_[y0 - y : y1 - y, x0 - x : x1 - x]


def window(outline: Polygon, photo: Picture | None = None) -> tuple[int, int, Field]:
    """Return the left, top and mask (0–1) of a polygon in photo pixels.

    photo: what lies far beyond it is left out.
    """
    low = np.floor(outline.min(0)).astype(int) - 2
    high = np.ceil(outline.max(0)).astype(int) + 2
    if photo is not None:
        low = np.maximum(low, -ROOM)
        high = np.minimum(high, np.array(photo.shape[1::-1]) + ROOM)
    size = np.clip(high - low, 4, LARGEST)  # shadows are cast at a quarter of it
    mask = np.zeros(size[::-1], np.uint8)
    points = np.rint((outline - low) * 16).astype(np.int32)
    cv2.fillPoly(mask, [points], 255, cv2.LINE_AA, 4)
    return int(low[0]), int(low[1]), as_field(mask / np.float32(255))


def slab(outline: Polygon, photo: Picture, rng: np.random.Generator) -> Cover:
    """Return a flat thing with straight sides: a card, a note, a scrap, a ruler, a phone."""
    left, top, share = window(outline, photo)
    base = hue(rng, 0.7, (25, 252))
    colour = plain(share.shape, base)
    if rng.random() < 0.6:
        _scribble(colour, outline - (left, top), rng)
    return Cover(left, top, colour, share)


def _scribble(colour: Picture, outline: Polygon, rng: np.random.Generator) -> None:
    """Print lines of a text, or of something, parallel to the first side."""
    origin, across, down = outline[0], outline[1] - outline[0], outline[3] - outline[0]
    ink = tuple(hue(rng, 0.6, (5, 120)))
    rows = int(rng.integers(9, 30))
    thick = max(1, int(np.linalg.norm(down) / rows * rng.uniform(0.15, 0.4)))
    for row in range(1, rows):
        cuts = np.cumsum(rng.uniform(0.01, 0.12, 12)) + 0.06
        for a, b in zip(cuts[:-1:2], cuts[1::2] + rng.uniform(0, 0.05), strict=False):
            begin, end = (origin + across * min(at, 0.94) + down * row / rows for at in (a, b))
            cv2.line(colour, _pixel(begin), _pixel(end), ink, thick, cv2.LINE_8)


def _pixel(at: Floats) -> tuple[int, int]:
    return int(at[0]), int(at[1])


def rectangle(centre: Floats, size: tuple[float, float], angle: float) -> Polygon:
    """Return the four corners of a rectangle about a centre, px, turned by radians."""
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array(size) / 2
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray(centre + half @ np.array([[cos, sin], [-sin, cos]]), float)


def disc(centre: Floats, radius: float, rng: np.random.Generator) -> Cover:
    """Return something round: a coin, a cup's rim, a bottle cap."""
    angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    left, top, share = window(centre + radius * np.stack([np.cos(angle), np.sin(angle)], 1))
    base = hue(rng, 0.6, (40, 245))
    inside = cv2.distanceTransform((share > 0.5).astype(np.uint8), cv2.DIST_L2, 3) / radius
    light = (
        0.75
        + 0.3 * np.cos(inside * rng.uniform(4, 12)) * (inside < rng.uniform(0.2, 0.6))
        + 0.2 * inside
    )
    return Cover(left, top, shaded(base, light - 1, 1.0), share)
