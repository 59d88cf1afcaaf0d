"""Photographs a scene: light, lens, sensor and picture processing of the shot's phone."""

import numpy as np

from specimens.arrays import Field, Picture
from specimens.camera.aim import fine_print_mm, text_height_mm
from specimens.camera.geometry.projection import Geometry
from specimens.camera.lighting.incident import incident_light
from specimens.camera.phone import linear
from specimens.camera.phone import plain as sensor
from specimens.camera.phone.focus import blur_by_faults, focus_plain
from specimens.camera.recipe import Recipe
from specimens.sheet import DrawnSheet


def photograph(
    scene: Picture, sheet: DrawnSheet, geometry: Geometry, recipe: Recipe, size: tuple[int, int]
) -> Picture:
    """Return the photo of a scene by the shot's phone. size: its width and height."""
    if recipe.phone == "effects":
        return recipe.chain.photograph(scene, sheet, geometry, recipe)
    rays = incident_light(scene, sheet, geometry, recipe)
    text_px = text_height_mm(sheet) * geometry.px_per_mm()
    if recipe.phone == "plain":
        return _develop_plain(focus_plain(rays, text_px, recipe), recipe)
    kit = linear.draw_phone(recipe.stream("linear phone"), max(size))
    soft = linear.apply_lens(rays, kit, fine_print_mm(sheet) * geometry.px_per_mm())
    levels = linear.NOISE_FAULT_SCALE * recipe.strength("noise")
    blurred = blur_by_faults(soft, text_px, recipe, recipe.stream("linear lens"))
    picture = linear.develop(blurred, kit, levels, recipe.stream("linear sensor"))
    return linear.resize(picture, kit, size)


def _develop_plain(rays: Field, recipe: Recipe) -> Picture:
    rng = recipe.stream("sensor")
    kit = sensor.draw_phone(recipe.stream("phone"), recipe.habits)
    usual = rng.uniform(0.8, 4) if rng.random() < 0.85 else rng.uniform(4, 7)
    levels = float(np.hypot(usual, recipe.strength("noise")))
    return sensor.develop(rays, levels, kit, rng)
