"""Sensor and picture processing: exposure, noise, white balance, tone, smoothing, sharpening."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from specimens.arrays import Field, Picture, as_field, as_picture
from specimens.camera.habits import Habits
from specimens.camera.noise import grain

STOCK = 2100  # px, the side of the noise that is cut from


@dataclass(frozen=True, slots=True, kw_only=True)
class Phone:
    """How one phone turns light into a picture."""

    balance: tuple[float, float, float]
    """What blue, green and red are multiplied by."""
    tone: float
    """Contrast of the tone curve: 0 none, 1 strong."""
    sharpen: float
    """Amount of the unsharp mask, 0–1.5."""
    sharpen_radius: float
    """Its Gaussian's σ in pixels."""
    smoothing: float
    """Strength of noise removal, 0–1."""
    chroma_first: bool
    """Whether colour noise is removed much harder than brightness noise."""
    saturation: float
    coarse: bool
    """Whether its noise is soft and blotchy."""


def phone(rng: np.random.Generator, habits: Habits) -> Phone:
    """Draw a phone of the makes that a world has."""
    cast = np.exp(rng.normal(0, 0.05 if rng.random() < 0.7 else 0.12))
    green = np.exp(rng.normal(0, 0.015))
    strong = rng.random() < habits.strong
    return Phone(
        balance=(float(cast), float(green), float(1 / cast)),
        tone=float(rng.uniform(*habits.tone)),
        sharpen=float(rng.uniform(0.5, 1.5) if strong else rng.uniform(0, 0.6)),
        sharpen_radius=float(rng.uniform(*habits.radius)),
        smoothing=float(rng.uniform(0.3, 1) if rng.random() < 0.35 else 0),
        chroma_first=bool(rng.random() < 0.6),
        saturation=float(rng.uniform(0.8, 1.3)),
        coarse=bool(rng.random() < habits.coarse),
    )


def developed(light: Field, levels: float, kit: Phone, rng: np.random.Generator) -> Picture:
    """Return the picture a phone makes of light; 1 is full scale.

    levels: standard deviation of the noise in grey levels. Shot noise grows with the root of the
    light, and the picture is that root (gamma 2): there it is the same at every brightness.
    """
    root = cv2.transform(light, np.diag(kit.balance).astype(np.float32))
    cv2.sqrt(cv2.threshold(root, 0, 0, cv2.THRESH_TOZERO, dst=root)[1], dst=root)
    noise = _noise((light.shape[1], light.shape[0]), kit.coarse, rng)
    picture = as_picture(cv2.addWeighted(noise, levels, root, 255, 0, dtype=cv2.CV_8U))
    if kit.smoothing:
        picture = _smoothed(picture, kit)
    if kit.sharpen:
        soft = cv2.GaussianBlur(picture, (0, 0), kit.sharpen_radius)
        sharp = cv2.addWeighted(picture, 1 + kit.sharpen, soft, -kit.sharpen, 0)
        picture = as_picture(sharp)
    return _saturated(as_picture(cv2.LUT(picture, _curve(kit.tone))), kit.saturation)


@cache
def _stock(coarse: bool) -> Field:
    """Return the noise that all shots cut theirs from: brightness fine, colour in blotches."""
    rng = np.random.default_rng(5 + coarse)
    bright = grain(rng, (STOCK, STOCK))
    if coarse:
        bright = 1.6 * as_field(cv2.GaussianBlur(bright, (0, 0), 0.6))
    half = rng.standard_normal((STOCK // 2, STOCK // 2, 3), dtype=np.float32)
    colour = as_field(cv2.resize(half, (STOCK, STOCK)))
    return 0.75 * bright[..., None] + 0.6 * colour


def _noise(size: tuple[int, int], coarse: bool, rng: np.random.Generator) -> Field:
    """Return noise of standard deviation about 1 a pixel for a picture of a size."""
    stock = _stock(coarse)
    right, down = max(size[0] - STOCK, 0), max(size[1] - STOCK, 0)
    if right or down:
        stock = as_field(cv2.copyMakeBorder(stock, 0, down, 0, right, cv2.BORDER_WRAP))
    x = int(rng.integers(0, stock.shape[1] - size[0] + 1))
    y = int(rng.integers(0, stock.shape[0] - size[1] + 1))
    return stock[y : y + size[1], x : x + size[0]]


def _smoothed(picture: Picture, kit: Phone) -> Picture:
    colour = cv2.cvtColor(picture, cv2.COLOR_BGR2YCrCb)
    y, cr, cb = cv2.split(colour)
    y = cv2.bilateralFilter(y, 5, 10 + 30 * kit.smoothing, 1 + kit.smoothing)
    if kit.chroma_first:
        cr, cb = (cv2.blur(channel, (7, 7)) for channel in (cr, cb))
    return as_picture(cv2.cvtColor(cv2.merge([y, cr, cb]), cv2.COLOR_YCrCb2BGR))


def _curve(tone: float) -> Picture:
    x = np.linspace(0, 1, 256)
    curved = x + tone * 0.5 * (x * x * (3 - 2 * x) - x)
    return np.asarray(np.rint(255 * curved), np.uint8)


def _saturated(picture: Picture, amount: float) -> Picture:
    grey = np.array([0.114, 0.587, 0.299])
    matrix = amount * np.eye(3) + (1 - amount) * grey
    return np.asarray(cv2.transform(picture, matrix), np.uint8)
