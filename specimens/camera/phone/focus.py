"""Defocus and motion blur of a shot: the faults of focus and of the hand."""

from functools import lru_cache

import cv2

from specimens.arrays import Field, Rng
from specimens.camera.phone import lens
from specimens.camera.recipe import Recipe
from specimens.camera.sampling.streams import stream


def focus_plain(rays: Field, text_px: float, recipe: Recipe) -> Field:
    """Blur linear light by the plain phone's lens and by the faults of focus and of the hand."""
    rng = recipe.stream("lens")
    cv2.GaussianBlur(rays, (0, 0), rng.uniform(0.3, 0.6), dst=rays)
    return blur_by_faults(rays, text_px, recipe, rng)


def blur_by_faults(rays: Field, text_px: float, recipe: Recipe, rng: Rng) -> Field:
    """Blur linear light by the faults of focus and of the hand."""
    bladed = recipe.habits.polygonal_share
    blades = int(rng.choice([5, 6, 7])) if bladed and rng.random() < bladed else 0
    hollow = float(rng.uniform(0, 0.5))
    if recipe.has("defocus"):
        radius = recipe.strength("defocus") * text_px
        rays = lens.convolve(rays, lens.disk_kernel(radius, hollow, blades))
    if recipe.has("focus_falloff"):
        field, most = focus_falloff(recipe, (rays.shape[1], rays.shape[0]), text_px)
        rays = lens.blur_by_radius(rays, field, most)
    if recipe.has("motion"):
        rays = lens.convolve(rays, shake_kernel(recipe, text_px))
    return rays


def focus_falloff(recipe: Recipe, size: tuple[int, int], text_px: float) -> tuple[Field, float]:
    """Return the map of defocus, 0–1, and the radius in pixels at 1."""
    return _falloff_field(recipe.seed, size), recipe.strength("focus_falloff") * text_px


@lru_cache(maxsize=1)
def _falloff_field(seed: int, size: tuple[int, int]) -> Field:
    """Return a shot's map of defocus. Cached: the fault's strength is measured on it too."""
    return lens.focus_field(stream(seed, "focus"), size)


def shake_kernel(recipe: Recipe, text_px: float) -> Field:
    """Return the motion blur kernel."""
    rng = recipe.stream("motion")
    curve = rng.uniform(*recipe.habits.shake_curve)
    return lens.path_kernel(recipe.strength("motion") * text_px, float(curve), rng)
