"""Flat and round objects that cover a sheet, and how they are composited with a shadow."""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, Rng, as_field, bgr, uniform
from specimens.camera.sampling.colours import random_colour
from specimens.camera.sampling.noise import shade

Polygon = Floats


MAX_COVER_SIDE_PX = 6000  # larger ones are cut
SHADOW_MARGIN_PX = 300  # around a photo, from where shadows reach into it


@dataclass(frozen=True, slots=True)
class Cover:
    """A picture to composite into the photo; colour and share have one size."""

    x: int
    y: int
    colour: Picture
    share: Field
    """Coverage of each pixel, 0–1."""


def lay_cover(picture: Picture, cover: Cover, shadow: tuple[float, float, float]) -> None:
    """Composite a cover into a picture, in place. shadow: offset right, down, softness, px."""
    _cast_shadow(picture, cover, shadow)
    place = _overlap(picture, cover.x, cover.y, cover.share.shape)
    if place is None:
        return
    there, here = place
    under, over = picture[there], cover.share[here]
    under[:] = cv2.blendLinear(
        np.ascontiguousarray(cover.colour[here]), np.ascontiguousarray(under),
        np.ascontiguousarray(over), 1 - over,
    )  # fmt: skip


def _cast_shadow(picture: Picture, cover: Cover, shadow: tuple[float, float, float]) -> None:
    """Darken a picture, in place, by a cover's shadow, computed at a quarter of the size."""
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
    """Return the slices of a picture and of a window at x, y that overlap; None without overlap."""
    height, width = picture.shape[:2]
    x0, y0, x1, y1 = max(x, 0), max(y, 0), min(x + shape[1], width), min(y + shape[0], height)
    if x0 >= x1 or y0 >= y1:
        return None
    return np.s_[y0:y1, x0:x1], np.s_[y0 - y : y1 - y, x0 - x : x1 - x]


def rasterise(outline: Polygon, photo: Picture | None = None) -> tuple[int, int, Field]:
    """Return the left, top and mask (0–1) of a polygon in photo pixels.

    photo: parts far outside of it are clipped.
    """
    low = np.floor(outline.min(0)).astype(int) - 2
    high = np.ceil(outline.max(0)).astype(int) + 2
    if photo is not None:
        low = np.maximum(low, -SHADOW_MARGIN_PX)
        high = np.minimum(high, np.array(photo.shape[1::-1]) + SHADOW_MARGIN_PX)
    size = np.clip(high - low, 4, MAX_COVER_SIDE_PX)  # shadows are cast at a quarter of it
    mask = np.zeros(size[::-1], np.uint8)
    points = np.rint((outline - low) * 16).astype(np.int32)
    cv2.fillPoly(mask, [points], 255, cv2.LINE_AA, 4)
    return int(low[0]), int(low[1]), as_field(mask / np.float32(255))


def flat_object(outline: Polygon, photo: Picture, rng: Rng) -> Cover:
    """Return a flat object with straight sides: a card, a note, a ruler, a phone."""
    left, top, share = rasterise(outline, photo)
    base = random_colour(rng, 0.7, (25, 252))
    colour = uniform(share.shape, base)
    if rng.random() < 0.6:
        _print_lines(colour, outline - (left, top), rng)
    return Cover(left, top, colour, share)


def _print_lines(colour: Picture, outline: Polygon, rng: Rng) -> None:
    """Print line patterns parallel to the first side, in place."""
    origin, across, down = outline[0], outline[1] - outline[0], outline[3] - outline[0]
    ink = tuple(random_colour(rng, 0.6, (5, 120)))
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
    """Return the corners of a rectangle around a centre, px, rotated by radians."""
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array(size) / 2
    cos, sin = np.cos(angle), np.sin(angle)
    return np.asarray(centre + half @ np.array([[cos, sin], [-sin, cos]]), float)


def round_object(centre: Floats, radius: float, rng: Rng) -> Cover:
    """Return a round object: a coin, a cup, a bottle cap."""
    angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    left, top, share = rasterise(centre + radius * np.stack([np.cos(angle), np.sin(angle)], 1))
    base = random_colour(rng, 0.6, (40, 245))
    inside = cv2.distanceTransform((share > 0.5).astype(np.uint8), cv2.DIST_L2, 3) / radius
    light = (
        0.75
        + 0.3 * np.cos(inside * rng.uniform(4, 12)) * (inside < rng.uniform(0.2, 0.6))
        + 0.2 * inside
    )
    return Cover(left, top, shade(base, light - 1, 1.0), share)
