"""The camera of number strips: resolution, blur, noise, sharpening, compression, cutting."""

import cv2
import numpy as np

from specimens.arrays import Field, Picture, Rng
from specimens.camera.phone import lens
from training.number_reader.faces import DRAWN_DIGIT_PX
from training.number_reader.paper import smooth_field

STRIP_HEIGHT_PX = 32
DIGIT_HEIGHT_RANGE_PX = (17.0, 25.0)  # in a strip
STRIP_WIDTHS_PX = (256, 384, 704)  # strips are padded on the right to one of these


def photograph_line(rng: Rng, grey: Field) -> tuple[Picture, float]:
    """Return the photographed line and the height of a digit in photo pixels."""
    digit = float(np.exp(rng.uniform(np.log(8.5), np.log(24))))
    scale = digit / DRAWN_DIGIT_PX
    turn, shear = rng.normal(0, 0.008), rng.normal(0, 0.05)
    squeeze = rng.uniform(0.75, 1.2)
    matrix = np.float32(
        [[scale * squeeze, scale * shear, 0], [scale * turn, scale, rng.uniform(-0.5, 0.5)]]
    )
    matrix[0, 2] = max(0.0, -shear) * scale * grey.shape[0]
    matrix[1, 2] -= scale * turn * grey.shape[1] / 2
    size = (int(grey.shape[1] * scale * squeeze) + 2, int(grey.shape[0] * scale) + 1)
    shot = cv2.GaussianBlur(grey, (0, 0), max(0.5 / scale * 0.7, 0.4))
    shot = cv2.warpAffine(
        shot, matrix, size, flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE
    )
    shot = blur(rng, shot, digit)
    if rng.random() < 0.07:
        shot = add_screen_stripes(rng, shot, digit)
    grain = rng.uniform(0.5, 6) if rng.random() < 0.85 else rng.uniform(6, 16)
    shot = shot * rng.uniform(0.45, 1.1) + rng.normal(0, grain, shot.shape)
    if rng.random() < 0.5:
        smeared = cv2.GaussianBlur(shot, (0, 0), rng.uniform(0.8, 2.0))
        shot = shot + (shot - smeared) * rng.uniform(0.2, 1.4)
    if rng.random() < 0.1:
        shot += np.clip(smooth_field(rng, shot.shape, (2, 6)) * 160 - 40, 0, None)
    grey = np.clip(shot, 0, 255).astype(np.uint8)
    if rng.random() < 0.2:
        grey = cv2.bilateralFilter(grey, 5, rng.uniform(10, 40), rng.uniform(1, 2))
    for _ in range(2 if rng.random() < 0.2 else 1):
        grey = recompress(rng, grey)
    return grey, digit


def add_screen_stripes(rng: Rng, shot: Field, digit: float) -> Field:
    """Add the stripes of a photographed screen."""
    y, x = np.mgrid[: shot.shape[0], : shot.shape[1]].astype(np.float32)
    for _ in range(int(rng.integers(1, 3))):
        way, period = rng.uniform(0, np.pi), digit * np.exp(rng.uniform(np.log(0.2), np.log(2)))
        along = (
            x * np.cos(way) + y * np.sin(way) + smooth_field(rng, shot.shape, (2, 4)) * 2 * digit
        )
        wave = np.sin(2 * np.pi * along / period + rng.uniform(0, 6))
        shot = shot * (1 + rng.uniform(0.04, 0.35) * wave)
    return shot.astype(np.float32)


def recompress(rng: Rng, grey: Picture) -> Picture:
    """Compress as JPEG with a random block offset, and decode."""
    above, before = rng.integers(0, 8, 2)
    wide = cv2.copyMakeBorder(grey, int(above), 0, int(before), 0, cv2.BORDER_REPLICATE)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(38, 92))]
    return cv2.imdecode(cv2.imencode(".jpg", wide, quality)[1], 0)[above:, before:]


def blur(rng: Rng, shot: Field, digit: float) -> Field:
    """Apply a random blur, in shares of a digit."""
    way = BLURS[int(rng.choice(len(BLURS), p=[share for _, share in BLURS]))][0]
    return way(rng, shot, digit)


def no_blur(_: Rng, shot: Field, __: float) -> Field:
    return shot


def gaussian_blur(rng: Rng, shot: Field, digit: float) -> Field:
    return cv2.GaussianBlur(shot, (0, 0), max(digit * abs(rng.normal(0, 0.055)), 0.1))


def defocus(rng: Rng, shot: Field, digit: float) -> Field:
    kernel = lens.disk_kernel(digit * rng.uniform(0.02, 0.17), rng.uniform(0, 0.6))
    return cv2.filter2D(shot, -1, kernel, borderType=cv2.BORDER_REPLICATE)


def shake(rng: Rng, shot: Field, digit: float) -> Field:
    kernel = lens.path_kernel(digit * rng.uniform(0.05, 0.5), rng.uniform(0, 0.35), rng)
    return cv2.filter2D(shot, -1, kernel, borderType=cv2.BORDER_REPLICATE)


BLURS = ((no_blur, 0.15), (gaussian_blur, 0.35), (defocus, 0.25), (shake, 0.25))


def cut_line(rng: Rng, shot: Picture, digit: float, foot: float) -> Picture:
    """Cut the line with the detector's errors and scale it to STRIP_HEIGHT_PX.

    foot: how far below the digits the detector ends them, in digit heights.
    """
    wanted = rng.uniform(*DIGIT_HEIGHT_RANGE_PX) / (1 + foot)
    scale = wanted / digit
    large = cv2.resize(shot, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    middle = (1.5 + foot / 2) * wanted + rng.normal(0, 1.4)
    top = round(middle - STRIP_HEIGHT_PX / 2)
    left = int(wanted * rng.uniform(0.55, 1.0)) if rng.random() < 0.8 else 0
    right = large.shape[1] - int(wanted * rng.uniform(0.5, 0.95))
    return large[max(top, 0) : max(top, 0) + STRIP_HEIGHT_PX, left:right]


def pad_to_width(strip: Picture) -> Picture:
    """Pad a strip to the next width by replicating its right edge."""
    rows, width = strip.shape
    wanted = next((w for w in STRIP_WIDTHS_PX if w >= width), STRIP_WIDTHS_PX[-1])
    if width > wanted:
        strip = cv2.resize(strip, (wanted, rows), interpolation=cv2.INTER_AREA)
    return cv2.copyMakeBorder(
        strip, 0, STRIP_HEIGHT_PX - rows, 0, wanted - strip.shape[1], cv2.BORDER_REPLICATE
    )
