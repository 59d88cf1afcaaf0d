"""The linear light that enters the lens: ambient light, shadows, exposure and reflections."""

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, Rng, as_field, bgr
from specimens.camera.aim import random_blank_point, random_field_box, random_target
from specimens.camera.geometry.projection import Geometry
from specimens.camera.lighting import other as other_light
from specimens.camera.lighting import reflections
from specimens.camera.lighting import usual as usual_light
from specimens.camera.lighting.moire import moire_light
from specimens.camera.occlusion import occluders
from specimens.camera.phone import linear, tone
from specimens.camera.recipe import Recipe, Setting
from specimens.sheet import DrawnSheet

EXPOSURE_WINDOW_STEPS = 38  # of the light's grid around the sheet's centre; metered for exposure


def incident_light(scene: Picture, sheet: DrawnSheet, geometry: Geometry, recipe: Recipe) -> Field:
    """Return the linear light that enters the lens; 1 is full scale."""
    size = scene.shape[1], scene.shape[0]
    beam, veil = _exposed(scene, _light(size, sheet, geometry, recipe), geometry, recipe)
    table = tone.linear_table() if recipe.phone == "linear" else None
    rays = usual_light.reflected_light(scene, beam, size, table)
    if recipe.setting is Setting.SCREEN:
        rng = recipe.stream("moire")
        usual = rng.uniform(0.05, 0.2)
        rays *= moire_light(geometry, size, recipe.strength("moire") or usual, rng)
    rays += np.float32(veil)
    if recipe.light == "other":
        for what in _sheens(size, sheet, geometry, recipe):
            rays = reflections.add_sheen(rays, what)
        return rays
    for image in _highlights(size, sheet, geometry, recipe):
        cv2.add(rays, bgr(image), dst=rays)
    return rays


def _random_spot(
    sheet: DrawnSheet, geometry: Geometry, size_mm: float, rng: Rng
) -> usual_light.Spot:
    x, y = occluders.photo_point(geometry, random_target(sheet, rng))
    return usual_light.Spot(float(x), float(y), size_mm * geometry.px_per_mm())


def _light(size: tuple[int, int], sheet: DrawnSheet, geometry: Geometry, recipe: Recipe) -> Field:
    """Return the illumination of the scene on a coarse grid: ambient light and shadows."""
    beam = usual_light.ambient_light(size, recipe.stream("ambient"))
    if recipe.light == "other":
        beam = other_light.room_light(size, recipe.stream("room"))
    rng = recipe.stream("soft shadow")
    if rng.random() < 0.4:
        beam = beam * (1 - rng.uniform(0.1, 0.55) * _shadow(size, sheet, geometry, recipe, rng))
    stops = recipe.strength("shadow")
    if stops:
        beam = beam * 2.0 ** (
            -stops * _shadow(size, sheet, geometry, recipe, recipe.stream("shadow"))
        )
    return as_field(beam)


def _shadow(
    size: tuple[int, int], sheet: DrawnSheet, geometry: Geometry, recipe: Recipe, rng: Rng
) -> Field:
    spot = _random_spot(sheet, geometry, rng.uniform(0.08, 0.45) * max(sheet.size_mm), rng)
    if recipe.light == "other":
        return other_light.draw_shadow(size, spot, rng)[..., None]
    return usual_light.draw_shadow(size, spot, rng, recipe.habits)[..., None]


def _exposed(
    scene: Picture, beam: Field, geometry: Geometry, recipe: Recipe
) -> tuple[Field, float]:
    """Return the light scaled by the exposure, and the veiling glare of the lens.

    Exposure is metered on the sheet's brighter part; faults of exposure are added.
    """
    rng = recipe.stream("exposure")
    level = rng.uniform(0.5, 0.95) if rng.random() < 0.85 else rng.uniform(0.25, 0.5)
    over = 2.0 ** recipe.strength("overexposed")
    level *= over / 2.0 ** recipe.strength("dark")
    veil = 0.016 * rng.uniform(0.3, 3) * max(1.0, over) * min(level, 4.0)
    if recipe.phone == "linear":
        veil += linear.FLARE_PER_OVEREXPOSURE * (over - 1)
    gain = level / max(_brightness(scene, beam, geometry), 1e-3)
    return as_field(beam * np.float32(gain)), veil


def _brightness(scene: Picture, beam: Field, geometry: Geometry) -> float:
    """Return the luminance of the paper around the sheet's centre (85th percentile)."""
    small = scene[
        usual_light.LIGHT_STEP_PX // 2 :: usual_light.LIGHT_STEP_PX,
        usual_light.LIGHT_STEP_PX // 2 :: usual_light.LIGHT_STEP_PX,
        1,
    ]
    rows, columns = small.shape
    x, y = np.clip(
        geometry.quad.mean(0) / usual_light.LIGHT_STEP_PX, 0, (columns - 1, rows - 1)
    ).astype(int)
    near = np.s_[
        max(y - EXPOSURE_WINDOW_STEPS, 0) : y + EXPOSURE_WINDOW_STEPS,
        max(x - EXPOSURE_WINDOW_STEPS, 0) : x + EXPOSURE_WINDOW_STEPS,
    ]
    return float(np.percentile((small[near] / 255.0) ** 2 * beam[:rows, :columns, 1][near], 85))


def _highlights(
    size: tuple[int, int], sheet: DrawnSheet, geometry: Geometry, recipe: Recipe
) -> list[Field]:
    """Return the specular highlights on the sheet: weak ones on many shots, glare as a fault."""
    images = []
    rng = recipe.stream("sheen")
    if rng.random() < (0.45 if sheet.glossy else 0.1):
        spot = _random_spot(sheet, geometry, rng.uniform(1, 12) * max(sheet.size_mm) / 300, rng)
        strength = rng.uniform(0.02, 0.12) if rng.random() < 0.7 else rng.uniform(0.1, 0.5)
        image = usual_light.specular_highlight(size, spot, rng, sheet.glossy, recipe.habits)
        images.append(as_field(np.float32(strength) * image))
    if recipe.strength("glare"):
        rng = recipe.stream("glare")
        spot = _random_spot(sheet, geometry, recipe.strength("glare"), rng)
        glossy = sheet.glossy or rng.random() < 0.5
        images.append(usual_light.specular_highlight(size, spot, rng, glossy, recipe.habits))
    if recipe.has("hidden_glare"):
        images += _hiding_highlight(size, sheet, geometry, recipe)
    return images


def _sheens(
    size: tuple[int, int], sheet: DrawnSheet, geometry: Geometry, recipe: Recipe
) -> list[reflections.Sheen]:
    """Return the reflections on the sheet: harmless ones on many shots, glare as a fault.

    Harmless reflections are weak over print and strong on blank paper.
    """
    found = []
    for number in range(2):
        rng = recipe.stream(f"harmless sheen {number}")
        if rng.random() < (0.45 if sheet.glossy else 0.3):
            spot = _random_spot(sheet, geometry, rng.uniform(0.01, 0.12) * max(sheet.size_mm), rng)
            found.append(reflections.draw_sheen(size, spot, rng, float(rng.uniform(0.03, 0.25))))
        reach = float(rng.uniform(0.008, 0.04) * max(sheet.size_mm))
        at = random_blank_point(sheet, 2.2 * reach, rng)
        if at is not None and rng.random() < 0.3:
            x, y = occluders.photo_point(geometry, at)
            spot = usual_light.Spot(float(x), float(y), reach * geometry.px_per_mm(), 1.0)
            found.append(reflections.draw_sheen(size, spot, rng, 1.0))
    if recipe.strength("glare"):
        rng = recipe.stream("other glare")
        spot = _random_spot(sheet, geometry, recipe.strength("glare"), rng)
        found.append(reflections.draw_sheen(size, spot, rng, 1.0))
    box = random_field_box(sheet, recipe.stream("hide"))
    if recipe.has("hidden_glare") and box is not None:
        rng = recipe.stream("other hidden glare")
        found.append(reflections.draw_sheen(size, _field_spot(geometry, box, rng), rng, 1.0))
    return found


def _field_spot(geometry: Geometry, box_mm: Floats, rng: Rng) -> usual_light.Spot:
    """Return the spot that covers one field."""
    middle, along, high = occluders.field_in_photo(geometry, box_mm)
    length = float(np.linalg.norm(along))
    reach = high * rng.uniform(0.7, 1.1)
    angle = float(np.arctan2(along[1], along[0]))
    return usual_light.Spot(float(middle[0]), float(middle[1]), reach, length / high, angle)


def _hiding_highlight(
    size: tuple[int, int], sheet: DrawnSheet, geometry: Geometry, recipe: Recipe
) -> list[Field]:
    """Return a highlight along one must-read field, if there is one."""
    box = random_field_box(sheet, recipe.stream("hide"))
    if box is None:
        return []
    rng = recipe.stream("hidden glare")
    middle, along, high = occluders.field_in_photo(geometry, box)
    reach = high * rng.uniform(0.6, 1.1)
    angle = float(np.arctan2(along[1], along[0]))
    long = float(np.linalg.norm(along) / high)
    spot = usual_light.Spot(float(middle[0]), float(middle[1]), float(reach), long, angle)
    return [usual_light.specular_highlight(size, spot, rng, True, recipe.habits)]
