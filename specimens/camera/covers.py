"""What lies or is held over a sheet: fingers, cards, notes, pens, coins."""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.camera.grounds import hue
from specimens.camera.noise import Picture, smooth

Polygon = NDArray[np.float64]
SKIN = np.array(
    [[70, 95, 140], [95, 130, 185], [130, 165, 215], [45, 65, 105], [150, 180, 228]], float
)


@dataclass(frozen=True, slots=True)
class Cover:
    """A flat picture to lay on the photo. Arrays are the window's size."""

    x: int
    y: int
    colour: Picture
    share: NDArray[np.float32]
    """0–1, how much of each pixel it covers."""


def laid(picture: Picture, cover: Cover, shadow: tuple[float, float, float]) -> None:
    """Put a cover on a picture, in place. shadow: its shift right, down and its softness in px."""
    height, width = picture.shape[:2]
    pad = int(abs(shadow[0]) + abs(shadow[1]) + 3 * shadow[2]) + 2
    left, top = max(cover.x - pad, -pad), max(cover.y - pad, -pad)
    right = min(cover.x + cover.share.shape[1] + pad, width + pad)
    bottom = min(cover.y + cover.share.shape[0] + pad, height + pad)
    if left >= width or top >= height or right <= 0 or bottom <= 0:
        return
    share = _view(cover.share, cover, (left, top, right, bottom))
    colour = _view(cover.colour, cover, (left, top, right, bottom))
    x0, y0, x1, y1 = max(left, 0), max(top, 0), min(right, width), min(bottom, height)
    part = np.s_[y0 - top : y1 - top, x0 - left : x1 - left]
    window = picture[y0:y1, x0:x1].astype(np.float32) * _shade(share, shadow)[part][..., None]
    over = share[part][..., None]
    picture[y0:y1, x0:x1] = (window * (1 - over) + colour[part] * over).astype(np.uint8)


def _view(values: Picture, cover: Cover, box: tuple[int, int, int, int]) -> Picture:
    """Return a cover's values in a box of the photo, 0 where the cover does not reach."""
    left, top, right, bottom = box
    out = np.zeros((bottom - top, right - left, *values.shape[2:]), values.dtype)
    x0, y0 = max(cover.x, left), max(cover.y, top)
    x1 = min(cover.x + values.shape[1], right)
    y1 = min(cover.y + values.shape[0], bottom)
    if x0 < x1 and y0 < y1:
        inside = values[y0 - cover.y : y1 - cover.y, x0 - cover.x : x1 - cover.x]
        out[y0 - top : y1 - top, x0 - left : x1 - left] = inside
    return out


def _shade(share: NDArray[np.float32], shadow: tuple[float, float, float]) -> NDArray[np.float32]:
    """Return the light that a cover leaves, 0–1; a soft shadow is blurred at a coarser scale."""
    height, width = share.shape
    coarse = max(1, int(shadow[2] / 2))
    size = (max(1, width // coarse), max(1, height // coarse))
    move = np.array([[1, 0, shadow[0] / coarse], [0, 1, shadow[1] / coarse]])
    small = cv2.warpAffine(cv2.resize(share, size, interpolation=cv2.INTER_AREA), move, size)
    soft = cv2.GaussianBlur(small, (0, 0), max(shadow[2] / coarse, 0.5))
    return np.asarray(1 - 0.55 * cv2.resize(soft, (width, height)), np.float32)


def _window(outline: Polygon) -> tuple[int, int, NDArray[np.float32]]:
    """Return the left, top and mask (0–1) of a polygon in photo pixels."""
    low = np.floor(outline.min(0)).astype(int) - 2
    high = np.ceil(outline.max(0)).astype(int) + 2
    size = np.clip(high - low, 1, 6000)
    mask = np.zeros(size[::-1], np.uint8)
    points = np.rint((outline - low) * 16).astype(np.int32)
    cv2.fillPoly(mask, [points], 255, cv2.LINE_AA, 4)
    return int(low[0]), int(low[1]), mask.astype(np.float32) / 255


def finger(
    tip: NDArray[np.float64], toward: float, width: float, rng: np.random.Generator, unusual: bool
) -> Cover:
    """Return one finger. tip: photo px. toward: angle of the arm, radians. width: px.

    unusual: the shapes that only the test set has (bent, pointed, gloved, thick).
    """
    length = width * rng.uniform(3, 6)
    taper = rng.uniform(0.62, 0.8) if unusual else rng.uniform(0.72, 0.98)
    bow = rng.normal(0, 0.25 if unusual else 0.12)
    t = np.linspace(0, 1, 40)
    half = (
        width / 2 * np.minimum(np.sqrt(np.clip(1 - (1 - t * length / (0.6 * width)) ** 2, 0, 1)), 1)
    )
    half = np.where(t * length > 0.6 * width, width / 2, half) * (taper + (1 - taper) * t)
    half *= 1 + 0.06 * np.sin(t * rng.uniform(6, 12) + rng.uniform(0, 6))
    along = t * length
    side = bow * width * (t * 2) ** 2
    outline = np.concatenate(
        [np.stack([along, side - half], 1), np.stack([along, side + half], 1)[::-1]]
    )
    cos, sin = np.cos(toward), np.sin(toward)
    outline = tip + outline @ np.array([[cos, sin], [-sin, cos]])
    left, top, share = _window(outline)
    return Cover(
        left, top, _skin(share, width, rng), cv2.GaussianBlur(share, (0, 0), 1 + width / 150)
    )


def _skin(share: NDArray[np.float32], width: float, rng: np.random.Generator) -> Picture:
    """Return skin shaded as a round thing is, of any human tone."""
    a, b = rng.choice(len(SKIN), 2, replace=False)
    tone = SKIN[a] + rng.random() * (SKIN[b] - SKIN[a]) + rng.normal(0, 8, 3)
    if rng.random() < 0.06:
        tone = hue(rng, 0.7, (40, 240))  # a glove
    inside = cv2.distanceTransform((share > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    rise = np.clip(inside / (0.5 * width), 0, 1)
    round_ = rng.uniform(0.45, 0.75) + 0.5 * np.sqrt(np.clip(1 - (1 - rise) ** 2, 0, 1))
    lines = 1 + 0.03 * smooth(rng, share.shape[::-1], (12, 12)) if min(share.shape) > 12 else 1.0
    return np.clip((round_ * lines)[..., None] * tone, 0, 255).astype(np.uint8)


def slab(outline: Polygon, rng: np.random.Generator) -> Cover:
    """Return a flat thing with straight sides: a card, a note, a scrap, a ruler, a phone."""
    left, top, share = _window(outline)
    colour = np.empty((*share.shape, 3), np.uint8)
    base = hue(rng, 0.7, (25, 252))
    colour[:] = np.clip(base, 0, 255)
    if rng.random() < 0.6:
        _scribble(colour, outline - (left, top), rng)
    return Cover(left, top, colour, share)


def _scribble(colour: Picture, outline: Polygon, rng: np.random.Generator) -> None:
    """Print lines of a text, or of something, parallel to the first side."""
    origin, across, down = outline[0], outline[1] - outline[0], outline[3] - outline[0]
    ink = tuple(hue(rng, 0.6, (5, 120)))
    rows = int(rng.integers(3, 14))
    for row in range(1, rows):
        begin, end = sorted(rng.uniform(0.05, 0.95, 2))
        cuts = np.sort(rng.uniform(begin, end, 2 * int(rng.integers(2, 9))))
        for a, b in zip(cuts[::2], cuts[1::2], strict=True):
            ends = [origin + across * share + down * row / rows for share in (a, b)]
            thick = max(1, int(np.linalg.norm(down) / rows * 0.45))
            cv2.line(colour, *(tuple(int(v) for v in end) for end in ends), ink, thick, cv2.LINE_AA)


def rectangle(centre: NDArray[np.float64], size: tuple[float, float], angle: float) -> Polygon:
    """Return the four corners of a rectangle about a centre, px, turned by radians."""
    half = np.array([[-1, -1], [1, -1], [1, 1], [-1, 1]]) * np.array(size) / 2
    cos, sin = np.cos(angle), np.sin(angle)
    return centre + half @ np.array([[cos, sin], [-sin, cos]])


def disc(centre: NDArray[np.float64], radius: float, rng: np.random.Generator) -> Cover:
    """Return something round: a coin, a cup's rim, a bottle cap."""
    angle = np.linspace(0, 2 * np.pi, 60, endpoint=False)
    left, top, share = _window(centre + radius * np.stack([np.cos(angle), np.sin(angle)], 1))
    base = hue(rng, 0.6, (40, 245))
    inside = cv2.distanceTransform((share > 0.5).astype(np.uint8), cv2.DIST_L2, 3) / radius
    light = (
        0.75
        + 0.3 * np.cos(inside * rng.uniform(4, 12)) * (inside < rng.uniform(0.2, 0.6))
        + 0.2 * inside
    )
    return Cover(left, top, np.clip(light[..., None] * base, 0, 255).astype(np.uint8), share)
