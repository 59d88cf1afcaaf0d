"""Tone mapping, global and local, and sharpening."""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, as_field, as_picture, bgr

LOCAL_STEP_PX = 8  # of the grid of local brightness


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """The tone rendering of a phone."""

    headroom: float
    """Linear light that is rendered as white; 1 clips at diffuse white."""
    knee: float
    """Linear light above which highlights are compressed."""
    gamma: float
    """Exponent after the sRGB curve; below 1 is brighter."""
    contrast: float
    """Weight of the sigmoid: below 0 flat, 1 strong."""
    steep: float
    """Steepness of the sigmoid."""
    black: float
    """Grey level of no light."""
    white: float
    """Grey level of the brightest light."""
    local: float
    """Share of local brightness differences that is removed (HDR); 0 none."""
    halo: float
    """σ of local brightness, in long sides of the photo."""
    edges: bool
    """Whether local brightness is edge-preserving, without halos."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharpening:
    """An unsharp mask."""

    amount: float
    radius: float
    """Pixels of σ."""
    limit: float
    """Maximum change of a pixel, grey levels."""


def encode(light: Field, headroom: float) -> Picture:
    """Return the root of linear light over headroom, 0–255."""
    clipped = np.maximum(light, 0, out=light)
    return as_picture(cv2.convertScaleAbs(cv2.sqrt(clipped), alpha=255 / np.sqrt(headroom)))


def tone_curve(tone: Tone) -> Picture:
    """Return the lookup table from `encode` levels to grey levels."""
    light = (np.arange(256) / 255) ** 2 * tone.headroom
    v = _srgb(_rolled_off(light, tone)) ** tone.gamma
    bent = 1 / (1 + np.exp(-tone.steep * (v - 0.5)))
    low, high = 1 / (1 + np.exp(np.array([0.5, -0.5]) * tone.steep))
    v = v + tone.contrast * ((bent - low) / (high - low) - v)
    return as_picture(np.rint(tone.black + (tone.white - tone.black) * np.clip(v, 0, 1)))


def _rolled_off(light: Floats, tone: Tone) -> Floats:
    """Return light compressed above the knee, so that the headroom maps to 1."""
    if tone.headroom <= 1:
        return np.minimum(light, 1)
    above = np.maximum(light - tone.knee, 0)
    reach = 1 - tone.knee
    rolled = (
        reach * (1 - np.exp(-above / reach)) / (1 - np.exp(-(tone.headroom - tone.knee) / reach))
    )
    return np.where(light < tone.knee, light, tone.knee + rolled)


def _srgb(light: Floats) -> Floats:
    """Return the sRGB encoding of linear light (IEC 61966-2-1)."""
    return np.where(light <= 0.0031308, 12.92 * light, 1.055 * light ** (1 / 2.4) - 0.055)


def linear_table() -> Field:
    """Return the linear light of each sRGB grey level."""
    v = np.arange(256) / 255
    return as_field(np.where(v <= 0.04045, v / 12.92, ((v + 0.055) / 1.055) ** 2.4))


def map_local_tone(light: Field, tone: Tone) -> Field:
    """Return light with reduced local brightness differences (local tone mapping)."""
    if not tone.local:
        return light
    size = light.shape[1], light.shape[0]
    small = cv2.resize(
        light, (size[0] // LOCAL_STEP_PX, size[1] // LOCAL_STEP_PX), interpolation=cv2.INTER_AREA
    )
    level = np.log(np.maximum(cv2.cvtColor(small, cv2.COLOR_BGR2GRAY), 0.01))
    width = max(tone.halo * max(small.shape), 1.0)
    if tone.edges:
        base = cv2.bilateralFilter(level, 9, 0.6, min(width, 4.0))
    else:
        base = cv2.GaussianBlur(level, (0, 0), width)
    middle = np.percentile(base, 80)
    gain = np.exp(-tone.local * (as_field(base) - np.float32(middle)))
    gain = np.clip(gain, 0.5, 4)
    return as_field(cv2.multiply(light, bgr(as_field(cv2.resize(gain, size)))))


def sharpen(picture: Picture, pose: Sharpening) -> Picture:
    """Return a picture sharpened by an unsharp mask with limited overshoot."""
    if not pose.amount:
        return picture
    soft = as_picture(cv2.GaussianBlur(picture, (0, 0), pose.radius))
    if pose.limit >= 255:
        return as_picture(cv2.addWeighted(picture, 1 + pose.amount, soft, -pose.amount, 0))
    detail = cv2.subtract(picture, soft, dtype=cv2.CV_16S)
    change = np.clip(np.arange(-255, 256) * pose.amount, -pose.limit, pose.limit).astype(np.int16)
    return as_picture(cv2.add(picture, change[detail + 255], dtype=cv2.CV_8U))
