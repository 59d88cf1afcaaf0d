"""The raw sensor: shot and read noise, colour filter mosaic, demosaicing.

Noise model: Foi et al., "Practical Poissonian-Gaussian noise modeling and fitting for single-image
raw-data", IEEE TIP 2008: variance = signal / electrons + read².
"""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Field, Rng, as_field
from specimens.camera.sampling.noise import NOISE_TILE_PX, grain

FULL_SCALE_DN = 56_000.0  # digital number of full scale
BLACK_LEVEL_DN = 4_000.0  # digital number without light; negative noise is kept
DEMOSAIC_CODES = {"bilinear": cv2.COLOR_BayerBG2BGR, "edge_aware": cv2.COLOR_BayerBG2BGR_EA}
"""OpenCV names the RGGB pattern BG."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sensor:
    """A sensor behind its colour filters, at one sensitivity (ISO)."""

    gains: tuple[float, float, float]
    """White balance gains of raw blue, green and red."""
    cast: tuple[float, float, float]
    """Error of the white balance: additional gains of blue, green and red."""
    crosstalk: float
    """Share of the other two colours' light that each filter transmits."""
    electrons: float
    """Full well capacity."""
    read: float
    """Standard deviation of the read noise, share of full scale."""
    demosaic: str
    """`bilinear`, `edge_aware`, or `none` for a sensor whose pixels were binned to full colour."""
    headroom: float
    """Linear light at which a pixel saturates."""


def capture(light: Field, sensor: Sensor, extra: float, saturation: float, rng: Rng) -> Field:
    """Return the linear colour that a sensor measures (BGR, 1 is diffuse white).

    extra: additional shot noise, standard deviation at full scale.
    Highlights are clipped after white balance, so that they stay white.
    """
    mixing = _mixing(sensor.crosstalk)
    to_raw = np.diag(1 / np.array(sensor.gains)) @ mixing / sensor.headroom
    raw = as_field(cv2.transform(light, to_raw.astype(np.float32)))
    if sensor.demosaic == "none":
        colour = cv2.merge(
            [_add_noise(as_field(part), sensor, extra, rng) for part in cv2.split(raw)]
        )
    else:
        digital = _add_noise(mosaic(raw), sensor, extra, rng) * FULL_SCALE_DN + BLACK_LEVEL_DN
        numbers = np.clip(digital, 0, 65535).astype(np.uint16)
        full = cv2.demosaicing(numbers, DEMOSAIC_CODES[sensor.demosaic])
        colour = (as_field(full) - np.float32(BLACK_LEVEL_DN)) * np.float32(1 / FULL_SCALE_DN)
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
    """Return the RGGB mosaic of a colour picture as one plane."""
    plane = raw[..., 1].copy()
    plane[0::2, 0::2] = raw[0::2, 0::2, 2]
    plane[1::2, 1::2] = raw[1::2, 1::2, 0]
    return plane


def _add_noise(plane: Field, sensor: Sensor, extra: float, rng: Rng) -> Field:
    """Add shot and read noise to a plane."""
    per_light = 1 / sensor.electrons + extra**2
    deviation = np.sqrt(np.maximum(plane, 0) * np.float32(per_light) + np.float32(sensor.read**2))
    return as_field(plane + deviation * _grain(rng, (plane.shape[1], plane.shape[0])))


def _grain(rng: Rng, size: tuple[int, int]) -> Field:
    """Return white noise of a size; beyond NOISE_TILE_PX it repeats."""
    tile = grain(rng, (min(size[0], NOISE_TILE_PX), min(size[1], NOISE_TILE_PX)))
    right, down = size[0] - tile.shape[1], size[1] - tile.shape[0]
    if not right and not down:
        return tile
    return as_field(cv2.copyMakeBorder(tile, 0, down, 0, right, cv2.BORDER_WRAP))
