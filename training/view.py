"""A small picture of sheets, as the corner net learns from it."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """A picture and the sheets in it."""

    picture: Floats
    """H × W × 3, BGR 0–255."""
    shown: NDArray[np.int8]
    """H × W: index of the sheet that shows, -1 for none."""
    edges: Floats
    """H × W: 255 on the sheets' outlines that show."""
    quads: list[Floats]
    """Each sheet's corners, clockwise, unclipped, in shares of the frame."""
