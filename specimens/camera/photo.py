"""Takes the picture of a scene: light, exposure, mirroring, lens, sensor."""

from functools import lru_cache

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, as_field, bgr
from specimens.camera import held_over, lens, light, lights, linear, mirrors, sensor, tone
from specimens.camera.aim import blank, field_box, fine_print_mm, target, text_height_mm
from specimens.camera.geometry import Geometry
from specimens.camera.recipe import Recipe, Setting
from specimens.camera.screen import moire
from specimens.camera.streams import stream
from specimens.sheet import Sheet

GLARE = 1.0  # what the other lights' reflections are larger by at the same dose
NEAR = 38  # steps of the coarse light about the middle by which the exposure is set


def photographed(
    scene: Picture, sheet: Sheet, lies: Geometry, recipe: Recipe, size: tuple[int, int]
) -> Picture:
    """Return the picture that a phone takes of a scene. size: its width and height."""
    if recipe.phone == "effects":
        return recipe.chain.effect(scene, sheet, lies, recipe)
    rays = arriving(scene, sheet, lies, recipe)
    text_px = text_height_mm(sheet) * lies.px_per_mm()
    if recipe.phone == "plain":
        return _developed(_focused(rays, text_px, recipe), recipe)
    kit = linear.phone(recipe.stream("linear phone"), max(size))
    soft = linear.focused(rays, kit, fine_print_mm(sheet) * lies.px_per_mm())
    levels = linear.NOISE * recipe.strength("noise")
    blurred = _blurred(soft, text_px, recipe, recipe.stream("linear lens"))
    picture = linear.developed(blurred, kit, levels, recipe.stream("linear sensor"))
    return linear.resized(picture, kit, size)


def arriving(scene: Picture, sheet: Sheet, lies: Geometry, recipe: Recipe) -> Field:
    """Return the linear light that comes into the lens; 1 is full scale."""
    size = scene.shape[1], scene.shape[0]
    beam, veil = _exposed(scene, _light(size, sheet, lies, recipe), lies, recipe)
    table = tone.linear_table() if recipe.phone == "linear" else None
    rays = light.lit(scene, beam, size, table)
    if recipe.setting is Setting.SCREEN:
        rng = recipe.stream("moire")
        usual = rng.uniform(0.05, 0.2)
        rays *= moire(lies, size, recipe.strength("moire") or usual, rng)
    rays += np.float32(veil)
    if recipe.light == "other":
        for what in _sheens(size, sheet, lies, recipe):
            rays = mirrors.shone(rays, what)
        return rays
    for image in _mirrored(size, sheet, lies, recipe):
        cv2.add(rays, bgr(image), dst=rays)
    return rays


def _spot(sheet: Sheet, lies: Geometry, size_mm: float, rng: np.random.Generator) -> light.Spot:
    x, y = held_over.seen(lies, target(sheet, rng))
    return light.Spot(float(x), float(y), size_mm * lies.px_per_mm())


def _light(size: tuple[int, int], sheet: Sheet, lies: Geometry, recipe: Recipe) -> Field:
    """Return the light on the scene, coarse: the room's, less the shadows."""
    beam = light.ambient(size, recipe.stream("ambient"))
    if recipe.light == "other":
        beam = lights.room(size, recipe.stream("room"))
    rng = recipe.stream("soft shadow")
    if rng.random() < 0.4:
        beam = beam * (1 - rng.uniform(0.1, 0.55) * _shadow(size, sheet, lies, recipe, rng))
    stops = recipe.strength("shadow")
    if stops:
        beam = beam * 2.0 ** (-stops * _shadow(size, sheet, lies, recipe, recipe.stream("shadow")))
    return as_field(beam)


def _shadow(
    size: tuple[int, int], sheet: Sheet, lies: Geometry, recipe: Recipe, rng: np.random.Generator
) -> Field:
    spot = _spot(sheet, lies, rng.uniform(0.08, 0.45) * max(sheet.size_mm), rng)
    if recipe.light == "other":
        return lights.shadow(size, spot, rng)[..., None]
    return light.shadow(size, spot, rng, recipe.habits)[..., None]


def _exposed(scene: Picture, beam: Field, lies: Geometry, recipe: Recipe) -> tuple[Field, float]:
    """Return the light scaled to the exposure, and the stray light in the lens.

    A phone exposes for the sheet's brighter part; 1 is full scale. Then come the faults.
    """
    rng = recipe.stream("exposure")
    level = rng.uniform(0.5, 0.95) if rng.random() < 0.85 else rng.uniform(0.25, 0.5)
    over = 2.0 ** recipe.strength("overexposed")
    level *= over / 2.0 ** recipe.strength("dark")
    veil = 0.016 * rng.uniform(0.3, 3) * max(1.0, over) * min(level, 4.0)
    if recipe.phone == "linear":
        veil += linear.FLARE * (over - 1)
    gain = level / max(_brightness(scene, beam, lies), 1e-3)
    return as_field(beam * np.float32(gain)), veil


def _brightness(scene: Picture, beam: Field, lies: Geometry) -> float:
    """Return the light that comes from the paper about the middle of the sheet."""
    small = scene[light.STEP // 2 :: light.STEP, light.STEP // 2 :: light.STEP, 1]
    rows, columns = small.shape
    x, y = np.clip(lies.quad.mean(0) / light.STEP, 0, (columns - 1, rows - 1)).astype(int)
    near = np.s_[max(y - NEAR, 0) : y + NEAR, max(x - NEAR, 0) : x + NEAR]
    return float(np.percentile((small[near] / 255.0) ** 2 * beam[:rows, :columns, 1][near], 85))


def _mirrored(size: tuple[int, int], sheet: Sheet, lies: Geometry, recipe: Recipe) -> list[Field]:
    """Return what mirrors in the sheet: a faint sheen on many, glare as a fault."""
    images = []
    rng = recipe.stream("sheen")
    if rng.random() < (0.45 if sheet.glossy else 0.1):
        spot = _spot(sheet, lies, rng.uniform(1, 12) * max(sheet.size_mm) / 300, rng)
        strength = rng.uniform(0.02, 0.12) if rng.random() < 0.7 else rng.uniform(0.1, 0.5)
        image = light.mirrored(size, spot, rng, sheet.glossy, recipe.habits)
        images.append(as_field(np.float32(strength) * image))
    if recipe.strength("glare"):
        rng = recipe.stream("glare")
        spot = _spot(sheet, lies, recipe.strength("glare"), rng)
        glossy = sheet.glossy or rng.random() < 0.5
        images.append(light.mirrored(size, spot, rng, glossy, recipe.habits))
    if recipe.has("hidden_glare"):
        images += _hiding(size, sheet, lies, recipe)
    return images


def _sheens(
    size: tuple[int, int], sheet: Sheet, lies: Geometry, recipe: Recipe
) -> list[mirrors.Sheen]:
    """Return the reflections on the sheet: harmless ones on many, glare as a fault.

    Harmless are weak ones over print, and strong ones where there is none.
    """
    found = []
    for number in range(2):
        rng = recipe.stream(f"harmless sheen {number}")
        if rng.random() < (0.45 if sheet.glossy else 0.3):
            spot = _spot(sheet, lies, rng.uniform(0.01, 0.12) * max(sheet.size_mm), rng)
            found.append(mirrors.sheen(size, spot, rng, float(rng.uniform(0.03, 0.25))))
        reach = float(rng.uniform(0.008, 0.04) * max(sheet.size_mm))
        at = blank(sheet, 2.2 * reach, rng)
        if at is not None and rng.random() < 0.3:
            x, y = held_over.seen(lies, at)
            spot = light.Spot(float(x), float(y), reach * lies.px_per_mm(), 1.0)
            found.append(mirrors.sheen(size, spot, rng, 1.0))
    if recipe.strength("glare"):
        rng = recipe.stream("other glare")
        spot = _spot(sheet, lies, GLARE * recipe.strength("glare"), rng)
        found.append(mirrors.sheen(size, spot, rng, 1.0))
    box = field_box(sheet, recipe.stream("hide"))
    if recipe.has("hidden_glare") and box is not None:
        rng = recipe.stream("other hidden glare")
        found.append(mirrors.sheen(size, _along(lies, box, rng), rng, 1.0))
    return found


def _along(lies: Geometry, box_mm: Floats, rng: np.random.Generator) -> light.Spot:
    """Return the spot that covers one entry."""
    middle, along, high = held_over.entry(lies, box_mm)
    length = float(np.linalg.norm(along))
    reach = high * rng.uniform(0.7, 1.1)
    angle = float(np.arctan2(along[1], along[0]))
    return light.Spot(float(middle[0]), float(middle[1]), reach, length / high, angle)


def _hiding(size: tuple[int, int], sheet: Sheet, lies: Geometry, recipe: Recipe) -> list[Field]:
    """Return a streak of light along one must-read entry, if there is one."""
    box = field_box(sheet, recipe.stream("hide"))
    if box is None:
        return []
    rng = recipe.stream("hidden glare")
    middle, along, high = held_over.entry(lies, box)
    reach = high * rng.uniform(0.6, 1.1)
    angle = float(np.arctan2(along[1], along[0]))
    long = float(np.linalg.norm(along) / high)
    spot = light.Spot(float(middle[0]), float(middle[1]), float(reach), long, angle)
    return [light.mirrored(size, spot, rng, True, recipe.habits)]


def _focused(rays: Field, text_px: float, recipe: Recipe) -> Field:
    """Apply the lens: never quite sharp, and the faults of focus and of the hand."""
    rng = recipe.stream("lens")
    cv2.GaussianBlur(rays, (0, 0), rng.uniform(0.3, 0.6), dst=rays)
    return _blurred(rays, text_px, recipe, rng)


def _blurred(rays: Field, text_px: float, recipe: Recipe, rng: np.random.Generator) -> Field:
    """Apply the faults of focus and of the hand."""
    bladed = recipe.habits.bladed
    blades = int(rng.choice([5, 6, 7])) if bladed and rng.random() < bladed else 0
    hollow = float(rng.uniform(0, 0.5))
    if recipe.has("defocus"):
        radius = recipe.strength("defocus") * text_px
        rays = lens.blurred(rays, lens.disk(radius, hollow, blades))
    if recipe.has("focus_falloff"):
        field, most = focus(recipe, (rays.shape[1], rays.shape[0]), text_px)
        rays = lens.fallen_off(rays, field, most)
    if recipe.has("motion"):
        rays = lens.blurred(rays, shake(recipe, text_px))
    return rays


def focus(recipe: Recipe, size: tuple[int, int], text_px: float) -> tuple[Field, float]:
    """Return where a picture's focus falls off, 0–1, and the radius (pixels) that 1 stands for."""
    return _field(recipe.seed, size), recipe.strength("focus_falloff") * text_px


@lru_cache(maxsize=1)
def _field(seed: int, size: tuple[int, int]) -> Field:
    """Return a shot's field of focus. Kept, for the fault's strength is told by it too."""
    return lens.focus_field(stream(seed, "focus"), size)


def shake(recipe: Recipe, text_px: float) -> Field:
    """Return the kernel of the hand's motion."""
    rng = recipe.stream("motion")
    curve = rng.uniform(*recipe.habits.curve)
    return lens.path(recipe.strength("motion") * text_px, float(curve), rng)


def _developed(rays: Field, recipe: Recipe) -> Picture:
    rng = recipe.stream("sensor")
    kit = sensor.phone(recipe.stream("phone"), recipe.habits)
    usual = rng.uniform(0.8, 4) if rng.random() < 0.85 else rng.uniform(4, 7)
    levels = float(np.hypot(usual, recipe.strength("noise")))
    return sensor.developed(rays, levels, kit, rng)
