"""The placement of a page in a picture: homography, curl, warped pixels, corners."""

from dataclasses import dataclass

import cv2
import numpy as np

from specimens.arrays import Field, Floats, Picture, Rng

UNIT_SQUARE = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
MAP_STEP_PX = 4  # px of the picture between points of the displacement grid


@dataclass(frozen=True, slots=True)
class Curl:
    """A smooth displacement inside the sheet, in shares of it: bows, lifted corners, waves."""

    bows: Field
    """4: outward bow of the top, bottom, left and right edge."""
    lifts: Field
    """4 × 2: displacement of each corner."""
    reach: float
    """σ of a lifted corner's displacement."""

    def __call__(self, points: Field) -> Field:
        """Return the displacement of N × 2 points."""
        u, v = points[:, 0], points[:, 1]
        arch_u, arch_v = 4 * u * (1 - u), 4 * v * (1 - v)
        top, bottom, left, right = self.bows
        shift = np.stack(
            [arch_v * (right * u - left * (1 - u)), arch_u * (bottom * v - top * (1 - v))], axis=1
        )
        for corner, lift in zip(UNIT_SQUARE, self.lifts, strict=True):
            near = np.exp(-((points - corner) ** 2).sum(1) / self.reach**2)
            shift += near[:, None] * lift
        return shift.astype(np.float32)


def random_curl(rng: Rng, strength: float) -> Curl:
    """Draw a curl; most sheets are nearly flat. strength: in shares of the sheet."""
    strength *= rng.choice([0.0, 0.25, 1.0], p=[0.35, 0.4, 0.25])
    lifts = rng.normal(0, 0.6, (4, 2)) * (rng.random((4, 1)) < 0.35)
    bows = rng.normal(0, 0.5, 4) * (rng.random(4) < 0.6)
    return Curl(
        (bows * strength).astype(np.float32),
        (lifts * strength).astype(np.float32),
        rng.uniform(0.15, 0.5),
    )


def edge_points(corners: Field, steps: int = 16) -> Field:
    """Return points along the edges, 4 × steps × 2."""
    run = np.linspace(0, 1, steps, endpoint=False, dtype=np.float32)[:, None]
    sides = [a + (b - a) * run for a, b in zip(corners, np.roll(corners, -1, 0), strict=True)]
    return np.float32(np.stack(sides))


@dataclass(frozen=True, slots=True)
class Placement:
    """The placement of a page in the picture."""

    matrix: Floats
    """3 × 3, from shares of the sheet to picture pixels (centre of the first pixel at 0, 0)."""
    curl: Curl

    def place(self, points: Field) -> Field:
        """Return the picture pixels of points in shares of the sheet, N × 2."""
        moved = points + self.curl(points)
        return cv2.perspectiveTransform(moved[None], self.matrix)[0].astype(np.float32)

    @property
    def quad(self) -> Field:
        """The corners, clockwise from the page's own top left."""
        return self.place(UNIT_SQUARE)

    def outline(self, steps: int = 16) -> Field:
        """Return points along the edge, closed."""
        return self.place(edge_points(UNIT_SQUARE, steps).reshape(-1, 2))

    def maps(self, shape: tuple[int, int]) -> Field:
        """Return the point of the sheet at each picture pixel, H × W × 2, in shares of it."""
        rows, columns = shape[0] // MAP_STEP_PX + 2, shape[1] // MAP_STEP_PX + 2
        y, x = np.mgrid[0:rows, 0:columns].astype(np.float32) * MAP_STEP_PX
        points = np.stack([x, y], axis=-1).reshape(1, -1, 2)
        aim = cv2.perspectiveTransform(points, np.linalg.inv(self.matrix))[0]
        found = aim.copy()
        for _ in range(2):
            found = aim - self.curl(np.clip(found, -0.3, 1.3))
        grid = found.reshape(rows, columns, 2)
        step = np.array([[1 / MAP_STEP_PX, 0, 0], [0, 1 / MAP_STEP_PX, 0]])
        flags = cv2.INTER_LINEAR | cv2.WARP_INVERSE_MAP
        return cv2.warpAffine(grid, step, shape[::-1], flags=flags)


def random_homography(
    rng: Rng, shape: tuple[int, int], ratio: float, fill: float, turn: float
) -> Floats:
    """Return the homography of a tilted sheet that fills `fill` of the frame, at any position.

    ratio: width / height. turn: radians.
    """
    half = np.array([ratio, 1.0]) / np.hypot(ratio, 1.0)
    flat = (UNIT_SQUARE * 2 - 1) * half
    sine, cosine = np.sin(turn), np.cos(turn)
    turned = flat @ np.array([[cosine, sine], [-sine, cosine]])
    tilt = rng.choice(
        [np.abs(rng.normal(0, 0.25)), rng.uniform(0, 0.8), rng.uniform(0.6, 1.45)],
        p=[0.75, 0.12, 0.13],
    )
    axis = rng.uniform(0, 2 * np.pi)
    along = turned @ np.array([np.cos(axis), np.sin(axis)])
    distance = rng.uniform(2.2, 4.5)
    depth = distance + along * np.sin(tilt)
    squeeze = turned + np.outer(along * (np.cos(tilt) - 1), [np.cos(axis), np.sin(axis)])
    seen = squeeze * distance / depth[:, None]
    span = seen.max(0) - seen.min(0)
    scale = fill * min(shape[1] / span[0], shape[0] / span[1])
    seen = (seen - (seen.max(0) + seen.min(0)) / 2) * scale
    room = np.abs(np.array(shape[::-1]) - span * scale) / 2
    spread = np.array(shape[::-1]) * (0.02 if fill < 1.05 else 0.08)
    centre = np.array(shape[::-1]) / 2 + rng.uniform(-1, 1, 2) * room + rng.normal(0, 1, 2) * spread
    quad = (seen + centre - 0.5).astype(np.float32)
    return cv2.getPerspectiveTransform(UNIT_SQUARE, quad)


def warp_page(page: Picture, lay: Placement, shape: tuple[int, int]) -> tuple[Field, Field, Field]:
    """Return the warped page, its coverage 0–1, and its points in shares of the sheet."""
    maps = lay.maps(shape)
    long = np.ptp(lay.quad, axis=0).max()
    while page.shape[0] > 1.6 * long and page.shape[0] > 32:
        page = cv2.resize(page, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
    height, width = page.shape[:2]
    cover = np.full((height, width), 255, np.uint8)
    at = maps * np.float32([width, height]) - np.float32(0.5)
    edge = cv2.remap(cover, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_CONSTANT)
    shown = cv2.remap(page, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    return shown.astype(np.float32), edge.astype(np.float32) / 255, maps
