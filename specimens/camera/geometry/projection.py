"""The projection from sheet to photo: a homography and the sheet's bend, both ways."""

from dataclasses import dataclass, replace
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import Field, Floats, as_field
from specimens.camera.geometry.bend import Bend

Points = Field
"""Rows × columns × 2: x, y."""
Matrix = Floats
"""3 × 3, of homogeneous points."""
Window = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of a photo, pixels."""


def project(matrix: Matrix, points: Points) -> Points:
    """Return points (… × 2) transformed by a homography."""
    flat = as_field(points).reshape(1, -1, 2)
    return as_field(cv2.perspectiveTransform(flat, matrix)).reshape(points.shape)


def inverse(matrix: Matrix) -> Matrix:
    """Return the inverse matrix."""
    return np.asarray(np.linalg.inv(matrix), float)


def scaling(x: float, y: float | None = None) -> Matrix:
    """Return the matrix that scales about the origin."""
    return np.diag([x, x if y is None else y, 1.0])


def translation(x: float, y: float) -> Matrix:
    """Return the matrix that translates by (x, y)."""
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], float)


@dataclass(frozen=True, slots=True)
class Geometry:
    """The projection from a sheet (millimetres from its top left corner) to a photo (pixels)."""

    matrix: Matrix
    size_mm: tuple[float, float]
    bend: Bend | None = None

    def to_photo(self, points: Points) -> Points:
        """Return the photo pixels of points of the sheet (rows × columns × 2)."""
        points = np.asarray(points, np.float32)
        return project(self.matrix, self.bend.bent(points) if self.bend else points)

    def box_quads(self, boxes_mm: NDArray[Any]) -> Points:
        """Return the photo quads, n × 4 × 2, of boxes (n × 4: x, y, width, height, mm)."""
        if not len(boxes_mm):
            return np.empty((0, 4, 2), np.float32)
        x, y, width, height = boxes_mm.T
        corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
        return self.to_photo(np.stack([np.stack(corner, -1) for corner in corners], 1))

    def to_sheet(self, points: Points) -> Points:
        """Return the points of the sheet at photo pixels (rows × columns × 2)."""
        flat = project(inverse(self.matrix), points)
        return self.bend.unbent(flat) if self.bend else flat

    def transformed(self, matrix: Matrix) -> "Geometry":
        """Return the projection to a photo that was then transformed by a matrix."""
        return replace(self, matrix=matrix @ self.matrix)

    @property
    def quad(self) -> Points:
        """The corners, clockwise from the document's own top left, 4 × 2, unclipped."""
        width, height = self.size_mm
        corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float32)
        return as_field(self.to_photo(corners)[0])

    def px_per_mm(self) -> float:
        """Return the scale at the sheet's centre."""
        across, down = self._scale_vectors()
        return float(np.sqrt(np.linalg.norm(across) * np.linalg.norm(down)) / 10)

    def tilt_degrees(self) -> float:
        """Return the angle, 0–90, between the sheet's normal and the line of sight, at its centre.

        A circle there is projected to an ellipse; the ratio of its axes is the angle's cosine.
        """
        long, short = np.linalg.svd(self._scale_vectors(), compute_uv=False)
        return float(np.rad2deg(np.arccos(short / long)))

    def _scale_vectors(self) -> Points:
        """Return the photo vectors of 10 mm across and down at the centre, 2 × 2, pixels."""
        x, y = self.size_mm[0] / 2, self.size_mm[1] / 2
        cross = np.array([[x - 5, y], [x + 5, y], [x, y - 5], [x, y + 5]], np.float32)
        seen = project(self.matrix, cross)
        return seen[1::2] - seen[::2]


def sheet_points(geometry: Geometry, size: tuple[int, int], step: int) -> Points:
    """Return the sheet's point at every `step`-th pixel of a photo of a size (width, height)."""
    columns, rows = (-(-side // step) for side in size)
    x, y = np.meshgrid((np.arange(columns) + 0.5) * step, (np.arange(rows) + 0.5) * step)
    return geometry.to_sheet(np.stack([x, y], -1).astype(np.float32))


def enlarge(field: Field, size: tuple[int, int], step: int) -> Field:
    """Return a field sampled at every `step`-th pixel, enlarged to all pixels of a photo."""
    full = (field.shape[1] * step, field.shape[0] * step)
    return as_field(cv2.resize(field, full)[: size[1], : size[0]])
