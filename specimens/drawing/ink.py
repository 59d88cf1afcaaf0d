"""Ink on paper: print styles, fields of words, blending of ink masks."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from specimens.arrays import Picture
from specimens.drawing.fonts import Face

Colour = tuple[float, ...]
"""Blue, green, red, 0–255."""
Box = tuple[float, float, float, float]
PRINT_BLACK: Colour = (28, 26, 26)
POINT_MM = 0.3528
PEN_COLOURS: tuple[Colour, ...] = ((30, 28, 28), (120, 50, 25), (150, 60, 20), (60, 45, 40))
"""Pens: black and blue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Print:
    """The print style of a line of text."""

    face: Face
    size_pt: float
    colour: Colour = PRINT_BLACK
    strength: float = 1.0
    """Opacity of the ink, 0–1."""
    dot_mm: float | None = None
    """Pitch of a dot-matrix printer's needles, or None for a solid print."""
    shift_mm: tuple[float, float] = (0.0, 0.0)
    """Offset of the printer from the form's lines."""

    def scaled(self, factor: float) -> "Print":
        """Return the same print, larger or smaller."""
        return replace(self, size_pt=self.size_pt * factor)

    def with_face(self, face: Face, factor: float = 1.0) -> "Print":
        """Return the same print in another face."""
        return replace(self, face=face, size_pt=self.size_pt * factor)


@dataclass(frozen=True, slots=True)
class Tag:
    """The field of a line's words."""

    field: str = "caption"
    must_read: bool = False


CAPTION = Tag()
NUMBER = Tag("number", must_read=True)
NAME = Tag("name", must_read=True)
PARENTS = Tag("parents", must_read=True)


def bounding_box(boxes: Sequence[Box]) -> Box:
    """Return the bounding box of all boxes."""
    edges = np.array([(x, y, x + w, y + h) for x, y, w, h in boxes])
    x0, y0 = edges[:, :2].min(axis=0)
    x1, y1 = edges[:, 2:].max(axis=0)
    return float(x0), float(y0), float(x1 - x0), float(y1 - y0)


def blend(window: Picture, mask: Picture, colour: Colour, strength: float = 1.0) -> None:
    """Blend ink of a colour into a window of a picture by a mask, in place."""
    alpha = mask[..., None].astype(np.float32) * (strength / 255)
    window[:] = np.rint(window + (np.array(colour, np.float32) - window) * alpha).astype(np.uint8)


def break_into_dots(mask: Picture, x0: int, y0: int, pitch: float) -> Picture:
    """Return a mask in the dots of a dot-matrix printer, on a lattice fixed to the page."""
    ys, xs = np.arange(mask.shape[0]) + y0, np.arange(mask.shape[1]) + x0
    wave_y, wave_x = (0.5 + 0.5 * np.cos(2 * np.pi * v / pitch) for v in (ys, xs))
    lattice = 0.6 + 0.6 * np.sqrt(np.outer(wave_y, wave_x))
    return np.minimum(mask * lattice, 255).astype(np.uint8)
