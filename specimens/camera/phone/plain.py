"""The phone `plain`: noise, white balance, tone, smoothing, sharpening."""

from dataclasses import dataclass
from functools import cache

import cv2
import numpy as np

from specimens.arrays import Field, Picture, Rng, as_field, as_picture
from specimens.camera.habits import Habits
from specimens.camera.sampling.noise import grain

NOISE_SIDE_PX = 2100  # side of the noise tile that all shots crop


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainPhone:
    """The parameters of one plain phone."""

    balance: tuple[float, float, float]
    """Gains of blue, green and red."""
    tone: float
    """Contrast of the tone curve: 0 none, 1 strong."""
    sharpen: float
    """Amount of the unsharp mask, 0–1.5."""
    sharpen_radius: float
    """σ in pixels."""
    smoothing: float
    """Strength of denoising, 0–1."""
    chroma_first: bool
    """Whether chroma is smoothed more than luma."""
    saturation: float
    coarse: bool
    """Whether its noise is low-frequency."""


def draw_phone(rng: Rng, habits: Habits) -> PlainPhone:
    """Draw a phone by a world's habits."""
    cast = np.exp(rng.normal(0, 0.05 if rng.random() < 0.7 else 0.12))
    green = np.exp(rng.normal(0, 0.015))
    strong = rng.random() < habits.strong_sharpening_share
    return PlainPhone(
        balance=(float(cast), float(green), float(1 / cast)),
        tone=float(rng.uniform(*habits.tone_contrast)),
        sharpen=float(rng.uniform(0.5, 1.5) if strong else rng.uniform(0, 0.6)),
        sharpen_radius=float(rng.uniform(*habits.sharpening_radius_px)),
        smoothing=float(rng.uniform(0.3, 1) if rng.random() < 0.35 else 0),
        chroma_first=bool(rng.random() < 0.6),
        saturation=float(rng.uniform(0.8, 1.3)),
        coarse=bool(rng.random() < habits.coarse_noise_share),
    )


def develop(light: Field, levels: float, kit: PlainPhone, rng: Rng) -> Picture:
    """Return the picture of linear light; 1 is full scale.

    levels: standard deviation of the noise in grey levels. The picture is the root of the light
    (gamma 2), which makes shot noise the same at every brightness.
    """
    root = cv2.transform(light, np.diag(kit.balance).astype(np.float32))
    cv2.sqrt(cv2.threshold(root, 0, 0, cv2.THRESH_TOZERO, dst=root)[1], dst=root)
    noise = _noise((light.shape[1], light.shape[0]), kit.coarse, rng)
    picture = as_picture(cv2.addWeighted(noise, levels, root, 255, 0, dtype=cv2.CV_8U))
    if kit.smoothing:
        picture = _smooth(picture, kit)
    if kit.sharpen:
        soft = cv2.GaussianBlur(picture, (0, 0), kit.sharpen_radius)
        sharp = cv2.addWeighted(picture, 1 + kit.sharpen, soft, -kit.sharpen, 0)
        picture = as_picture(sharp)
    return _saturate(as_picture(cv2.LUT(picture, _curve(kit.tone))), kit.saturation)


@cache
def _noise_tile(coarse: bool) -> Field:
    """Return the noise tile that all shots crop: fine luma noise, coarser chroma noise."""
    rng = np.random.default_rng(5 + coarse)
    bright = grain(rng, (NOISE_SIDE_PX, NOISE_SIDE_PX))
    if coarse:
        bright = 1.6 * as_field(cv2.GaussianBlur(bright, (0, 0), 0.6))
    half = rng.standard_normal((NOISE_SIDE_PX // 2, NOISE_SIDE_PX // 2, 3), dtype=np.float32)
    colour = as_field(cv2.resize(half, (NOISE_SIDE_PX, NOISE_SIDE_PX)))
    return 0.75 * bright[..., None] + 0.6 * colour


def _noise(size: tuple[int, int], coarse: bool, rng: Rng) -> Field:
    """Return a random crop of noise of standard deviation about 1."""
    stock = _noise_tile(coarse)
    right, down = max(size[0] - NOISE_SIDE_PX, 0), max(size[1] - NOISE_SIDE_PX, 0)
    if right or down:
        stock = as_field(cv2.copyMakeBorder(stock, 0, down, 0, right, cv2.BORDER_WRAP))
    x = int(rng.integers(0, stock.shape[1] - size[0] + 1))
    y = int(rng.integers(0, stock.shape[0] - size[1] + 1))
    return stock[y : y + size[1], x : x + size[0]]


def _smooth(picture: Picture, kit: PlainPhone) -> Picture:
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


def _saturate(picture: Picture, amount: float) -> Picture:
    grey = np.array([0.114, 0.587, 0.299])
    matrix = amount * np.eye(3) + (1 - amount) * grey
    return np.asarray(cv2.transform(picture, matrix), np.uint8)
