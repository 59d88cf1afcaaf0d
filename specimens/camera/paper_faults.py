"""Faults of the paper: faded print, photocopies, folds over the text."""

import cv2
import numpy as np

from specimens.arrays import Floats, Picture, Rng, as_picture
from specimens.camera.recipe import Recipe
from specimens.camera.sampling.noise import grain, smooth


def fade(pixels: Picture, stops: float) -> Picture:
    """Return a page with faded ink: contrast halves with each stop."""
    small = cv2.resize(pixels, None, fx=0.125, fy=0.125, interpolation=cv2.INTER_AREA)
    ground = cv2.dilate(small, np.ones((5, 5), np.uint8))
    ground = cv2.resize(cv2.blur(ground, (5, 5)), pixels.shape[1::-1])
    share = 2.0**-stops
    return as_picture(cv2.addWeighted(pixels, share, ground, 1 - share, 0))


def photocopy(pixels: Picture, px_per_mm: float, stops: float, rng: Rng) -> Picture:
    """Return a photocopy: grey, high contrast, speckled; toner density halves with each stop."""
    soft = rng.uniform(0.06, 0.14) * px_per_mm
    grey = cv2.GaussianBlur(cv2.cvtColor(pixels, cv2.COLOR_BGR2GRAY), (0, 0), soft)
    middle, width = rng.uniform(120, 190), rng.uniform(12, 40)
    table = 255 / (1 + np.exp(-(np.arange(256) - middle) / width))
    hard = cv2.LUT(grey, table.astype(np.uint8))
    toner = (255 - hard.astype(np.float32)) * 2.0**-stops
    blotch = 1 + 0.15 * smooth(rng, (grey.shape[1], grey.shape[0]), (30, 20))
    page = rng.uniform(225, 252) - toner * blotch
    speck = cv2.blur(grain(rng, (grey.shape[1], grey.shape[0])), (2, 2))
    page -= (speck > rng.uniform(1.5, 2.2)) * 60
    return as_picture(cv2.cvtColor(as_picture(np.clip(page, 0, 255)), cv2.COLOR_GRAY2BGR))


def pleat(pixels: Picture, px_per_mm: float, at: Floats, width_mm: float, rng: Rng) -> Picture:
    """Return a page with a pleat: a band of it is folded under and hidden.

    at: a point within the pleat, mm.
    """
    height, width = pixels.shape[:2]
    angle = rng.choice([0, np.pi / 2]) + rng.normal(0, 0.06)
    x, y = np.arange(width, dtype=np.float32), np.arange(height, dtype=np.float32)[:, None]
    x, y = x / px_per_mm - np.float32(at[0]), y / px_per_mm - np.float32(at[1])
    across = np.float32(np.cos(angle)) * x + np.float32(np.sin(angle)) * y
    half = width_mm / 2
    inside = np.abs(across) < half
    paper = np.percentile(pixels[::16, ::16].reshape(-1, 3), 80, axis=0)
    lip = np.exp(-np.maximum(across - half, 0) / rng.uniform(0.5, 3)) * (across >= half)
    roll = 1 - rng.uniform(0.05, 0.3) * np.clip(across / half, -1, 1) ** 2
    page = (pixels * (1 - np.float32(rng.uniform(0.3, 0.7)) * lip[..., None])).astype(np.uint8)
    page[inside] = (roll[inside, None] * paper).astype(np.uint8)
    return page


def apply_paper_faults(pixels: Picture, px_per_mm: float, at: Floats, recipe: Recipe) -> Picture:
    """Return the page with the recipe's paper faults. at: the point that a fold hides, mm."""
    if recipe.strength("faint"):
        pixels = fade(pixels, recipe.strength("faint"))
    if "photocopy" in recipe.faults:
        pixels = photocopy(pixels, px_per_mm, recipe.strength("photocopy"), recipe.stream("copy"))
    if recipe.strength("fold"):
        width = recipe.strength("fold")
        pixels = pleat(pixels, px_per_mm, at, width, recipe.stream("fold"))
    return pixels
