"""A training example of the corner net."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from specimens.arrays import Field


@dataclass(frozen=True, slots=True, kw_only=True)
class SceneView:
    """A picture and the sheets in it."""

    picture: Field
    """H × W × 3, BGR 0–255."""
    shown: NDArray[np.int8]
    """H × W: index of the visible sheet, -1 for none."""
    edges: Field
    """H × W: 255 on visible outlines."""
    quads: list[Field]
    """Each sheet's corners, clockwise, unclipped, in shares of the frame."""
