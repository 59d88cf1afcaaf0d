"""Ruled tables and the entries of their cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from specimens.arrays import Floats
from specimens.documents.form import wrap
from specimens.drawing.canvas import Canvas
from specimens.drawing.ink import CAPTION, POINT_MM, Box, Colour, Print, Tag

MAX_SQUEEZE = 1.2  # of a longer entry before it is broken into lines


@dataclass(frozen=True, slots=True)
class TableCell:
    """One entry of a table."""

    text: str
    tag: Tag = CAPTION
    align: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class RuledTable:
    """A ruled table: its box, columns and rows."""

    box: Box
    shares: tuple[float, ...]
    """Column widths; only their proportions matter."""
    heights: tuple[float, ...]
    """Row heights; only their proportions matter."""

    def edges(self) -> tuple[Floats, Floats]:
        """Return the lines' x and y in millimetres."""
        x, y, width, height = self.box
        across = np.concatenate([[0], np.cumsum(self.shares)]) / sum(self.shares)
        down = np.concatenate([[0], np.cumsum(self.heights)]) / sum(self.heights)
        return x + across * width, y + down * height


def rule_grid(canvas: Canvas, grid: RuledTable, colour: Colour, width_mm: float) -> None:
    """Draw a table's lines."""
    xs, ys = grid.edges()
    for x in xs:
        canvas.line((x, ys[0]), (x, ys[-1]), colour, width_mm)
    for y in ys:
        canvas.line((xs[0], y), (xs[-1], y), colour, width_mm)


def fill_row(
    canvas: Canvas, grid: RuledTable, row: int, cells: Sequence[TableCell], style: Print
) -> None:
    """Print one row of a table."""
    xs, ys = grid.edges()
    for column, cell in enumerate(cells):
        box = (xs[column], ys[row], xs[column + 1] - xs[column], ys[row + 1] - ys[row])
        _cell(canvas, box, cell, style)


def _cell(canvas: Canvas, box: Box, cell: TableCell, style: Print) -> None:
    x, y, width, height = box
    room = width - 1.0
    narrow = canvas.width(cell.text, style) <= MAX_SQUEEZE * room
    lines = [cell.text] if narrow else wrap(canvas, cell.text, style, room)
    if len(lines) > 1:
        style = style.scaled(min(1.0, height / (len(lines) * style.size_pt * POINT_MM)))
    pitch = style.size_pt * POINT_MM
    first = y + height / 2 + 0.36 * pitch - 0.5 * pitch * (len(lines) - 1)
    for index, line in enumerate(lines):
        at = x + 0.5 + cell.align * room
        canvas.text(at, first + index * pitch, line, style, cell.tag, cell.align, room)
