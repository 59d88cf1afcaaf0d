"""Ink on paper: how a line of text is printed, what it is for, how a mask of it is laid down."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from specimens.fonts import Face

Colour = tuple[float, ...]
"""Blue, green, red, 0–255."""
Box = tuple[float, float, float, float]
BLACK: Colour = (28, 26, 26)
POINT_MM = 0.3528
PEN: tuple[Colour, ...] = ((30, 28, 28), (120, 50, 25), (150, 60, 20), (60, 45, 40))
"""What people write with: black and blue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """How a line of text is put on paper."""

    face: Face
    size_pt: float
    colour: Colour = BLACK
    strength: float = 1.0
    """Share of the ink that stays on the paper."""
    dot_mm: float | None = None
    """Pitch of a dot-matrix printer's needles, or None for a solid print."""
    shift_mm: tuple[float, float] = (0.0, 0.0)
    """How far the printer is off the form's lines."""

    def sized(self, factor: float) -> "Print":
        """Return the same print, larger or smaller."""
        return replace(self, size_pt=self.size_pt * factor)

    def bolder(self, face: Face, factor: float = 1.0) -> "Print":
        """Return the same print in another face."""
        return replace(self, face=face, size_pt=self.size_pt * factor)


@dataclass(frozen=True, slots=True)
class Tag:
    """What the words of a line are for an officer."""

    field: str = "caption"
    must_read: bool = False


CAPTION = Tag()
NUMBER = Tag("number", must_read=True)


def union(boxes: Sequence[Box]) -> Box:
    """Return the smallest box round all boxes."""
    edges = np.array([(x, y, x + w, y + h) for x, y, w, h in boxes])
    x0, y0 = edges[:, :2].min(axis=0)
    x1, y1 = edges[:, 2:].max(axis=0)
    return float(x0), float(y0), float(x1 - x0), float(y1 - y0)


def blend(
    window: NDArray[np.uint8], mask: NDArray[np.uint8], colour: Colour, strength: float = 1.0
) -> None:
    """Lay ink of a colour on a window of a picture where the mask says, in place."""
    alpha = mask[..., None].astype(np.float32) * (strength / 255)
    window[:] = np.rint(window + (np.array(colour, np.float32) - window) * alpha).astype(np.uint8)


def dotted(mask: NDArray[np.uint8], x0: int, y0: int, pitch: float) -> NDArray[np.uint8]:
    """Break a mask into the dots of a needle printer, on a lattice fixed to the page."""
    ys, xs = np.arange(mask.shape[0]) + y0, np.arange(mask.shape[1]) + x0
    wave_y, wave_x = (0.5 + 0.5 * np.cos(2 * np.pi * v / pitch) for v in (ys, xs))
    lattice = 0.6 + 0.6 * np.sqrt(np.outer(wave_y, wave_x))
    return np.minimum(mask * lattice, 255).astype(np.uint8)
