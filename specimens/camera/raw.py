"""The sensor: noise of photons and readout, a colour filter mosaic, and its interpolation.

Noise model: Foi et al., "Practical Poissonian-Gaussian noise modeling and fitting for single-image
raw-data", IEEE TIP 2008: variance = signal / electrons + read².
"""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Field, as_field
from specimens.camera.noise import BANK, grain

FULL = 56_000.0  # digital number of full scale
BLACK = 4_000.0  # digital number of no light: noise below it is kept
CODES = {"bilinear": cv2.COLOR_BayerBG2BGR, "edge_aware": cv2.COLOR_BayerBG2BGR_EA}
"""OpenCV names the RGGB pattern BG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensor:
    """A sensor behind its colour filters, at one sensitivity (ISO)."""

    gains: tuple[float, float, float]
    """What raw blue, green and red are multiplied by under the scene's light."""
    cast: tuple[float, float, float]
    """The error of the white balance: further gains of blue, green and red."""
    crosstalk: float
    """Share of the light that each filter takes from the other two colours."""
    electrons: float
    """Electrons of a pixel at full scale."""
    read: float
    """Standard deviation of the read noise, share of full scale."""
    demosaic: str
    """`bilinear`, `edge_aware`, or `none` for a sensor whose pixels were binned to full colour."""
    headroom: float
    """Light, in scene units, at which a pixel is full."""


def captured(
    light: Field, sensor: Sensor, extra: float, saturation: float, rng: np.random.Generator
) -> Field:
    """Return the linear colour that a sensor measures of linear light (BGR, 1 is diffuse white).

    extra: further noise, standard deviation at full scale, growing with the root of the light.
    Highlights are clipped after the white balance, so that they stay white.
    """
    mixing = _mixing(sensor.crosstalk)
    to_raw = np.diag(1 / np.array(sensor.gains)) @ mixing / sensor.headroom
    raw = as_field(cv2.transform(light, to_raw.astype(np.float32)))
    if sensor.demosaic == "none":
        colour = cv2.merge([_noisy(as_field(part), sensor, extra, rng) for part in cv2.split(raw)])
    else:
        digital = _noisy(mosaic(raw), sensor, extra, rng) * FULL + BLACK
        numbers = np.clip(digital, 0, 65535).astype(np.uint16)
        full = cv2.demosaicing(numbers, CODES[sensor.demosaic])
        colour = (as_field(full) - np.float32(BLACK)) * np.float32(1 / FULL)
    for channel, gain in enumerate(np.array(sensor.gains) * np.array(sensor.cast)):
        plane = colour[..., channel]
        np.minimum(plane, np.float32(1 / gain), out=plane)
        np.multiply(plane, np.float32(gain), out=plane)
    grey = np.array([0.114, 0.587, 0.299])
    vivid = saturation * np.eye(3) + (1 - saturation) * grey
    to_colour = vivid @ np.linalg.inv(mixing) * sensor.headroom
    return as_field(cv2.transform(colour, to_colour.astype(np.float32)))


def _mixing(crosstalk: float) -> Field:
    return as_field((1 - 1.5 * crosstalk) * np.eye(3) + 0.5 * crosstalk * np.ones((3, 3)))


def mosaic(raw: Field) -> Field:
    """Return one plane of which each pixel holds one colour, in the RGGB pattern."""
    plane = raw[..., 1].copy()
    plane[0::2, 0::2] = raw[0::2, 0::2, 2]
    plane[1::2, 1::2] = raw[1::2, 1::2, 0]
    return plane


def _noisy(plane: Field, sensor: Sensor, extra: float, rng: np.random.Generator) -> Field:
    """Add shot and read noise to a plane."""
    per_light = 1 / sensor.electrons + extra**2
    deviation = np.sqrt(np.maximum(plane, 0) * np.float32(per_light) + np.float32(sensor.read**2))
    return as_field(plane + deviation * _grain(rng, (plane.shape[1], plane.shape[0])))


def _grain(rng: np.random.Generator, size: tuple[int, int]) -> Field:
    """Return white noise of a size; beyond the stock's size the stock is repeated."""
    stock = grain(rng, (min(size[0], BANK), min(size[1], BANK)))
    right, down = size[0] - stock.shape[1], size[1] - stock.shape[0]
    if not right and not down:
        return stock
    return as_field(cv2.copyMakeBorder(stock, 0, down, 0, right, cv2.BORDER_WRAP))
