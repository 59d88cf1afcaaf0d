"""Where a point of the sheet lies in the photo, and back."""

from dataclasses import dataclass, replace

import cv2
import numpy as np

from specimens.arrays import Field, Floats, as_field
from specimens.camera.bend import Bend

Points = Field
"""Rows × columns × 2: x, y."""
Matrix = Floats
"""3 × 3, of homogeneous points."""
Window = tuple[int, int, int, int]
"""Left, top, right and bottom of a part of a photo, pixels."""


def projected(matrix: Matrix, points: Points) -> Points:
    """Return points (… × 2) moved by a 3 × 3 matrix."""
    flat = as_field(points).reshape(1, -1, 2)
    return as_field(cv2.perspectiveTransform(flat, matrix)).reshape(points.shape)


def inverse(matrix: Matrix) -> Matrix:
    """Return the matrix that takes back what another does."""
    return np.asarray(np.linalg.inv(matrix), float)


def scaling(x: float, y: float | None = None) -> Matrix:
    """Return the matrix that scales about the origin."""
    return np.diag([x, x if y is None else y, 1.0])


def moving(x: float, y: float) -> Matrix:
    """Return the matrix that moves by (x, y)."""
    return np.array([[1, 0, x], [0, 1, y], [0, 0, 1]], float)


@dataclass(frozen=True, slots=True)
class Geometry:
    """The way from a sheet (millimetres from its top left corner) to a photo (pixels)."""

    matrix: Matrix
    size_mm: tuple[float, float]
    bend: Bend | None = None

    def to_photo(self, points: Points) -> Points:
        """Return where points of the sheet (rows × columns × 2) lie in the photo."""
        points = np.asarray(points, np.float32)
        return projected(self.matrix, self.bend.moved(points) if self.bend else points)

    def to_sheet(self, points: Points) -> Points:
        """Return which points of the sheet are seen at points (rows × columns × 2) of the photo."""
        seen = projected(inverse(self.matrix), points)
        return self.bend.unmoved(seen) if self.bend else seen

    def then(self, matrix: Matrix) -> "Geometry":
        """Return the way to a photo that was moved or scaled afterwards."""
        return replace(self, matrix=matrix @ self.matrix)

    @property
    def quad(self) -> Points:
        """The corners, clockwise from the document's own top left, 4 × 2, unclipped."""
        width, height = self.size_mm
        corners = np.array([[[0, 0], [width, 0], [width, height], [0, height]]], np.float32)
        return as_field(self.to_photo(corners)[0])

    def px_per_mm(self) -> float:
        """Return the scale in the middle of the sheet."""
        across, down = self._middle()
        return float(np.sqrt(np.linalg.norm(across) * np.linalg.norm(down)) / 10)

    def leaning(self) -> float:
        """Return the degrees, 0–90, by which the middle of the sheet is seen aslant.

        What is round there looks oval, its short axis over its long one the angle's cosine.
        """
        long, short = np.linalg.svd(self._middle(), compute_uv=False)
        return float(np.rad2deg(np.arccos(short / long)))

    def _middle(self) -> Points:
        """Return the pixels, x and y, that 10 mm take across and down the middle, 2 × 2."""
        x, y = self.size_mm[0] / 2, self.size_mm[1] / 2
        cross = np.array([[x - 5, y], [x + 5, y], [x, y - 5], [x, y + 5]], np.float32)
        seen = projected(self.matrix, cross)
        return seen[1::2] - seen[::2]


def seen_points(geometry: Geometry, size: tuple[int, int], step: int) -> Points:
    """Return the sheet's point under every `step`-th pixel of a photo of a size (width, height)."""
    columns, rows = (-(-side // step) for side in size)
    x, y = np.meshgrid((np.arange(columns) + 0.5) * step, (np.arange(rows) + 0.5) * step)
    return geometry.to_sheet(np.stack([x, y], -1).astype(np.float32))


def enlarged(field: Field, size: tuple[int, int], step: int) -> Field:
    """Return a field of every `step`-th pixel for all pixels of a photo."""
    full = (field.shape[1] * step, field.shape[0] * step)
    return as_field(cv2.resize(field, full)[: size[1], : size[0]])
