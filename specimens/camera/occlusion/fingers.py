"""Fingers of the usual build, with the hand."""

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, Rng, as_field
from specimens.camera.habits import Habits
from specimens.camera.occlusion.covers import Cover, rasterise
from specimens.camera.sampling.colours import random_colour
from specimens.camera.sampling.noise import shade, smooth

SKIN_TONES = np.array(
    [[70, 95, 140], [95, 130, 185], [130, 165, 215], [45, 65, 105], [150, 180, 228]], float
)


def draw_finger(
    tip: Floats, toward: float, width: float, length: float, rng: Rng, habits: Habits
) -> Cover:
    """Return one finger with its hand.

    tip: photo px. toward: direction of the arm, radians. width, length: px; the finger is four to
    five widths long.
    habits: taper and bend of fingers.
    """
    taper = rng.uniform(*habits.finger_taper)
    bow = rng.normal(0, habits.finger_bend)
    along = np.concatenate(
        [np.linspace(0, 0.6, 14) ** 2 / 0.6, np.linspace(0.62, length / width, 60)]
    )
    dome = np.sqrt(np.clip(1 - (1 - along / 0.6) ** 2, 0, 1))
    half = 0.5 * np.where(along < 0.6, dome, 1) * (taper + (1 - taper) * np.minimum(along / 3, 1))
    half += 0.02 * np.sin(along * rng.uniform(1.5, 3) + rng.uniform(0, 6)) * np.minimum(along, 1)
    half += np.clip(along - rng.uniform(3.2, 5), 0, rng.uniform(0.8, 2.5)) * rng.uniform(0.4, 0.9)
    side = bow * np.minimum(along, 6) ** 2
    outline = np.concatenate(
        [np.stack([along, side - half], 1), np.stack([along, side + half], 1)[::-1]]
    )
    cos, sin = np.cos(toward), np.sin(toward)
    outline = tip + width * outline @ np.array([[cos, sin], [-sin, cos]])
    left, top, share = rasterise(outline)
    soft = cv2.GaussianBlur(share, (0, 0), min(1 + width / 150, 3))
    return Cover(left, top, _skin(share, width, rng), as_field(soft))


def _skin(share: Field, width: float, rng: Rng) -> Picture:
    """Return skin of a random tone, shaded as a cylinder."""
    a, b = rng.choice(len(SKIN_TONES), 2, replace=False)
    tone = SKIN_TONES[a] + rng.random() * (SKIN_TONES[b] - SKIN_TONES[a]) + rng.normal(0, 8, 3)
    if rng.random() < 0.06:
        tone = random_colour(rng, 0.7, (40, 240))  # a glove
    inside = cv2.distanceTransform((share > 0.5).astype(np.uint8), cv2.DIST_L2, 3)
    rise = np.clip(inside / (0.5 * width), 0, 1)
    round_ = rng.uniform(0.45, 0.75) + 0.5 * np.sqrt(np.clip(1 - (1 - rise) ** 2, 0, 1))
    lines = 1 + 0.03 * smooth(rng, (share.shape[1], share.shape[0]), (12, 12))
    return shade(tone, round_ * lines - 1, 1.0)
