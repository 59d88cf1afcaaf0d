"""Four sides of a sheet as curves near straight runs, and where the curves meet."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from precheck.capture import Points

Floats = NDArray[np.float32]
Doubles = NDArray[np.float64]

STIFF = 0.006  # of the side's length: how far a side bows before the fit resists
ROUNDS = 6  # of the robust fit
VOICES = 16  # independent spots that all spots of a side are worth: neighbours err together
ENDS = np.array([0.0, 0.04, 0.96, 1.0], np.float32)


@dataclass(frozen=True, slots=True)
class Spots:
    """Where each side was seen, by places along it."""

    places: Floats
    """P: shares of the way from the side's start to its end."""
    shift: Floats
    """4 × P: how far outside the present curve, in pixels."""
    weight: Floats
    """4 × P: how clearly; 0 where nothing was seen."""


@dataclass(frozen=True, slots=True)
class Frame:
    """Four sides: straight runs from corner to corner, and the curves beside them."""

    quad: Points
    """In photo pixels, clockwise."""
    curves: Doubles
    """4 × 3: outward shift at the side's start and end, and bow in its middle, in pixels."""

    @property
    def runs(self) -> Points:
        """From each corner to the next."""
        return np.roll(self.quad, -1, axis=0) - self.quad

    @property
    def normals(self) -> Points:
        """Unit vectors outwards of each side."""
        along = self.runs / np.maximum(np.linalg.norm(self.runs, axis=1, keepdims=True), 1e-6)
        return np.stack([along[:, 1], -along[:, 0]], axis=1)

    def points(self, places: Floats, offsets: Floats) -> Floats:
        """Photo pixels `offsets` outside the curves at `places` of the sides: 4 × P × O × 2."""
        far = (self.curves @ _basis(places).T)[:, :, None] + offsets
        base = self.quad[:, None] + self.runs[:, None] * places[None, :, None]
        spots = base[:, :, None] + far[..., None] * self.normals[:, None, None]
        return spots.astype(np.float32)

    def fitted(self, seen: Spots, prior: float, unit: float) -> "Frame":
        """Lay the curves through what was seen, robustly.

        prior: pixels by which the curves may move on one clear spot; unit: a spot's usual error.
        """
        bow = np.maximum(STIFF * np.linalg.norm(self.runs, axis=1), 1.0)
        pull = unit / np.stack([np.full(4, prior), np.full(4, prior), bow], axis=1)
        weight = seen.weight * (VOICES / len(seen.places))
        more = _fit(_basis(seen.places), seen.shift / unit, weight, pull)
        return Frame(self.quad, self.curves + more * unit)

    def corners(self) -> Points:
        """Where each side's curve, drawn on, meets the one before it."""
        ends = self.points(ENDS, np.zeros(1, np.float32))[:, :, 0]
        before = np.roll(ends, 1, axis=0)
        meet = [_meeting(before[i, 2:], ends[i, 1::-1], self.quad[i]) for i in range(4)]
        return np.array(meet, np.float32)


def _basis(places: Floats) -> Doubles:
    return np.stack([1 - places, places, 4 * places * (1 - places)], axis=1).astype(np.float64)


def _fit(basis: Doubles, shift: Floats, weight: Floats, pull: Doubles) -> Doubles:
    """Weighted least squares a side that gives up on spots far from the rest, pulled to nought."""
    trust = weight.astype(np.float64)
    stiff = np.eye(3) * pull[:, None] ** 2
    for _ in range(ROUNDS):
        normal = (basis.T * trust[:, None]) @ basis + stiff
        found = np.linalg.solve(normal, ((trust * shift) @ basis)[..., None])[..., 0]
        trust = weight / (1 + ((shift - found @ basis.T) / 1.5) ** 2) ** 2
    return np.asarray(found, np.float64)


def _meeting(first: Points, second: Points, otherwise: Points) -> Points:
    """Where the lines through two points each cross; `otherwise` if they run alike."""
    u, v = first[1] - first[0], second[1] - second[0]
    cross = u[0] * v[1] - u[1] * v[0]
    if abs(cross) < 0.05 * np.linalg.norm(u) * np.linalg.norm(v):
        return otherwise
    gap = second[0] - first[0]
    share = (gap[0] * v[1] - gap[1] * v[0]) / cross
    return np.asarray(first[0] + share * u, np.float32)
