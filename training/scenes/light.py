"""Light, shadows, hands, objects and the camera of reduced scenes."""

import cv2
import numpy as np

from specimens.arrays import Field, Picture, Rng
from training.scenes.surfaces import smooth_noise, surface_colour

SHADOW_DEPTHS = (0.85, 0.65, 0.97)  # share of shallow shadows; depth of the others


def shading(rng: Rng, maps: Field) -> Field:
    """Return the shading of a sheet, about 1: soft waves, folds as steps or thin lines."""
    u, v = maps[..., 0], maps[..., 1]
    shade = np.ones(u.shape, np.float32)
    if rng.random() < 0.6:
        waves = smooth_noise(rng, u.shape, (rng.uniform(2, 6), rng.uniform(2, 6)))
        shade += (waves - 0.5) * rng.uniform(0, 0.35)
    for _ in range(rng.choice([0, 0, 1, 2, 3, 6])):
        angle = rng.choice([0, np.pi / 2, rng.uniform(0, np.pi)])
        where = rng.choice([0.5, rng.uniform(0.1, 0.9)])
        far = (u - where) * np.cos(angle) + (v - where) * np.sin(angle)
        shade += np.tanh(far * rng.uniform(5, 80)) * rng.normal(0, 0.05)
        shade += np.exp(-((far * rng.uniform(60, 200)) ** 2)) * rng.normal(0, 0.12)
    return np.clip(shade, 0.3, 1.4)


def random_shape(rng: Rng, shape: tuple[int, int], soft: float) -> Field:
    """Return a random shape, 0–1, with an edge of `soft` px: half plane, polygon or ellipse."""
    small = (max(8, shape[0] // 4), max(8, shape[1] // 4))
    canvas = np.zeros(small, np.uint8)
    size = np.array(small[::-1])
    centre = rng.uniform(-0.2, 1.2, 2) * size
    kind = rng.integers(3)
    if kind == 0:
        angle = rng.uniform(0, 2 * np.pi)
        y, x = np.mgrid[0 : small[0], 0 : small[1]]
        canvas[(x - centre[0]) * np.cos(angle) + (y - centre[1]) * np.sin(angle) > 0] = 255
    elif kind == 1:
        points = centre + rng.normal(0, 0.35, (rng.integers(3, 6), 2)) * size
        cv2.fillPoly(canvas, [points.astype(np.int32)], 255)
    else:
        axes = tuple(int(a) for a in rng.uniform(0.08, 0.6, 2) * size)
        where = tuple(int(c) for c in centre)
        cv2.ellipse(canvas, where, axes, rng.uniform(0, 180), 0, 360, 255, -1)
    canvas = cv2.GaussianBlur(canvas, (0, 0), max(0.3, soft / 4))
    return cv2.resize(canvas, shape[::-1], interpolation=cv2.INTER_LINEAR).astype(np.float32) / 255


def illumination(rng: Rng, shape: tuple[int, int]) -> Field:
    """Return the light of the scene, H × W × 3: gradient, shadows, tint, exposure."""
    field = 1 + (smooth_noise(rng, shape, (2, 2)) - 0.5) * rng.uniform(0, 0.9)
    for _ in range(rng.choice([0, 0, 1, 1, 2])):
        deep = (
            rng.uniform(0.05, 0.65)
            if rng.random() < SHADOW_DEPTHS[0]
            else rng.uniform(*SHADOW_DEPTHS[1:])
        )
        field *= 1 - random_shape(rng, shape, rng.exponential(12)) * deep
    tint = np.exp(rng.normal(0, 0.05, 3)).astype(np.float32)
    exposure = rng.normal(-0.15, 0.22) if rng.random() < 0.9 else rng.uniform(-2, 0.5)
    gain = np.float32(np.exp(exposure)) / max(1.0, float(field.max()) - 0.1)
    return field[..., None] * tint * gain


def add_glare(rng: Rng, picture: Field) -> Field:
    """Add the reflection of a lamp or a window."""
    spot = random_shape(rng, picture.shape[:2], rng.uniform(3, 40)) * random_shape(
        rng, picture.shape[:2], 30
    )
    return picture + spot[..., None] * rng.uniform(40, 320)


def lay_finger(rng: Rng, picture: Field, at: Field, inward: Field) -> Field:
    """Composite a finger from outside over the point `at` of a sheet's edge."""
    height, width = picture.shape[:2]
    skin = np.float32([rng.uniform(60, 170), rng.uniform(85, 195), rng.uniform(120, 245)])
    skin *= rng.uniform(0.4, 1.05)
    thick = max(3, int(rng.uniform(0.04, 0.11) * max(height, width)))
    sway = rng.normal(0, 0.4, 2).astype(np.float32)
    tip = at + inward * thick * rng.uniform(-0.2, 1.5)
    root = at - (inward + sway) * thick * rng.uniform(3, 12)
    cover = np.zeros((height, width), np.uint8)
    ends = [tuple(int(c) for c in p) for p in (tip, root)]
    cv2.line(cover, ends[0], ends[1], 255, thick, cv2.LINE_AA)
    share = cv2.GaussianBlur(cover, (0, 0), 0.7).astype(np.float32)[..., None] / 255
    round_ = cv2.GaussianBlur(cover, (0, 0), thick * 0.3).astype(np.float32)[..., None] / 255
    shadow = np.roll(round_, rng.integers(-thick // 2, thick // 2 + 1, 2), (0, 1))
    darker = picture * (1 - shadow * rng.uniform(0, 0.5))
    return darker * (1 - share) + skin * (0.45 + 0.55 * round_) * share


def lay_object(rng: Rng, picture: Field) -> Field:
    """Composite a pen, cable, box, cup or key at a random position."""
    height, width = picture.shape[:2]
    size = max(height, width)
    cover = np.zeros((height, width), np.uint8)
    at = rng.uniform(-0.1, 1.1, 2) * (width, height)
    kind = rng.integers(4)
    if kind == 0:
        end = at + rng.normal(0, 0.3, 2) * size
        cv2.line(
            cover, tuple(at.astype(int)), tuple(end.astype(int)), 255, int(rng.integers(1, 12))
        )
    elif kind == 1:
        box = cv2.boxPoints(
            (tuple(at), tuple(rng.uniform(0.02, 0.3, 2) * size), rng.uniform(0, 90))
        )
        cv2.fillPoly(cover, [box.astype(np.int32)], 255)
    elif kind == 2:
        cv2.circle(cover, tuple(at.astype(int)), int(rng.uniform(0.02, 0.25) * size), 255, -1)
    else:
        path = (at + rng.normal(0, 0.06, (30, 2)).cumsum(0) * size).astype(np.int32)
        cv2.polylines(cover, [path], False, 255, int(rng.integers(1, 5)), cv2.LINE_AA)
    soft = cv2.GaussianBlur(cover, (0, 0), 0.6).astype(np.float32)[..., None] / 255
    fill = surface_colour(rng) + (
        smooth_noise(rng, (height, width), (6, 6))[..., None] - 0.5
    ) * rng.uniform(0, 60)
    shadow = cv2.GaussianBlur(np.roll(cover, rng.integers(-6, 7, 2), (0, 1)), (0, 0), 4)
    picture = picture * (1 - shadow.astype(np.float32)[..., None] / 255 * rng.uniform(0, 0.4))
    return picture * (1 - soft) + fill * soft


def photograph_small(rng: Rng, picture: Field) -> Picture:
    """Apply lens, sensor and codec, as far as they affect a reduced photo."""
    if rng.random() < 0.4:
        picture = cv2.GaussianBlur(picture, (0, 0), rng.uniform(0.3, 2.2))
    if rng.random() < 0.08:
        size = int(rng.integers(3, 12))
        line = np.zeros((size, size), np.float32)
        line[size // 2] = 1 / size
        turn = cv2.getRotationMatrix2D((size / 2 - 0.5, size / 2 - 0.5), rng.uniform(0, 180), 1)
        picture = cv2.filter2D(picture, -1, cv2.warpAffine(line, turn, (size, size)))
    if rng.random() < 0.12:
        grey = picture @ np.float32([0.11, 0.59, 0.3])
        picture = np.repeat(grey[..., None], 3, 2)
    picture = (picture - 128) * rng.uniform(0.75, 1.25) + 128 + rng.normal(0, 10)
    if rng.random() < 0.4:
        picture = picture + rng.normal(0, rng.exponential(4), picture.shape).astype(np.float32)
    out = np.clip(picture, 0, 255).astype(np.uint8)
    if rng.random() < 0.4:
        code = cv2.imencode(".jpg", out, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(30, 90))])[1]
        out = cv2.imdecode(code, cv2.IMREAD_COLOR)
    return out
