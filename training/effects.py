"""Photos by the effects of Albumentations: a phone that nobody here wrote.

A scene (page on its surface, evenly lit) goes through effects in the order of a camera: light,
lens, sensor, rendering, file. A fault of the recipe becomes the library's effect of its name,
its strength set so that dose 1 hides about as much print as the other phones' does.
"""

from collections.abc import Iterable
from typing import Any

import albumentations as A  # noqa: N812  # its documented name
import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.camera.aim import field_box, fine_print_mm, target, text_height_mm
from specimens.camera.geometry import Geometry
from specimens.camera.held_over import entry, seen
from specimens.camera.recipe import Recipe
from specimens.sheet import Sheet

Picture = NDArray[np.uint8]
Effect = Any
"""A transform of the library."""


def photographed(scene: Picture, sheet: Sheet, lies: Geometry, recipe: Recipe) -> Picture:
    """Return the library's photo of a scene, of the scene's size."""
    rng = recipe.stream("effects")
    fine = fine_print_mm(sheet) * lies.px_per_mm()
    usual = [*_light(rng), *_lens(rng, fine), *_sensor(rng), *_rendering(rng)]
    faults = _faults(scene, sheet, lies, recipe)
    picture = _applied(_exposed(scene, recipe), [*faults, *usual], recipe.seed)
    for at, radius in _glares(sheet, lies, recipe):
        picture = _flare(picture, at, radius, recipe)
    return picture


def _applied(picture: Picture, effects: Iterable[Effect], seed: int) -> Picture:
    chosen = A.Compose(list(effects), seed=seed % 2**31)
    rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    return np.asarray(cv2.cvtColor(chosen(image=rgb)["image"], cv2.COLOR_RGB2BGR), np.uint8)


def _light(rng: np.random.Generator) -> list[Effect]:
    level = float(rng.uniform(-0.3, 0.05))
    return [
        A.RandomBrightnessContrast((level, level), (-0.1, 0.1), p=1.0),
        A.RandomShadow(
            num_shadows_limit=(1, 2), shadow_dimension=5, shadow_intensity_range=(0.1, 0.4), p=0.3
        ),
        A.Illumination(intensity_range=(0.03, 0.2), p=0.6),
        A.PlanckianJitter(p=0.35),
        A.RGBShift(12, 8, 12, p=0.4),
    ]


def _lens(rng: np.random.Generator, fine_px: float) -> list[Effect]:
    """Blur that leaves print of a height legible."""
    sigma = float(rng.uniform(0.2, max(0.075 * fine_px - 0.15, 0.3)))
    return [
        A.GaussianBlur(blur_limit=0, sigma_limit=(sigma, sigma), p=0.8),
        A.ChromaticAberration(0.01, 0.01, p=0.15),
    ]


def _sensor(rng: np.random.Generator) -> list[Effect]:
    noise = float(rng.uniform(0.003, 0.035))
    return [
        A.OneOf(
            [
                A.ISONoise((0.01, 0.04), (0.05, 0.35)),
                A.GaussNoise(std_range=(noise, noise)),
                A.ShotNoise(scale_range=(0.005, 0.05)),
            ],
            p=0.75,
        ),
        A.OneOf([A.MedianBlur((3, 3)), A.Downscale((0.75, 0.95)), A.Blur((3, 3))], p=0.08),
    ]


def _rendering(rng: np.random.Generator) -> list[Effect]:
    return [
        A.OneOf(
            [
                A.RandomToneCurve(scale=0.12),
                A.RandomGamma((70, 130)),
                A.CLAHE((1, 3)),
                A.AutoContrast(),
                A.HueSaturationValue(4, 30, 12),
            ],
            p=0.7,
        ),
        A.OneOf(
            [
                A.Sharpen((0.1, 0.5), (0.8, 1.0)),
                A.UnsharpMask((3, 5), alpha=(0.2, 0.8)),
                A.Emboss((0.05, 0.15), (0.1, 0.4)),
            ],
            p=0.6,
        ),
        A.ImageCompression(quality_range=(70, 96), p=0.8),
    ]


def _faults(scene: Picture, sheet: Sheet, lies: Geometry, recipe: Recipe) -> list[Effect]:
    """Return the library's effects for the faults of lens, light and sensor."""
    text_px = text_height_mm(sheet) * lies.px_per_mm()
    found: list[Effect] = []
    if recipe.has("defocus", "focus_falloff"):
        share = recipe.strength("defocus") + 0.6 * recipe.strength("focus_falloff")
        radius = max(1, round(share * text_px))
        found.append(A.Defocus((radius, radius), (0.05, 0.2), p=1))
    if recipe.has("motion"):
        side = max(3, 2 * round(recipe.strength("motion") * text_px / 2) + 1)
        found.append(A.MotionBlur((side, side), p=1))
    if recipe.has("shadow"):
        found.append(_shadow(scene, sheet, lies, recipe))
    if recipe.has("noise"):
        deviation = min(recipe.strength("noise") / 255, 1.0)
        found.append(A.GaussNoise(std_range=(deviation, deviation), p=1))
    return found


def _exposed(scene: Picture, recipe: Recipe) -> Picture:
    """Return a scene under another exposure, white where it is full; the library has none."""
    stops = recipe.strength("overexposed") - recipe.strength("dark")
    if not stops:
        return scene
    light = (np.arange(256) / 255) ** 2.2 * 2.0**stops + 0.05 * max(2.0**stops - 1, 0)
    table = np.rint(255 * np.clip(light, 0, 1) ** (1 / 2.2)).astype(np.uint8)
    return np.asarray(cv2.LUT(scene, table), np.uint8)


def _shadow(scene: Picture, sheet: Sheet, lies: Geometry, recipe: Recipe) -> Effect:
    """Return a shadow of straight sides about a place of the sheet."""
    rng = recipe.stream("effects shadow")
    middle = seen(lies, target(sheet, rng))
    half = rng.uniform(0.15, 0.5) * max(sheet.size_mm) * lies.px_per_mm()
    span = np.array(scene.shape[1::-1])
    low, high = np.clip((middle - half) / span, 0, 0.95), np.clip((middle + half) / span, 0.05, 1)
    dark = 1 - 2.0 ** (-recipe.strength("shadow") / 2.2)
    return A.RandomShadow(
        shadow_roi=(*map(float, low), *map(float, np.maximum(high, low + 0.05))),
        num_shadows_limit=(2, 3),
        shadow_dimension=6,
        shadow_intensity_range=(dark, dark),
        p=1,
    )


def _glares(
    sheet: Sheet, lies: Geometry, recipe: Recipe
) -> list[tuple[NDArray[np.float64], float]]:
    """Return middle and radius (px) of every glare of a shot."""
    found = []
    if recipe.strength("glare"):
        rng = recipe.stream("effects glare")
        middle = seen(lies, target(sheet, rng))
        found.append((middle, recipe.strength("glare") * lies.px_per_mm() * 1.2))
    box = field_box(sheet, recipe.stream("hide"))
    if recipe.has("hidden_glare") and box is not None:
        middle, along, high = entry(lies, box)
        count = max(1, round(float(np.linalg.norm(along)) / (2 * high)))
        for step in np.linspace(-0.45, 0.45, count):
            found.append((middle + step * along, 1.2 * high))
    return found


def _flare(picture: Picture, at: NDArray[np.float64], radius: float, recipe: Recipe) -> Picture:
    """Return a picture with the library's sun flare at a place of it."""
    size = np.array(picture.shape[1::-1])
    x, y = np.clip(at / size, 0.001, 0.998).tolist()
    flare = A.RandomSunFlare(
        flare_roi=(x, y, x + 0.001, y + 0.001),
        src_radius=max(2, round(radius)),
        num_flare_circles_range=(3, 5),
        method="overlay",
        p=1,
    )
    return _applied(picture, [flare], recipe.seed)
