"""The phone `effects`: photos by the effects of Albumentations.

An illuminated scene passes through effects in the order of a camera: light colour, lens, sensor,
rendering, file. Faults of lens and sensor use the library's effects; faults of light are the
scene's, because the library does not place its own on print.
"""

import os
from collections.abc import Iterable
from typing import Any

import cv2
import numpy as np

from specimens.arrays import Picture, Rng
from specimens.camera.aim import fine_print_mm, text_height_mm
from specimens.camera.geometry.projection import Geometry
from specimens.camera.lighting.incident import incident_light
from specimens.camera.phone import tone
from specimens.camera.recipe import Recipe
from specimens.sheet import DrawnSheet

os.environ.setdefault("NO_ALBUMENTATIONS_UPDATE", "1")  # it asks a server at import otherwise
import albumentations as A  # noqa: N812  # its documented name

Effect = Any
"""A transform of the library."""


def photograph(scene: Picture, sheet: DrawnSheet, geometry: Geometry, recipe: Recipe) -> Picture:
    """Return the library's photo of a scene, of the scene's size."""
    rng = recipe.stream("effects")
    fine = fine_print_mm(sheet) * geometry.px_per_mm()
    lit = tone.encode(incident_light(scene, sheet, geometry, recipe), 1.0)
    usual = [*_light(), *_lens(rng, fine), *_sensor(rng), *_rendering()]
    return _applied(lit, [*_faults(sheet, geometry, recipe), *usual], recipe.seed)


def _applied(picture: Picture, effects: Iterable[Effect], seed: int) -> Picture:
    chosen = A.Compose(list(effects), seed=seed % 2**31)
    rgb = cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)
    return np.asarray(cv2.cvtColor(chosen(image=rgb)["image"], cv2.COLOR_RGB2BGR), np.uint8)


def _light() -> list[Effect]:
    return [
        A.RandomBrightnessContrast((-0.1, 0.05), (-0.1, 0.1), p=0.6),
        A.RandomShadow(
            num_shadows_limit=(1, 2), shadow_dimension=5, shadow_intensity_range=(0.05, 0.3), p=0.15
        ),
        A.Illumination(intensity_range=(0.03, 0.2), p=0.6),
        A.PlanckianJitter(p=0.35),
        A.RGBShift(12, 8, 12, p=0.4),
    ]


def _lens(rng: Rng, fine_px: float) -> list[Effect]:
    """Return blur that leaves print of a height legible."""
    sigma = float(rng.uniform(0.2, max(0.075 * fine_px - 0.15, 0.3)))
    return [
        A.GaussianBlur(blur_limit=0, sigma_limit=(sigma, sigma), p=0.8),
        A.ChromaticAberration(0.01, 0.01, p=0.15),
    ]


def _sensor(rng: Rng) -> list[Effect]:
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


def _rendering() -> list[Effect]:
    return [
        A.OneOf(
            [
                A.RandomToneCurve(scale=0.12), A.RandomGamma((70, 130)), A.CLAHE((1, 3)),
                A.AutoContrast(), A.HueSaturationValue(4, 30, 12),
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
    ]  # fmt: skip


def _faults(sheet: DrawnSheet, geometry: Geometry, recipe: Recipe) -> list[Effect]:
    """Return the library's effects for the faults of lens and sensor."""
    text_px = text_height_mm(sheet) * geometry.px_per_mm()
    found: list[Effect] = []
    if recipe.has("defocus", "focus_falloff"):
        share = recipe.strength("defocus") + 0.6 * recipe.strength("focus_falloff")
        radius = max(1, round(share * text_px))
        found.append(A.Defocus((radius, radius), (0.05, 0.2), p=1))
    if recipe.has("motion"):
        side = max(3, 2 * round(recipe.strength("motion") * text_px / 2) + 1)
        found.append(A.MotionBlur((side, side), p=1))
    if recipe.has("noise"):
        deviation = min(recipe.strength("noise") / 255, 1.0)
        found.append(A.GaussNoise(std_range=(deviation, deviation), p=1))
    return found
