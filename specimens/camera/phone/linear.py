"""The phone `linear`: optics, raw sensor, denoising, tone and resizing on linear light."""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Field, Picture, Rng, as_field, as_picture
from specimens.camera.channel import decode_jpeg, encode_jpeg
from specimens.camera.phone import denoise, tone
from specimens.camera.phone.sensor import Sensor, capture
from specimens.camera.phone.tone import Sharpening, Tone
from specimens.camera.recipe import Recipe

INTERPOLATIONS = {"area": cv2.INTER_AREA, "linear": cv2.INTER_LINEAR, "lanczos": cv2.INTER_LANCZOS4}
MAX_SENSOR_SIDE_PX = 4000  # long side, except for larger photos
PIXEL_SIGMA_PX = 0.62  # blur of the pixel aperture, in the photo
MAX_LENS_SIGMA_PX = 1.7  # of the softest lens in focus, in the photo
MIN_LENS_SIGMA_PX = 0.26  # of the sharpest lens, in the photo
MIN_MOSAIC_SCALE = 1.25  # from which demosaicing and a 3 × 3 median keep the photo's detail
FLARE_PER_OVEREXPOSURE = 0.14  # veiling glare per unit of overexposure
NOISE_FAULT_SCALE = 1.2  # compensates for the phone's denoising


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearPhone:
    """The parameters of one linear phone."""

    scale: float
    """Sensor pixels per pixel of the received photo, along a side."""
    softness: float
    """σ of lens and pixel blur, in heights of the finest print."""
    field_curvature: float
    """Additional blur in the corners, share of `softness`."""
    sensor: Sensor
    denoise: str
    """One of `denoise.DENOISING_METHODS`."""
    denoise_levels: float
    """Noise level in grey levels."""
    colour_px: int
    """Kernel width of chroma smoothing, 0 for none."""
    tone: Tone
    saturation: float
    sharpening: tuple[Sharpening, ...]
    resize: str
    """One of `INTERPOLATIONS`."""
    quality: int
    """JPEG quality of the phone's own file."""


def draw_phone(rng: Rng, long_side: int = 1600) -> LinearPhone:
    """Draw a phone and its settings for one shot. long_side: of the received photo, px."""
    scale = min(_scale(rng), max(MAX_SENSOR_SIDE_PX / long_side, 1.0))
    noise = float(np.exp(rng.uniform(np.log(0.6), np.log(5))))  # grey levels at middle grey
    kind = str(rng.choice(denoise.DENOISING_METHODS, p=(0.2, 0.2, 0.12, 0.16, 0.16, 0.16)))
    if kind == "median" and scale < MIN_MOSAIC_SCALE:
        kind = "guided"
    if kind == "means" and scale > 1.5:
        kind = "coring"  # equally effective there, in an eighth of the time
    strength = float(rng.uniform(0.5, 2.2) if rng.random() < 0.75 else rng.uniform(2.2, 5.0))
    look = _tone(rng)
    return LinearPhone(
        scale=scale,
        softness=float(rng.uniform(0.03, 0.08)),
        field_curvature=float(rng.uniform(0.2, 1.0) if rng.random() < 0.3 else 0.0),
        sensor=_sensor(rng, noise, scale, look.headroom),
        denoise=kind,
        denoise_levels=float(np.clip(strength * noise, 2, 6 + 5 * scale)),
        colour_px=int(rng.choice([0, 3, 7, 15, 25], p=(0.2, 0.25, 0.25, 0.2, 0.1))),
        tone=look,
        saturation=float(rng.uniform(0.7, 1.25)),
        sharpening=_sharpening(rng, scale),
        resize=str(rng.choice(list(INTERPOLATIONS), p=(0.5, 0.25, 0.25))),
        quality=int(rng.integers(84, 98)),
    )


def sensor_size(size: tuple[int, int], recipe: Recipe) -> tuple[int, int]:
    """Return width and height of the sensor for a photo of a size; even, for the mosaic."""
    if recipe.digital or recipe.phone != "linear":
        return size
    scale = draw_phone(recipe.stream("linear phone"), max(size)).scale
    return round(size[0] * scale / 2) * 2, round(size[1] * scale / 2) * 2


def _scale(rng: Rng) -> float:
    """Draw the sensor's resolution: 0.82 to 3 times that of the received photo."""
    low, high = ((0.82, 1.0), (1.0, 1.4), (1.4, 1.9), (1.9, 3.0))[
        int(rng.choice(4, p=(0.13, 0.65, 0.18, 0.04)))
    ]
    return float(rng.uniform(low, high))


def _sensor(rng: Rng, noise: float, scale: float, headroom: float) -> Sensor:
    """Draw a sensor. noise: grey levels (of the root of light) in the received photo."""
    share = 2 * noise / 255 * scale  # the root's slope halves the noise; averaging too
    warm = rng.normal(0, 0.035 if rng.random() < 0.7 else 0.09)
    green = rng.normal(0, 0.02)
    binned = rng.random() < (0.2 if scale > MIN_MOSAIC_SCALE else 0.8)
    ways = ("bilinear", "edge_aware") if scale > MIN_MOSAIC_SCALE else ("edge_aware",)
    return Sensor(
        gains=(float(rng.uniform(1.3, 2.2)), 1.0, float(rng.uniform(1.3, 2.2))),
        cast=(float(np.exp(warm)), float(np.exp(green)), float(np.exp(-warm))),
        crosstalk=float(rng.uniform(0, 0.3)),
        electrons=1 / (0.7 * share**2),
        read=float(share * rng.uniform(0.02, 0.2)),
        demosaic="none" if binned else ways[int(rng.integers(len(ways)))],
        headroom=headroom,
    )


def _tone(rng: Rng) -> Tone:
    """Draw a rendering: flat, filmic, contrasty or HDR; highlights clipped or rolled off."""
    soft = rng.random() < 0.6
    flat = rng.random() < 0.3
    evens = rng.random() < 0.35
    return Tone(
        headroom=float(rng.uniform(1.2, 2.4)) if soft else 1.0,
        knee=float(rng.uniform(0.35, 0.85)),
        gamma=float(np.exp(rng.normal(0, 0.14))),
        contrast=float(rng.uniform(-0.25, 0.1) if flat else rng.uniform(0, 1)),
        steep=float(rng.uniform(3, 8)),
        black=float(rng.uniform(5, 35) if flat else max(rng.normal(2, 4), 0)),
        white=float(rng.uniform(225, 250) if rng.random() < 0.5 else 255),
        local=float(rng.uniform(0.15, 0.65)) if evens else 0.0,
        halo=float(np.exp(rng.uniform(np.log(0.008), np.log(0.1)))),
        edges=bool(rng.random() < 0.4),
    )


def _sharpening(rng: Rng, scale: float) -> tuple[Sharpening, ...]:
    """Draw up to two unsharp masks: a fine one and a coarse one ("clarity")."""
    masks = []
    if rng.random() < 0.8:
        masks.append(
            Sharpening(
                amount=float(rng.gamma(1.5, 0.45)),
                radius=float(rng.uniform(0.6, 1.6) * max(scale, 1)),
                limit=float(rng.uniform(10, 60) if rng.random() < 0.4 else 255),
            )
        )
    if rng.random() < 0.2:
        coarse = float(rng.uniform(3, 12) * scale)
        masks.append(Sharpening(amount=float(rng.uniform(0.1, 0.5)), radius=coarse, limit=255))
    return tuple(masks)


def apply_lens(light: Field, kit: LinearPhone, fine_px: float) -> Field:
    """Return linear light blurred by the lens. fine_px: height of the finest print."""
    lens = (kit.softness * fine_px) ** 2 - (PIXEL_SIGMA_PX * kit.scale) ** 2
    sigma = np.clip(
        np.sqrt(max(lens, 0)), MIN_LENS_SIGMA_PX * kit.scale, MAX_LENS_SIGMA_PX * kit.scale
    )
    soft = as_field(cv2.GaussianBlur(light, (0, 0), sigma))
    if not kit.field_curvature:
        return soft
    softer = as_field(cv2.GaussianBlur(soft, (0, 0), max(sigma * kit.field_curvature, 0.3)))
    height, width = light.shape[:2]
    x, y = np.linspace(-1, 1, width, dtype=np.float32), np.linspace(-1, 1, height, dtype=np.float32)
    corner = np.clip((x * x + (y * y)[:, None]) / 2, 0, 1)
    return as_field(cv2.blendLinear(softer, soft, corner, 1 - corner))


def develop(light: Field, kit: LinearPhone, levels: float, rng: Rng) -> Picture:
    """Return the phone's picture at the sensor's size. levels: noise added by a fault."""
    extra = levels / 255 * kit.scale
    colour = capture(light, kit.sensor, extra, kit.saturation, rng)
    picture = tone.encode(tone.map_local_tone(colour, kit.tone), kit.tone.headroom)
    picture = denoise.remove_noise(picture, kit.denoise, kit.denoise_levels, kit.colour_px)
    picture = as_picture(cv2.LUT(picture, tone.tone_curve(kit.tone)))
    for mask in kit.sharpening:
        picture = tone.sharpen(picture, mask)
    return picture


def resize(picture: Picture, kit: LinearPhone, size: tuple[int, int]) -> Picture:
    """Return the phone's JPEG, decoded and resized to the received photo's size."""
    kept = decode_jpeg(encode_jpeg(picture, kit.quality))
    way = kit.resize
    if kit.scale > 2:
        way = "area"
    elif kit.scale < 1 and way == "area":
        way = "linear"
    return as_picture(cv2.resize(kept, size, interpolation=INTERPOLATIONS[way]))
