"""The phone: small, soft, shaken, noisy, sharpened, compressed; and the cut of the finder."""

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.camera import lens
from training.strips.faces import DRAWN_PX
from training.strips.ink import Grey
from training.strips.paper import smooth
from training.strips.texts import Rng

Floats = NDArray[np.float32]

STRIP_PX = 32
DIGIT_PX = (17.0, 25.0)  # height of a digit in a strip
WIDTHS = (256, 384, 704)  # strips are filled up on the right to one of these


def camera(rng: Rng, grey: Floats) -> tuple[Grey, float]:
    """Photograph the line. Return it with the height of a digit in photo pixels."""
    digit = float(np.exp(rng.uniform(np.log(8.5), np.log(24))))
    scale = digit / DRAWN_PX
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
    shot = blurred(rng, shot, digit)
    if rng.random() < 0.07:
        shot = off_a_screen(rng, shot, digit)
    grain = rng.uniform(0.5, 6) if rng.random() < 0.85 else rng.uniform(6, 16)
    shot = shot * rng.uniform(0.45, 1.1) + rng.normal(0, grain, shot.shape)
    if rng.random() < 0.5:
        smeared = cv2.GaussianBlur(shot, (0, 0), rng.uniform(0.8, 2.0))
        shot = shot + (shot - smeared) * rng.uniform(0.2, 1.4)
    if rng.random() < 0.1:
        shot += np.clip(smooth(rng, shot.shape, (2, 6)) * 160 - 40, 0, None)
    grey = np.clip(shot, 0, 255).astype(np.uint8)
    if rng.random() < 0.2:
        grey = cv2.bilateralFilter(grey, 5, rng.uniform(10, 40), rng.uniform(1, 2))
    for _ in range(2 if rng.random() < 0.2 else 1):
        grey = compressed(rng, grey)
    return grey, digit


def off_a_screen(rng: Rng, shot: Floats, digit: float) -> Floats:
    """Lay the stripes of a photographed screen over the line."""
    y, x = np.mgrid[: shot.shape[0], : shot.shape[1]].astype(np.float32)
    for _ in range(int(rng.integers(1, 3))):
        way, period = rng.uniform(0, np.pi), digit * np.exp(rng.uniform(np.log(0.2), np.log(2)))
        along = x * np.cos(way) + y * np.sin(way) + smooth(rng, shot.shape, (2, 4)) * 2 * digit
        wave = np.sin(2 * np.pi * along / period + rng.uniform(0, 6))
        shot = shot * (1 + rng.uniform(0.04, 0.35) * wave)
    return shot.astype(np.float32)


def compressed(rng: Rng, grey: Grey) -> Grey:
    """Write a JPEG whose blocks begin anywhere, and read it again."""
    above, before = rng.integers(0, 8, 2)
    wide = cv2.copyMakeBorder(grey, int(above), 0, int(before), 0, cv2.BORDER_REPLICATE)
    quality = [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(38, 92))]
    return cv2.imdecode(cv2.imencode(".jpg", wide, quality)[1], 0)[above:, before:]


def blurred(rng: Rng, shot: Floats, digit: float) -> Floats:
    """Blur by no lens, a soft one, one out of focus or a shaking hand, in shares of a digit."""
    way = WAYS[int(rng.choice(len(WAYS), p=[share for _, share in WAYS]))][0]
    return way(rng, shot, digit)


def sharp(_: Rng, shot: Floats, __: float) -> Floats:
    return shot


def soft(rng: Rng, shot: Floats, digit: float) -> Floats:
    return cv2.GaussianBlur(shot, (0, 0), max(digit * abs(rng.normal(0, 0.055)), 0.1))


def defocused(rng: Rng, shot: Floats, digit: float) -> Floats:
    kernel = lens.disk(digit * rng.uniform(0.02, 0.17), rng.uniform(0, 0.6))
    return cv2.filter2D(shot, -1, kernel, borderType=cv2.BORDER_REPLICATE)


def shaken(rng: Rng, shot: Floats, digit: float) -> Floats:
    kernel = lens.path(digit * rng.uniform(0.05, 0.5), rng.uniform(0, 0.35), rng)
    return cv2.filter2D(shot, -1, kernel, borderType=cv2.BORDER_REPLICATE)


WAYS = ((sharp, 0.15), (soft, 0.35), (defocused, 0.25), (shaken, 0.25))


def cut(rng: Rng, shot: Grey, digit: float, foot: float) -> Grey:
    """Cut the line as the finder does, a little off, and bring it to STRIP_PX.

    `foot` is how far below the digits it takes them to end, in their heights.
    """
    wanted = rng.uniform(*DIGIT_PX) / (1 + foot)
    scale = wanted / digit
    large = cv2.resize(shot, None, fx=scale, fy=scale, interpolation=cv2.INTER_CUBIC)
    middle = (1.5 + foot / 2) * wanted + rng.normal(0, 1.4)
    top = round(middle - STRIP_PX / 2)
    left = int(wanted * rng.uniform(0.55, 1.0)) if rng.random() < 0.8 else 0
    right = large.shape[1] - int(wanted * rng.uniform(0.5, 0.95))
    return large[max(top, 0) : max(top, 0) + STRIP_PX, left:right]


def filled(strip: Grey) -> Grey:
    """Fill a strip up to the next width with the paper at its right edge."""
    rows, width = strip.shape
    wanted = next((w for w in WIDTHS if w >= width), WIDTHS[-1])
    if width > wanted:
        strip = cv2.resize(strip, (wanted, rows), interpolation=cv2.INTER_AREA)
    return cv2.copyMakeBorder(
        strip, 0, STRIP_PX - rows, 0, wanted - strip.shape[1], cv2.BORDER_REPLICATE
    )
