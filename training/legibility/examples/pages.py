"""Flattened pages with the legibility index of their words and pieces.

A shot is rectified by its true corners with the errors of a detected sheet, near its own scale.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.sheet.rectify import MAX_NET_PX, NET_STEP_PX
from precheck.text.legibility_net import CELL_PX, density
from specimens.arrays import Field, Floats, Picture, Rng
from training.legibility.examples.blank_cells import blank_paper
from training.legibility.examples.labelled_shots import LabelledPhoto
from training.legibility.files import Teacher
from training.scenes.placement import UNIT_SQUARE

SCALE_RANGE = (0.82, 1.04)  # relative to the photo
REDUCED_SHARE, REDUCED_SIDES_PX = 0.5, (944, 1104)
"""Share of pages that are reduced, and the range of their longer side."""
DRAWING_STEP_PX = 2  # of the raster on which the fill of cells is measured
MIN_TEXT_FILL, MAX_BLANK_FILL = 0.3, 0.02  # share of a cell that words fill
NO_PIECE, UNSURE_PIECE = -1, -2
"""Values of cells without text, and of cells that only touch a piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FlatPage:
    """One flattened page and its words."""

    planes: Picture
    """3H/2 × W, YUV 4:2:0; H and W are multiples of STEP."""
    cells: NDArray[np.int16]
    """H/8 × W/8: number of the piece in each cell, NONE or UNSURE."""
    dense: Field
    """H/8 × W/8: photo pixels per pixel, vertically."""
    pieces: Field
    """Legibility of each piece, 0–1; the mean over a word is its index."""
    words: NDArray[np.int32]
    """Word number of each piece."""
    index: Field
    """Legibility index of each word, 0–1; 0 outside of the frame."""
    must_read: NDArray[np.bool_]
    cause: str
    reasons: tuple[int, ...]
    """Indices in CODES of the correct reasons; empty for several faults."""
    page: str
    blank: NDArray[np.bool_]
    """Cells of blank paper, see `blank_cells.blank_paper`."""
    uniform: NDArray[np.bool_]
    """Cells of uniform colour, blank or not."""
    teacher_maps: NDArray[np.float16] | None = None
    """3 + CODES × H/8 × W/8: a teacher's maps of the whole page, 0–1."""
    of_real_photo: bool = False
    """Whether its words are unknown: only `teacher_maps` teach."""

    @property
    def picture(self) -> Picture:
        """H × W × 3, BGR."""
        return np.asarray(cv2.cvtColor(self.planes, cv2.COLOR_YUV2BGR_I420), np.uint8)


def flatten_shot(shot: LabelledPhoto, rng: Rng, teacher: Teacher | None = None) -> FlatPage:
    """Rectify one shot. Without pieces in the truth, words are the pieces.

    teacher: a net that maps the whole page before it is reduced.
    """
    photo = cv2.imread(str(shot.photo))
    truth = dict(np.load(shot.truth))
    index = np.where(truth["in_frame"], np.clip(truth["index"], 0, 1), 0).astype(np.float32)
    words = truth.get("piece_word", np.arange(len(index))).astype(np.int32)
    sheet = _perturb_corners(np.array(shot.sheet, np.float32), rng)
    whole, size = _sizes(sheet, rng)
    to_whole, to_flat = (
        cv2.getPerspectiveTransform(sheet, UNIT_SQUARE * np.array(extent, np.float32))
        for extent in (whole, size)
    )
    border = cv2.BORDER_REPLICATE if rng.random() < 0.8 else cv2.BORDER_CONSTANT
    cells = _cells(
        _moved(truth.get("piece_quads", truth["quads"]), to_flat),
        _moved(truth.get("unsure_quads", np.zeros((0, 4, 2), np.float32)), to_flat),
        size,
    )
    picture = cv2.warpPerspective(photo, to_whole, whole, flags=cv2.INTER_LINEAR, borderMode=border)
    teacher_maps = None
    if teacher is not None:
        rows, columns = whole[1] // CELL_PX, whole[0] // CELL_PX
        maps = teacher(picture, density(np.linalg.inv(to_whole), whole, (rows, columns)))
        teacher_maps = np.array([cv2.resize(one, cells.shape[::-1]) for one in maps], np.float16)
    picture = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
    blank, uniform = blank_paper(picture, cells)
    return FlatPage(
        teacher_maps=teacher_maps, blank=blank, uniform=uniform,
        planes=np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420), np.uint8), cells=cells,
        dense=density(np.linalg.inv(to_flat), size, cells.shape),
        pieces=_shift_to_word_index(truth.get("piece_index", index), words, index), words=words,
        index=index, must_read=truth["must_read"], cause=shot.cause, reasons=shot.reasons,
        page=shot.page,
    )  # fmt: skip


def _moved(quads: Field, matrix: Floats) -> Field:
    if not len(quads):
        return quads
    return cv2.perspectiveTransform(quads.reshape(1, -1, 2), matrix).reshape(-1, 4, 2)


def _shift_to_word_index(pieces: Field, words: NDArray[np.int32], index: Field) -> Field:
    """Return pieces shifted so that the mean over each word is the word's index."""
    many = np.maximum(np.bincount(words, minlength=len(index)), 1)
    mean = np.bincount(words, pieces, len(index)) / many
    return np.clip(pieces + (index - mean)[words], 0, 1).astype(np.float32)


def _perturb_corners(sheet: Field, rng: Rng) -> Field:
    """Return corners with the errors of a detector; some also include the table."""
    long = np.linalg.norm(np.roll(sheet, -1, axis=0) - sheet, axis=1).max()
    off = 0.003 if rng.random() < 0.8 else 0.012
    wide = rng.uniform(1.05, 2) if rng.random() < 0.12 else 1.0
    middle = sheet.mean(0)
    found = middle + (sheet - middle) * wide + rng.normal(0, off * long, (4, 2))
    return found.astype(np.float32)


def _sizes(sheet: Field, rng: Rng) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return the size of the rectified page, and the size to which it is reduced."""
    top, right, bottom, left = np.linalg.norm(np.roll(sheet, -1, axis=0) - sheet, axis=1)
    longer = np.array([max(top, bottom), max(right, left)]) * rng.uniform(0.98, 1.02, 2)
    longest = rng.uniform(*REDUCED_SIDES_PX) if rng.random() < REDUCED_SHARE else MAX_NET_PX
    whole = longer * min(1.0, MAX_NET_PX / longer.max())
    sides = whole * rng.uniform(*SCALE_RANGE)
    return _in_steps(whole), _in_steps(sides * min(1.0, longest / sides.max()))


def _in_steps(sides: Field) -> tuple[int, int]:
    width, height = np.maximum(np.rint(sides / NET_STEP_PX), 1).astype(int) * NET_STEP_PX
    return int(width), int(height)


def _cells(pieces: Field, unsure: Field, size: tuple[int, int]) -> NDArray[np.int16]:
    """Return the number of the piece that fills each cell; UNSURE where `unsure` touches it."""
    width, height = size
    drawn = np.full((height // DRAWING_STEP_PX, width // DRAWING_STEP_PX), NO_PIECE, np.int16)
    for quad in unsure:
        cv2.fillPoly(drawn, [np.rint(quad / DRAWING_STEP_PX).astype(np.int32)], UNSURE_PIECE)
    for number, quad in enumerate(pieces):
        cv2.fillPoly(drawn, [np.rint(quad / DRAWING_STEP_PX).astype(np.int32)], number)
    part = CELL_PX // DRAWING_STEP_PX
    parts = drawn.reshape(height // CELL_PX, part, width // CELL_PX, part)
    parts = parts.transpose(0, 2, 1, 3).reshape(height // CELL_PX, width // CELL_PX, part * part)
    fill = (parts >= 0).mean(axis=2)
    cells = parts.max(axis=2)
    doubted = (parts == UNSURE_PIECE).any(axis=2)
    cells[fill < MIN_TEXT_FILL] = UNSURE_PIECE
    cells[(fill <= MAX_BLANK_FILL) & ~doubted] = NO_PIECE
    return cells
