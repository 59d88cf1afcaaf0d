"""Random placements of the sheets of a scene."""

from collections.abc import Sequence

import cv2
import numpy as np

from specimens.arrays import Floats, Picture, Rng
from training.scenes.placement import UNIT_SQUARE, Curl, Placement, random_curl, random_homography

CUT_SHARE = 0.22  # of main sheets, translated so that the frame may cut them
FILL_RANGES = ((0.75, 1.0), (0.25, 0.8), (1.0, 1.25), (1.25, 4.0), (0.12, 0.25))
"""Share of the frame that a main sheet fills, by length; above 1 only a part is visible."""
FILL_SHARES = (0.5, 0.25, 0.11, 0.08, 0.06)


def frame_shape(rng: Rng, long: int) -> tuple[int, int]:
    short = int(long * rng.choice([0.75, 0.5625, rng.uniform(0.5, 1)], p=[0.6, 0.25, 0.15]))
    return (long, short) if rng.random() < 0.55 else (short, long)


def random_turn(rng: Rng) -> float:
    """Return an in-plane rotation, radians: near a quarter turn, rarely oblique."""
    quarter = rng.integers(4) * np.pi / 2
    return quarter + rng.choice([rng.normal(0, 0.08), rng.uniform(-0.8, 0.8)], p=[0.83, 0.17])


def place_main(rng: Rng, shape: tuple[int, int], page: Picture) -> Placement:
    """Place the main sheet: filling the frame, far away, cut, cropped to it, or a part of it."""
    ratio = page.shape[1] / page.shape[0]
    if rng.random() < 0.12:
        corners = UNIT_SQUARE * shape[::-1] - 0.5
        quad = corners + rng.normal(0, rng.choice([0.0, 0.004, 0.012]), (4, 2)) * shape[::-1]
        quad = np.roll(quad, rng.integers(4), 0).astype(np.float32)
        return Placement(cv2.getPerspectiveTransform(UNIT_SQUARE, quad), random_curl(rng, 0.015))
    low, high = FILL_RANGES[rng.choice(len(FILL_RANGES), p=FILL_SHARES)]
    matrix = random_homography(rng, shape, ratio, rng.uniform(low, high), random_turn(rng))
    if rng.random() < CUT_SHARE:
        matrix = translated(matrix, rng.normal(0, 0.12, 2) * shape[::-1])
    return Placement(matrix, random_curl(rng, 0.05))


def translated(matrix: Floats, shift: Floats) -> Floats:
    """Return a homography translated by pixels of the picture."""
    by = np.eye(3)
    by[:2, 2] = shift
    return by @ matrix


def place_further(rng: Rng, shape: tuple[int, int], page: Picture, first: Placement) -> Placement:
    """Place a further sheet anywhere, as large as the first or smaller."""
    ratio = page.shape[1] / page.shape[0]
    span = np.ptp(first.quad, axis=0) / np.array(shape[::-1])
    fill = min(1.0, span.max()) * rng.uniform(0.3, 1.05)
    matrix = random_homography(rng, shape, ratio, fill, random_turn(rng))
    return Placement(
        translated(matrix, rng.uniform(-0.6, 0.6, 2) * shape[::-1]), random_curl(rng, 0.03)
    )


def place_pair(rng: Rng, shape: tuple[int, int], pages: Sequence[Picture]) -> list[Placement]:
    """Place two sheets of one size side by side or one above the other."""
    ratio = pages[0].shape[1] / pages[0].shape[0]
    fill, turn = rng.uniform(0.35, 0.62), random_turn(rng)
    matrix = random_homography(rng, shape, ratio, fill, turn)
    centre = np.array(shape[::-1]) / 2 - 0.5
    span = np.ptp(Placement(matrix, NO_CURL).quad, axis=0)
    along = rng.integers(2)
    gap = np.zeros(2)
    gap[along] = span[along] * rng.uniform(1.01, 1.3)
    lays = []
    for sign in (-0.5, 0.5):
        shift = np.eye(3)
        middle = Placement(matrix, NO_CURL).quad.mean(0)
        shift[:2, 2] = centre - middle + sign * gap + rng.normal(0, 3, 2)
        twist = cv2.getRotationMatrix2D(tuple(middle.tolist()), rng.normal(0, 4), 1)
        lays.append(
            Placement(shift @ np.vstack([twist, [0, 0, 1]]) @ matrix, random_curl(rng, 0.02))
        )
    return lays


NO_CURL = Curl(np.zeros(4, np.float32), np.zeros((4, 2), np.float32), 1.0)
