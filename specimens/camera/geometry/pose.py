"""The camera's pose over the sheet: frame, turn, tilt, distance, aim."""

from dataclasses import dataclass

import numpy as np

from specimens.arrays import Floats
from specimens.camera.geometry.projection import Matrix, project, scaling, translation


@dataclass(frozen=True, slots=True, kw_only=True)
class Pose:
    """The pose of one shot."""

    frame: tuple[int, int]
    """Width and height of the picture in pixels."""
    turn: int
    """Clockwise degrees that turn the photo upright: 0, 90, 180, 270."""
    roll: float
    """In-plane rotation of the sheet beyond `turn`, degrees clockwise."""
    tilt: tuple[float, float]
    """Angle between optical axis and the sheet's normal, to the right and down, degrees."""
    fill: float
    """Share of the frame that the sheet fills along the tighter side; over 1 it is cut."""
    aim: tuple[float, float]
    """Position of the sheet within the free room, −1 … 1 across and down; 0 is centred."""
    distance: float = 1.4
    """From camera to sheet, in long sides of the sheet."""

    @property
    def tangents(self) -> tuple[float, float]:
        """The tangents of the tilt, in the sheet's own directions."""
        angle = np.deg2rad(self.turn - self.roll)
        x, y = np.tan(np.deg2rad(self.tilt))
        return (
            float(np.cos(angle) * x - np.sin(angle) * y),
            float(np.sin(angle) * x + np.cos(angle) * y),
        )


def _rotation(axis: int, degrees: float) -> Floats:
    cos, sin = np.cos(np.deg2rad(degrees)), np.sin(np.deg2rad(degrees))
    turned = np.eye(3)
    i, j = [k for k in range(3) if k != axis]
    turned[[i, i, j, j], [i, j, i, j]] = cos, -sin, sin, cos
    return turned


def view_matrix(pose: Pose, size_mm: tuple[float, float]) -> Matrix:
    """Return the homography from sheet to picture before scaling and aim."""
    turned = _rotation(2, pose.roll - pose.turn)
    tilted = _rotation(0, pose.tilt[1]) @ _rotation(1, pose.tilt[0]) @ turned
    away = np.array([0, 0, pose.distance * max(size_mm)])
    plane = np.column_stack([tilted[:, 0], tilted[:, 1], away])
    return plane @ translation(-size_mm[0] / 2, -size_mm[1] / 2)


def sheet_to_photo(pose: Pose, size_mm: tuple[float, float]) -> Matrix:
    """Return the homography from the sheet's millimetres to the picture's pixels."""
    matrix = view_matrix(pose, size_mm)
    width, height = size_mm
    corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float32)
    seen = project(matrix, corners)[0]
    low, high = seen.min(0), seen.max(0)
    frame = np.array(pose.frame, float)
    scale = pose.fill * float((frame / (high - low)).min())
    left = frame - scale * (high - low)
    at = frame / 2 - scale * (low + high) / 2 + np.array(pose.aim) * np.abs(left) / 2
    return translation(*at) @ scaling(scale) @ matrix
