"""Flat covers with little shadow: sheets, notes and envelopes of the paper's colour."""

from collections.abc import Sequence

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, Rng, as_field, as_picture, uniform
from specimens.camera.occlusion.covers import Cover, Polygon, lay_cover, rasterise, rectangle
from specimens.camera.sampling.colours import random_colour
from specimens.camera.sampling.noise import smooth

COVER_KINDS = ("sheet", "note", "card", "envelope", "printed", "torn")
ShadowShift = tuple[float, float, float]


def lay_flat_cover(
    picture: Picture, outline: Polygon, px_per_mm: float, papers: Sequence[Picture], rng: Rng
) -> None:
    """Composite a flat cover into a picture, in place, within four corners.

    papers: pages, a part of which may be printed on it.
    """
    kind = str(rng.choice(COVER_KINDS, p=(0.32, 0.12, 0.14, 0.1, 0.2, 0.12)))
    if kind == "printed" and not papers:
        kind = "sheet"
    shape = _torn_outline(outline, px_per_mm, rng) if kind == "torn" else outline
    left, top, share = rasterise(shape, picture)
    colour = uniform(share.shape, _colour(kind, picture, outline, rng))
    if kind == "printed":
        colour = _page_part(
            papers[int(rng.integers(len(papers)))], outline - (left, top), share, rng
        )
    elif kind == "envelope":
        _draw_seams(colour, outline - (left, top))
    colour = _shade(colour, rng)
    soft = as_field(cv2.GaussianBlur(share, (0, 0), 0.7))
    lay_cover(picture, Cover(left, top, colour, soft), _thin_shadow(px_per_mm, rng))


def _thin_shadow(px_per_mm: float, rng: Rng) -> ShadowShift:
    """Return the shadow of paper that is flat, or curls slightly."""
    lift = 0.15 if rng.random() < 0.7 else 0.8
    right, down = rng.uniform(-lift, lift, 2) * px_per_mm
    return float(right), float(down), float(rng.uniform(0.3, 1) * lift * px_per_mm)


def _colour(kind: str, picture: Picture, outline: Polygon, rng: Rng) -> Floats:
    """Return the colour of a cover: often that of the paper around."""
    if kind == "note" and rng.random() < 0.7:
        return random_colour(rng, 0.5, (190, 252))
    if kind in {"card", "envelope"} and rng.random() < 0.4:
        return random_colour(rng, 0.35, (120, 250))
    own = paper_colour(picture, outline.mean(0), float(np.ptp(outline, 0).max()))
    if rng.random() < 0.6:
        return np.asarray(own * rng.uniform(0.96, 1.05) + rng.normal(0, 1.5, 3), float)
    return np.asarray(rng.uniform(215, 253) - np.abs(rng.normal(0, 5, 3)), float)


def paper_colour(picture: Picture, at: Floats, side: float) -> Floats:
    """Return the colour (BGR) of the paper around a point: the median of its brighter half."""
    half = max(side / 2, 12)
    low = np.clip(np.floor(at - half), 0, np.array(picture.shape[1::-1]) - 2).astype(int)
    high = np.clip(np.ceil(at + half), low + 1, picture.shape[1::-1]).astype(int)
    part = picture[low[1] : high[1] : 2, low[0] : high[0] : 2].reshape(-1, 3)
    bright = part[:, 1] >= np.percentile(part[:, 1], 50)
    return np.asarray(np.median(part[bright], axis=0), float)


def _torn_outline(outline: Polygon, px_per_mm: float, rng: Rng) -> Polygon:
    """Return an outline with one or two torn sides."""
    sides = []
    torn = rng.permutation(4)[: int(rng.integers(1, 3))]
    for side in range(4):
        a, b = outline[side], outline[(side + 1) % 4]
        t = np.linspace(0, 1, 40, endpoint=False)[:, None]
        line = a + t * (b - a)
        if side in torn:
            across = np.array([-(b - a)[1], (b - a)[0]]) / max(np.linalg.norm(b - a), 1)
            walk = np.cumsum(rng.normal(0, 0.35, 40)) * px_per_mm
            line = line + across * (walk - np.linspace(walk[0], walk[-1], 40))[:, None]
        sides.append(line)
    return np.concatenate(sides)


def _page_part(page: Picture, outline: Polygon, share: Field, rng: Rng) -> Picture:
    """Return a part of another page, warped to an outline."""
    across = np.linalg.norm(outline[1] - outline[0])
    down = np.linalg.norm(outline[3] - outline[0])
    width = page.shape[1] * rng.uniform(0.25, 1)
    height = min(width * down / max(across, 1), page.shape[0])
    left, top = rng.random() * (page.shape[1] - width), rng.random() * (page.shape[0] - height)
    part = np.array([[left, top], [left + width, top], [left + width, top + height]])
    matrix = cv2.getAffineTransform(as_field(part), as_field(outline[:3]))
    size = share.shape[1], share.shape[0]
    return as_picture(cv2.warpAffine(page, matrix, size, borderMode=cv2.BORDER_REPLICATE))


def _draw_seams(colour: Picture, outline: Polygon) -> None:
    """Draw the seams of an envelope's back, in place."""
    middle = outline.mean(0)
    dark = tuple(float(v) for v in 0.93 * colour[0, 0].astype(float))
    for corner in outline:
        a, b = (np.rint(16 * point).astype(int).tolist() for point in (corner, middle))
        cv2.line(colour, a, b, dark, 2, cv2.LINE_AA, 4)


def _shade(colour: Picture, rng: Rng) -> Picture:
    """Return a paper's colour with slightly uneven illumination."""
    size = colour.shape[1], colour.shape[0]
    x, y = np.linspace(-1, 1, size[0]), np.linspace(-1, 1, size[1])[:, None]
    slope = rng.normal(0, 0.012, 2)
    light = 1 + slope[0] * x + slope[1] * y + 0.006 * smooth(rng, size, (3, 3))
    return as_picture(np.clip(colour * as_field(light)[..., None], 0, 255))


def covering_outline(at: Floats, side: float, angle: float, rng: Rng) -> Polygon:
    """Return the rectangle of a cover centred on a point, of a random aspect ratio."""
    long = float(rng.choice([1.0, 1.6, 3.5, 7.0]))
    size = (side * np.sqrt(long) * 1.1, side / np.sqrt(long) * 1.1)
    return rectangle(at, (float(size[0]), float(size[1])), angle)
