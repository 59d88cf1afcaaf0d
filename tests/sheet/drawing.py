"""Plain sheets on plain grounds, and drawn specimens."""

import cv2
import numpy as np

from precheck.capture import Photo
from specimens.documents.variants import draw
from specimens.world import Split, World


def sheet_on(ground: int, quad, size=(800, 600), paper: int = 235):
    """Return a BGR picture of a sheet with lines of "text" at a quad of photo pixels."""
    width, height = size
    big = np.full((height * 2, width * 2, 3), ground, np.uint8)
    points = np.round((np.float32(quad) + 0.5) * 2 * 16 - 8).astype(np.int32)
    cv2.fillConvexPoly(big, points, (paper, paper, paper), cv2.LINE_AA, 4)
    picture = cv2.resize(big, size, interpolation=cv2.INTER_AREA)
    unit = np.float32([[0, 0], [1, 0], [1, 1], [0, 1]])
    lay = cv2.getPerspectiveTransform(unit, np.float32(quad))
    for row in np.linspace(0.1, 0.9, 12):
        ends = cv2.perspectiveTransform(np.float32([[[0.1, row], [0.8, row]]]), lay)[0]
        start, end = (tuple(int(v) for v in end) for end in ends)
        cv2.line(picture, start, end, (60, 60, 60), 2, cv2.LINE_AA)
    return picture


def drawn(variant: str, seed: int, long: int = 1000):
    """Return a specimen's page, BGR, its long side of so many px."""
    page = draw(variant, np.random.default_rng(seed), World.of(Split.TEST)).pixels
    scale = long / max(page.shape[:2])
    return cv2.resize(page, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)


def photo_of(pixels) -> Photo:
    return Photo(pixels=pixels, format="jpeg", bytes=1)


def overlap(first, second) -> float:
    """Intersection over union of two convex quads."""
    a, b = np.float32(first), np.float32(second)
    common = cv2.intersectConvexConvex(a, b)[0]
    return common / (abs(cv2.contourArea(a)) + abs(cv2.contourArea(b)) - common)
