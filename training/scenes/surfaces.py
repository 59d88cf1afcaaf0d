"""Reduced surfaces: procedural ones, and pictures of a folder."""

from pathlib import Path

import cv2
import numpy as np

from specimens.arrays import Field, Rng

POSTERISED_SHARE, CONTRAST_SHARE = 0.2, 0.25  # of surfaces


def smooth_noise(rng: Rng, shape: tuple[int, int], cells: tuple[float, float]) -> Field:
    """Smooth noise, 0–1, with about `cells` (down, across) bumps in the picture."""
    rows, columns = (max(2, round(c)) for c in cells)
    grid = rng.random((rows, columns), dtype=np.float32)
    return np.clip(cv2.resize(grid, shape[::-1], interpolation=cv2.INTER_CUBIC), 0, 1)


def surface_colour(rng: Rng, low: float = 20, high: float = 245) -> Field:
    """Return a random surface colour, BGR: mostly greys, browns and whites."""
    value = rng.uniform(low, high)
    saturation = rng.choice([0.05, 0.25, 0.6, 1.0], p=[0.35, 0.3, 0.25, 0.1]) * rng.random()
    hue = rng.normal(15, 10) % 180 if rng.random() < 0.5 else rng.uniform(0, 180)
    pixel = np.array([[[hue, 255 * saturation, value]]], np.uint8)
    return cv2.cvtColor(pixel, cv2.COLOR_HSV2BGR)[0, 0].astype(np.float32)


def uniform_surface(rng: Rng, shape: tuple[int, int]) -> Field:
    field = smooth_noise(rng, shape, (rng.uniform(2, 8), rng.uniform(2, 8)))[..., None]
    return surface_colour(rng) + (field - 0.5) * rng.uniform(0, 25)


def grained_surface(rng: Rng, shape: tuple[int, int]) -> Field:
    """Return wood, brushed metal or weave: noise along one direction, in planks or not."""
    coarse = smooth_noise(rng, shape, (rng.uniform(10, 60), rng.uniform(2, 5)))
    fine = smooth_noise(rng, shape, (rng.uniform(80, 200), rng.uniform(3, 12)))
    field = coarse * rng.uniform(0.3, 1) + fine * rng.uniform(0.1, 0.7)
    if rng.random() < 0.5:
        planks = rng.integers(2, 9)
        row = (np.arange(shape[0]) * planks / shape[0] + rng.random()) % 1
        field += (rng.random(planks + 1)[(np.arange(shape[0]) * planks // shape[0])])[:, None] * 0.5
        field -= (np.minimum(row, 1 - row) < 0.015)[:, None] * rng.uniform(0.3, 1.5)
    base = surface_colour(rng)
    return base + (field[..., None] - 0.7) * rng.uniform(20, 90) * (0.4 + base / 400)


def speckled_surface(rng: Rng, shape: tuple[int, int]) -> Field:
    """Return carpet, terrazzo, concrete or marble: noise at several scales."""
    field = np.zeros(shape, np.float32)
    for scale in 2.0 ** rng.uniform(1, 7.5, rng.integers(2, 5)):
        field += (smooth_noise(rng, shape, (scale, scale)) - 0.5) * rng.uniform(0.3, 1)
    return surface_colour(rng) + field[..., None] * (
        surface_colour(rng) - surface_colour(rng)
    ) * rng.uniform(0.2, 1)


def patterned_surface(rng: Rng, shape: tuple[int, int]) -> Field:
    """Return tiles, checks, stripes or printed cloth: a repeated motif."""
    size = int(rng.integers(8, 90))
    motif = np.tile(surface_colour(rng), (size, size, 1))
    for _ in range(rng.integers(1, 5)):
        ink = surface_colour(rng).tolist()
        centre = tuple(int(v) for v in rng.integers(0, size, 2))
        kind = rng.integers(3)
        if kind == 0:
            cv2.circle(motif, centre, int(rng.integers(1, size // 2)), ink, -1, cv2.LINE_AA)
        elif kind == 1:
            cv2.rectangle(motif, (0, 0), centre, ink, int(rng.choice([-1, 1, 2])))
        else:
            end = tuple(int(v) for v in rng.integers(0, size, 2))
            cv2.line(motif, centre, end, ink, int(rng.integers(1, 5)), cv2.LINE_AA)
    times = (shape[0] // size + 1, shape[1] // size + 1, 1)
    return np.tile(motif, times)[: shape[0], : shape[1]]


def procedural_surface(rng: Rng, shape: tuple[int, int]) -> Field:
    """Return a procedural surface, randomly rotated."""
    makers = (uniform_surface, grained_surface, speckled_surface, patterned_surface)
    maker = makers[rng.choice(len(makers), p=[0.3, 0.3, 0.2, 0.2])]
    side = int(np.hypot(*shape) + 2)
    surface = maker(rng, (side, side)).astype(np.float32)
    matrix = cv2.getRotationMatrix2D((side / 2, side / 2), rng.uniform(0, 360), rng.uniform(1, 1.6))
    matrix[:, 2] += (shape[1] / 2 - side / 2, shape[0] / 2 - side / 2)
    return cv2.warpAffine(surface, matrix, shape[::-1], borderMode=cv2.BORDER_REFLECT)


def posterise(rng: Rng, surface: Field) -> Field:
    """Return a surface reduced to a few colours with hard edges."""
    grey = cv2.GaussianBlur(surface.mean(2), (0, 0), rng.uniform(0.5, 4))
    shares = np.sort(rng.uniform(0.1, 0.9, rng.integers(1, 4)))
    levels = np.searchsorted(np.quantile(grey[::4, ::4], shares), grey)
    inks = np.stack([surface_colour(rng) for _ in range(len(shares) + 1)])
    shade = (surface - cv2.GaussianBlur(surface, (0, 0), 8)) * rng.uniform(0, 1)
    return inks[levels] + shade


def raise_contrast(rng: Rng, surface: Field) -> Field:
    """Return a surface with higher contrast."""
    middle = surface.mean((0, 1))
    return middle + (surface - middle) * np.exp(rng.uniform(0, 1.2)).astype(np.float32)


class Surfaces:
    """Draws a surface: procedural, or a piece of one of the pictures in a folder."""

    def __init__(self, folder: Path | None, share: float = 0.6) -> None:
        files = sorted(folder.glob("*.jpg")) if folder else []
        self.pictures = [cv2.imread(str(file)) for file in files]
        self.share = share if self.pictures else 0.0

    def photographed(self, rng: Rng, shape: tuple[int, int]) -> Field:
        """Return a piece of a picture, rotated, scaled, brightened and tinted."""
        picture = self.pictures[rng.integers(len(self.pictures))]
        height, width = picture.shape[:2]
        scale = max(shape[0] / height, shape[1] / width) * rng.uniform(0.6, 2.0)
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), rng.uniform(0, 360), scale)
        matrix[:, 2] += (shape[1] / 2 - width / 2, shape[0] / 2 - height / 2)
        matrix[:, 2] += rng.normal(0, 0.2, 2) * shape[::-1]
        out = cv2.warpAffine(
            picture, matrix, shape[::-1], flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REFLECT_101
        ).astype(np.float32)
        gamma = np.exp(rng.uniform(-1.1, 0.4))  # most such pictures are darker than furniture
        out = 255 * (out / 255) ** gamma
        tint = surface_colour(rng, 150, 255) / 200 if rng.random() < 0.5 else 1.0
        return out * tint

    def __call__(self, rng: Rng, shape: tuple[int, int]) -> Field:
        """Return a surface, H × W × 3, 0–255."""
        maker = self.photographed if rng.random() < self.share else procedural_surface
        surface = np.float32(np.clip(maker(rng, shape), 0, 255))
        chance = rng.random()
        if chance < POSTERISED_SHARE:
            surface = posterise(rng, surface)
        elif chance < POSTERISED_SHARE + CONTRAST_SHARE:
            surface = raise_contrast(rng, surface)
        return np.clip(surface, 0, 255)
