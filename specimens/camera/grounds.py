"""What sheets lie on, drawn: a tile of each kind of surface."""

from collections.abc import Callable, Mapping

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.camera.noise import Picture, fractal, grain, mixed, shaded, smooth

Draw = Callable[[np.random.Generator], Picture]
SIDE = 1400  # px of a tile; it is mirrored beyond
SIZE = (SIDE, SIDE)
Colour = NDArray[np.float64]


def hue(rng: np.random.Generator, saturation: float, value: tuple[float, float]) -> Colour:
    """Return a colour (BGR) of any hue; saturation 0–1, value within 0–255."""
    hsv = np.uint8([[[rng.integers(180), 255 * rng.uniform(0, saturation), rng.uniform(*value)]]])
    return cv2.cvtColor(hsv, cv2.COLOR_HSV2BGR)[0, 0].astype(float)


def wood(rng: np.random.Generator) -> Picture:
    """Boards or veneer: grain lines along, knots now and then, joints between boards."""
    tone = rng.uniform(0.35, 1.1)
    base = np.array([70, 115, 165]) * tone + rng.normal(0, 10, 3)
    warp = fractal(rng, SIZE, 2, 4) * rng.uniform(5, 40)
    y = np.arange(SIDE, dtype=np.float32)[:, None] + warp
    lines = np.sin(y * 2 * np.pi / rng.uniform(12, 60) + 2 * smooth(rng, SIZE, (2, 30)))
    streak = smooth(rng, SIZE, (4, 500))
    picture = shaded(base, 0.6 * lines + 0.8 * streak, rng.uniform(0.03, 0.12))
    if rng.random() < 0.6:
        pitch = int(rng.uniform(150, 500))
        for at in range(int(rng.integers(pitch)), SIDE, pitch):
            cv2.line(picture, (0, at), (SIDE, at), tuple(base * 0.35), int(rng.integers(2, 6)))
    return picture


def cloth(rng: np.random.Generator) -> Picture:
    """A plain weave with soft wrinkles."""
    base = hue(rng, 0.8, (40, 240))
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    pitch = rng.uniform(3, 9)
    weave = np.sin(2 * np.pi * x / pitch) * np.sin(2 * np.pi * y / pitch)
    wrinkle = fractal(rng, SIZE, 3, 3)
    field = weave * rng.uniform(0.2, 0.8) + wrinkle + 0.3 * grain(rng, SIZE)
    return shaded(base, field, rng.uniform(0.03, 0.1))


def batik(rng: np.random.Generator) -> Picture:
    """A repeated motif in two or three colours."""
    cell = int(rng.integers(60, 240))
    dark = hue(rng, 0.8, (20, 90))
    light, third = hue(rng, 0.5, (130, 235)), hue(rng, 0.9, (60, 200))
    motif = np.empty((cell, cell, 3), np.uint8)
    motif[:] = dark
    for _ in range(int(rng.integers(4, 10))):
        at = tuple(int(v) for v in rng.integers(0, cell, 2))
        axes = tuple(int(v) for v in rng.uniform(0.05, 0.45, 2) * cell)
        colour = tuple(light if rng.random() < 0.6 else third)
        thick = -1 if rng.random() < 0.3 else int(rng.integers(2, 7))
        cv2.ellipse(motif, at, axes, rng.uniform(0, 180), 0, 360, colour, thick, cv2.LINE_AA)
    motif = np.hstack([motif, motif[:, ::-1]])
    motif = np.vstack([motif, motif[::-1]])
    times = SIDE // motif.shape[0] + 1
    tiled = np.tile(motif, (times, times, 1))[:SIDE, :SIDE]
    light_field = 1 + 0.05 * fractal(rng, SIZE, 3, 3) + 0.03 * grain(rng, SIZE)
    return np.clip(tiled * light_field[..., None], 0, 255).astype(np.uint8)


def tiles(rng: np.random.Generator) -> Picture:
    """Floor tiles with joints, plain or speckled."""
    base, joint = hue(rng, 0.35, (110, 245)), hue(rng, 0.2, (40, 180))
    field = fractal(rng, SIZE, 4, 5) + rng.uniform(0, 0.6) * grain(rng, SIZE)
    picture = shaded(base, field, rng.uniform(0.01, 0.06))
    pitch, thick = int(rng.uniform(250, 900)), int(rng.integers(3, 12))
    for at in range(int(rng.integers(pitch)), SIDE, pitch):
        cv2.line(picture, (0, at), (SIDE, at), tuple(joint), thick)
        cv2.line(picture, (at, 0), (at, SIDE), tuple(joint), thick)
    return cv2.GaussianBlur(picture, (0, 0), 1)


def carpet(rng: np.random.Generator) -> Picture:
    """A pile of many tufts, striped or mottled."""
    one, other = hue(rng, 0.7, (30, 200)), hue(rng, 0.7, (30, 200))
    band = smooth(rng, SIZE, (int(rng.integers(1, 6)), int(rng.integers(10, 80))))
    tuft = cv2.GaussianBlur(grain(rng, SIZE), (0, 0), rng.uniform(0.8, 2.5)) * 3
    picture = mixed(one, other, 0.5 + 0.5 * band + 0.2 * tuft)
    return np.clip(picture * (1 + 0.12 * tuft[..., None]), 0, 255).astype(np.uint8)


def plastic(rng: np.random.Generator) -> Picture:
    """A smooth sheet of one colour, faintly uneven."""
    field = fractal(rng, SIZE, 2, 2) + 0.3 * grain(rng, SIZE)
    return shaded(hue(rng, 0.9, (30, 250)), field, rng.uniform(0.005, 0.03))


def marble(rng: np.random.Generator) -> Picture:
    """Stone with veins."""
    warp = fractal(rng, SIZE, 2, 6)
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32) / SIDE
    angle = rng.uniform(0, np.pi)
    phase = rng.uniform(4, 16) * (np.cos(angle) * x + np.sin(angle) * y)
    vein = np.abs(np.sin(phase + rng.uniform(0.8, 2.5) * warp)) ** rng.uniform(0.15, 0.6)
    return mixed(hue(rng, 0.3, (60, 200)), hue(rng, 0.15, (150, 248)), vein)


def concrete(rng: np.random.Generator) -> Picture:
    """Rough grey with pits."""
    field = fractal(rng, SIZE, 4, 7) + 0.5 * grain(rng, SIZE)
    pits = cv2.GaussianBlur(grain(rng, SIZE), (0, 0), 2) > rng.uniform(0.25, 0.4)
    return shaded(hue(rng, 0.15, (80, 200)), field - 2 * pits, rng.uniform(0.04, 0.1))


def white(rng: np.random.Generator) -> Picture:
    """A white table: hardly darker than paper, if at all."""
    base = np.clip(rng.uniform(222, 253) + rng.normal(0, 3, 3), 0, 255)
    field = fractal(rng, SIZE, 2, 2) + 0.5 * grain(rng, SIZE)
    return shaded(base, field, rng.uniform(0.003, 0.012))


def checked(rng: np.random.Generator) -> Picture:
    """A tablecloth with checks."""
    one, other = hue(rng, 0.3, (180, 250)), hue(rng, 0.9, (60, 200))
    pitch = rng.uniform(40, 200)
    y, x = np.mgrid[:SIDE, :SIDE]
    share = ((x // pitch) % 2 + (y // pitch) % 2) / 2
    share = share.astype(np.float32) + 0.06 * fractal(rng, SIZE, 4, 3) + 0.05 * grain(rng, SIZE)
    return mixed(one, other, share)


def dark(rng: np.random.Generator) -> Picture:
    """Black desk, laptop lid, night."""
    field = fractal(rng, SIZE, 2, 5) + grain(rng, SIZE)
    return shaded(hue(rng, 0.4, (12, 60)), field, rng.uniform(0.03, 0.12))


def bamboo(rng: np.random.Generator) -> Picture:
    """A mat of slats bound by threads."""
    slat, gap = hue(rng, 0.5, (120, 230)), hue(rng, 0.6, (20, 70))
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    pitch = rng.uniform(14, 45)
    across = np.abs(((y + 2 * smooth(rng, SIZE, (3, 8))) / pitch) % 1 - 0.5) * 2
    thread = (np.abs((x / rng.uniform(120, 350)) % 1 - 0.5) < 0.02) * 0.8
    share = (across > 0.85) * 1.0 + 0.3 * (1 - across) * 0.3 + thread
    return mixed(slat, gap, share.astype(np.float32) + 0.07 * smooth(rng, SIZE, (10, 90)))


def rattan(rng: np.random.Generator) -> Picture:
    """A basket weave of broad strips."""
    base = hue(rng, 0.6, (90, 220))
    pitch = rng.uniform(25, 70)
    y, x = np.mgrid[:SIDE, :SIDE].astype(np.float32)
    over = ((x // pitch) + (y // pitch)) % 2
    round_x = np.abs((x / pitch) % 1 - 0.5)
    round_y = np.abs((y / pitch) % 1 - 0.5)
    field = np.where(over > 0, 0.5 - 2 * round_y**2 * 2, 0.5 - 2 * round_x**2 * 2)
    return shaded(base, field.astype(np.float32) + 0.2 * grain(rng, SIZE), rng.uniform(0.15, 0.35))


def terrazzo(rng: np.random.Generator) -> Picture:
    """Chips of stone in cement."""
    base, chips = hue(rng, 0.2, (130, 240)), hue(rng, 0.4, (40, 220))
    size = int(rng.integers(60, 200))
    chip = smooth(rng, SIZE, (size, size))
    other = smooth(rng, SIZE, (size, size))
    share = (chip > 1.1) * 0.9 + (other > 1.3) * 0.4
    return mixed(base, chips, share.astype(np.float32) + 0.04 * grain(rng, SIZE))


def oilcloth(rng: np.random.Generator) -> Picture:
    """A printed plastic tablecloth: flowers on a light ground."""
    picture = np.empty((SIDE, SIDE, 3), np.uint8)
    picture[:] = hue(rng, 0.35, (150, 250))
    inks = [tuple(hue(rng, 0.9, (60, 230))) for _ in range(3)]
    size = rng.uniform(12, 45)
    for at in rng.integers(0, SIDE, (int(40000 / size), 2)):
        ink = inks[rng.integers(3)]
        petals = int(rng.integers(4, 8))
        for k in range(petals):
            angle = 2 * np.pi * k / petals
            where = at + size * 0.6 * np.array([np.cos(angle), np.sin(angle)])
            cv2.circle(picture, tuple(int(v) for v in where), int(size * 0.4), ink, -1, cv2.LINE_AA)
    field = 1 + 0.03 * fractal(rng, SIZE, 2, 3)[..., None]
    return np.clip(picture * field, 0, 255).astype(np.uint8)


def leather(rng: np.random.Generator) -> Picture:
    """A seat or a desk pad: a fine net of wrinkles."""
    cells = int(rng.integers(120, 320))
    net = np.abs(smooth(rng, SIZE, (cells, cells)))
    field = np.minimum(net, 0.8) + 0.4 * fractal(rng, SIZE, 2, 3)
    return shaded(hue(rng, 0.6, (30, 180)), field - 0.5, rng.uniform(0.1, 0.25))


CALIBRATION: Mapping[str, Draw] = {
    "wood": wood, "cloth": cloth, "batik": batik, "tiles": tiles, "carpet": carpet,
    "plastic": plastic, "marble": marble, "concrete": concrete, "white": white,
    "checked": checked, "dark": dark,
}  # fmt: skip
"""Surfaces of the calibration and training sets."""
TEST: Mapping[str, Draw] = {
    "wood": wood, "tiles": tiles, "white": white, "plastic": plastic, "bamboo": bamboo,
    "rattan": rattan, "terrazzo": terrazzo, "oilcloth": oilcloth, "leather": leather,
}  # fmt: skip
"""Surfaces of the test set: half of them are of kinds never seen before."""
