"""How the phone is held over the sheet: frame, turn, tilt, distance, aim."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from specimens.camera.geometry import Matrix, moving, projected, scaling


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """One way of holding the phone."""

    frame: tuple[int, int]
    """Width and height of the picture in pixels."""
    turn: int
    """Degrees clockwise that bring the photo upright: 0, 90, 180, 270."""
    roll: float
    """Degrees by which the sheet lies askew, clockwise."""
    tilt: tuple[float, float]
    """Degrees away from looking straight down, to the right and down."""
    fill: float
    """Share of the frame that the sheet takes along the side that is tight; over 1 is cut."""
    aim: tuple[float, float]
    """Where the room that is left goes, −1 … 1 across and down; 0 centres."""
    distance: float = 1.4
    """From phone to sheet, in long sides of the sheet."""

    @property
    def tangents(self) -> tuple[float, float]:
        """The tangents of the tilt, in the sheet's own directions."""
        angle = np.deg2rad(self.turn - self.roll)
        x, y = np.tan(np.deg2rad(self.tilt))
        return (
            float(np.cos(angle) * x - np.sin(angle) * y),
            float(np.sin(angle) * x + np.cos(angle) * y),
        )


def _rotation(axis: int, degrees: float) -> NDArray[np.float64]:
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    turned = np.eye(3)
    i, j = [k for k in range(3) if k != axis]
    turned[[i, i, j, j], [i, j, i, j]] = cos, -sin, sin, cos
    return turned


def looking(pose: Pose, size_mm: tuple[float, float]) -> Matrix:
    """Return the matrix from sheet to picture before distance and aim are set."""
    turned = _rotation(2, pose.roll - pose.turn)
    tilted = _rotation(0, pose.tilt[1]) @ _rotation(1, pose.tilt[0]) @ turned
    away = np.array([0, 0, pose.distance * max(size_mm)])
    plane = np.column_stack([tilted[:, 0], tilted[:, 1], away])
    return plane @ moving(-size_mm[0] / 2, -size_mm[1] / 2)


def placed(pose: Pose, size_mm: tuple[float, float]) -> Matrix:
    """Return the matrix from the sheet's millimetres to the picture's pixels."""
    matrix = looking(pose, size_mm)
    width, height = size_mm
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float32)
    seen = projected(matrix, corners)[0]
    low, high = seen.min(0), seen.max(0)
    frame = np.array(pose.frame, float)
    scale = pose.fill * float((frame / (high - low)).min())
    left = frame - scale * (high - low)
    at = frame / 2 - scale * (low + high) / 2 + np.array(pose.aim) * np.abs(left) / 2
    return moving(*at) @ scaling(scale) @ matrix
