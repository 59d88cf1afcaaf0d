"""Squares cut out of flattened pages, with marks and covers over them, and batches of them."""

from collections.abc import Sequence
from dataclasses import dataclass

import cv2
import numpy as np

from precheck.text.legibility_net import CELL_PX, CODES, SIGMOID_MAPS
from specimens.arrays import Rng
from training.common.covers import Cover
from training.legibility.examples.covers import add_bodies, add_covers
from training.legibility.examples.marks import add_marks
from training.legibility.examples.pages import NO_PIECE, UNSURE_PIECE, FlatPage
from training.legibility.examples.targets import (
    HIDDEN_SHARE,
    TOUCHED_SHARE,
    UNKNOWN_TARGET,
    blank_index,
    cover_targets,
    reason_targets,
)
from training.legibility.examples.tones import develop_square, fade_square, light_square

SQUARE_SIDE_PX = 1024  # of a page of up to 1600
MARK_WEIGHT = 3.0  # of paper under a mark, which resembles a cover
TEACHER_SHARE = 0.4  # of squares with a teacher's maps of the page; their light alone varies
MAP_COUNT = SIGMOID_MAPS + len(CODES)


@dataclass(frozen=True, slots=True)
class Square:
    """A part of a page with changed tones, marks and covers, and its targets."""

    picture: np.ndarray
    """H × W × 3, BGR."""
    evenly_lit: np.ndarray
    """The same before its paper was creased and lit: what a teacher sees."""
    printed: np.ndarray
    """Number of the piece in each cell, also under covers; NONE or UNSURE."""
    cells: np.ndarray
    """The same, but UNSURE under covers."""
    hidden: np.ndarray
    """Cells under a cover, with or without text."""
    reasons_right: np.ndarray
    """H × W × CODES: correct reasons of lost text; all 0 where unknown."""
    covered: np.ndarray
    """Whether the cell is covered: 1, 0 or UNKNOWN."""
    index: np.ndarray
    """Legibility index of the page's words; below 0 for words that a cover touches."""
    blank_index: np.ndarray
    """Estimated legibility of text in blank cells, 0–1, or UNKNOWN."""
    dense: np.ndarray
    """Photo pixels per pixel of the page, vertically, by cell."""
    weight: np.ndarray
    """Loss weight of cover and legibility of paper: MARK_WEIGHT under marks."""
    teacher_maps: np.ndarray
    """MAP_COUNT × H × W: the teacher's maps, 0–1, or UNKNOWN."""


def cut_square(page: FlatPage, rng: Rng, bodies: Sequence[Cover] = ()) -> Square:
    """Cut a square out of the page, padded if small; over a teacher's maps only light varies.

    bodies: real hands and things to lay over it, over real photos too.
    """
    taught = 1.0 if page.of_real_photo else TEACHER_SHARE
    as_taught = page.teacher_maps is not None and rng.random() < taught
    rows, columns = page.cells.shape
    side = SQUARE_SIDE_PX // CELL_PX
    top, left = (int(rng.integers(max(0, n - side) + 1)) for n in (rows, columns))
    cells = page.cells[top : top + side, left : left + side]
    y, x, size = top * CELL_PX, left * CELL_PX, SQUARE_SIDE_PX
    part = page.picture[y : y + size, x : x + size]
    room = [(0, side - n) for n in cells.shape]
    pixel_room = [(0, n * CELL_PX) for _, n in room]
    text = np.argwhere(cells >= 0)[:, ::-1] * float(CELL_PX)
    cells = np.pad(cells, room, constant_values=UNSURE_PIECE)
    teacher_maps = (
        page.teacher_maps if as_taught else np.full((MAP_COUNT, rows, columns), UNKNOWN_TARGET)
    )
    teacher_maps = teacher_maps[:, top : top + side, left : left + side].astype(np.float32)
    none = np.zeros(part.shape[:2], np.float32)
    if as_taught:
        picture, mark = np.float32(part), none
    else:
        part = develop_square(fade_square(part, text, rng), rng)
        picture, mark = add_marks(np.float32(part), rng)
    picture = np.pad(picture, [*pixel_room, (0, 0)], mode="edge")
    covers = [np.pad(none, pixel_room)] * 2
    if not as_taught:
        picture, *covers = add_covers(picture, text, rng)
    if not as_taught or page.of_real_photo:
        picture, body = add_bodies(picture, bodies, rng)
        covers = [np.maximum(covers[0], body), covers[1] * (1 - body)]
    lit_picture = light_square(picture, rng)
    maps = (*covers, np.pad(mark, pixel_room))
    cover, lit, mark = (cv2.resize(m, (side, side), interpolation=cv2.INTER_AREA) for m in maps)
    touched = (cover > TOUCHED_SHARE) & (cells >= 0)
    index = page.index.copy()
    index[page.words[cells[touched]]] = -1
    hidden = cover > HIDDEN_SHARE
    over = cover_targets(page)[top : top + side, left : left + side]
    over = np.pad(over, room, constant_values=UNKNOWN_TARGET)
    over[cover > TOUCHED_SHARE] = UNKNOWN_TARGET
    over[hidden] = 1
    between = blank_index(page)[top : top + side, left : left + side]
    between = np.pad(between, room, constant_values=UNKNOWN_TARGET)
    between[cover > TOUCHED_SHARE] = UNKNOWN_TARGET
    between[hidden & ((cells == NO_PIECE) | page.of_real_photo)] = 0
    teacher_maps = np.pad(teacher_maps, [(0, 0), *room], constant_values=UNKNOWN_TARGET)
    teacher_maps[:, cover > TOUCHED_SHARE] = UNKNOWN_TARGET
    return Square(
        lit_picture, picture, cells, np.where(cover > TOUCHED_SHARE, UNSURE_PIECE, cells), hidden,
        reason_targets(page, cells, hidden & (cells >= 0), lit), over, index, between,
        np.pad(page.dense[top : top + side, left : left + side], room, constant_values=1),
        np.where(mark > TOUCHED_SHARE, MARK_WEIGHT, 1).astype(np.float32),
        teacher_maps,
    )  # fmt: skip
