"""Flattened pages with the legibility index of words and pieces, as the legibility net sees them.

A shot is flattened by its true corners, moved a little as a found sheet's are, near its own scale.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.flatten import SEEN, STEP
from precheck.text.maps import CELL, CODES, FIRST, density
from specimens.causes import REASONS
from training.left_out import of_world
from training.teacher import Teacher

Floats = NDArray[np.float32]
UNIT = np.array([[0, 0], [1, 0], [1, 1], [0, 1]], np.float32)
SCALES = (0.82, 1.04)  # of the photo's own, at which a page is seen
FIRST_LOOKS, LONGEST = 0.5, (FIRST - 80, FIRST + 80)
"""Of pages: those seen at most about as large as by a first look; px."""
FINE = 2  # px: words are drawn this finely to see how much of a cell they fill
FULL, EMPTY = 0.3, 0.02  # share of a cell that a word fills where text is, and where none is
NEAR_WORDS = 7.0  # cells: how far words tell of the paper beside them
UNLIKE, ROUGH, GRAIN = 0.13, 0.05, 1.2
"""Difference of a cell's colour from the paper's, and its deviation, over the paper's light; and
the deviation over that of the cells beside words: more than that is no bare paper."""
NONE, UNSURE = -1, -2
"""Piece numbers of cells without text, and of cells that only touch a piece."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flat:
    """One flattened page and what stands on it."""

    planes: NDArray[np.uint8]
    """3H/2 × W, sides multiples of STEP: brightness, and colour at half the size, as in a JPEG."""
    cells: NDArray[np.int16]
    """H/8 × W/8: number of the piece in the cell, NONE or UNSURE."""
    dense: Floats
    """H/8 × W/8: photo pixels in the height of a pixel."""
    pieces: Floats
    """Legibility of each piece, 0–1: its word's index, shifted by how the piece differs."""
    words: NDArray[np.int32]
    """Number of each piece's word."""
    index: Floats
    """Legibility index of each word, 0–1, 0 beyond the frame."""
    must_read: NDArray[np.bool_]
    cause: str
    reasons: tuple[int, ...]
    """Which of CODES are right for what is lost; empty where several faults share it."""
    page: str
    bare: NDArray[np.bool_]
    """Cells of the paper itself: no picture, panel, rule or stain on it (`paper.bare`)."""
    plain: NDArray[np.bool_]
    """Cells of one colour throughout, bare or not."""
    told: NDArray[np.float16] | None = None
    """3 + CODES × H/8 × W/8: what a teacher tells of the whole page, 0–1."""

    @property
    def picture(self) -> NDArray[np.uint8]:
        """H × W × 3, BGR."""
        return np.asarray(cv2.cvtColor(self.planes, cv2.COLOR_YUV2BGR_I420), np.uint8)


@dataclass(frozen=True, slots=True, kw_only=True)
class Shot:
    """A photo and its truth, as `training.legibility_shots` or `specimens draw` left it."""

    photo: Path
    truth: Path
    sheet: list[list[float]]
    cause: str
    reasons: tuple[int, ...]
    page: str
    """What it was taken of: pages are held out, never shots alone."""


def shots(folder: Path, without: str = "") -> list[Shot]:
    """Find the shots of a folder that show a sheet; a set may still be being drawn.

    without: a printer, phone or light whose shots are left out, see `training.left_out`.
    """
    rows = [(file, json.loads(file.read_text())) for file in sorted(folder.glob("rows/*.json"))]
    return [
        Shot(
            photo=folder / row["file"],
            truth=folder / "truth" / f"{file.stem}.npz",
            sheet=row["quad"],
            cause=row["cause"] or "none",
            reasons=_reasons(row),
            page=row["page"],
        )
        for file, row in rows
        if row["quad"] is not None and not (without and of_world(row, without))
    ]


def _reasons(row: dict[str, Any]) -> tuple[int, ...]:
    """Return the reasons of a shot with one fault."""
    faults = row.get("faults", [])
    told = row["reasons"] if len(faults) == 1 else REASONS.get(row["cause"] or "", ())
    return tuple(CODES.index(code) for code in told if code in CODES)


def flat(shot: Shot, rng: np.random.Generator, teacher: Teacher | None = None) -> Flat:
    """Flatten one shot. Where the truth knows no pieces, words are their own.

    teacher: is shown the whole page, whatever is made of it.
    """
    photo = cv2.imread(str(shot.photo))
    truth = dict(np.load(shot.truth))
    index = np.where(truth["in_frame"], np.clip(truth["index"], 0, 1), 0).astype(np.float32)
    words = truth.get("piece_word", np.arange(len(index))).astype(np.int32)
    sheet = _found(np.array(shot.sheet, np.float32), rng)
    whole, size = _sizes(sheet, rng)
    to_whole, to_flat = (
        cv2.getPerspectiveTransform(sheet, UNIT * np.array(extent, np.float32))
        for extent in (whole, size)
    )
    border = cv2.BORDER_REPLICATE if rng.random() < 0.8 else cv2.BORDER_CONSTANT
    cells = _cells(
        _moved(truth.get("piece_quads", truth["quads"]), to_flat),
        _moved(truth.get("unsure_quads", np.zeros((0, 4, 2), np.float32)), to_flat),
        size,
    )
    picture = cv2.warpPerspective(photo, to_whole, whole, flags=cv2.INTER_LINEAR, borderMode=border)
    told = None
    if teacher is not None:
        rows, columns = whole[1] // CELL, whole[0] // CELL
        maps = teacher(picture, density(np.linalg.inv(to_whole), whole, (rows, columns)))
        told = np.array([cv2.resize(one, cells.shape[::-1]) for one in maps], np.float16)
    picture = cv2.resize(picture, size, interpolation=cv2.INTER_LINEAR)
    bare, plain = paper(picture, cells)
    return Flat(
        told=told,
        bare=bare,
        plain=plain,
        planes=np.asarray(cv2.cvtColor(picture, cv2.COLOR_BGR2YUV_I420), np.uint8),
        cells=cells,
        dense=density(np.linalg.inv(to_flat), size, cells.shape),
        pieces=_levelled(truth.get("piece_index", index), words, index),
        words=words,
        index=index,
        must_read=truth["must_read"],
        cause=shot.cause,
        reasons=shot.reasons,
        page=shot.page,
    )


def paper(
    picture: NDArray[np.uint8], cells: NDArray[np.int16]
) -> tuple[NDArray[np.bool_], NDArray[np.bool_]]:
    """Return which cells look like the paper between the words near them, and which are plain.

    Whether something lies over a picture or a panel that is printed on a page, nobody knows: it
    may be either. Far from all words every plain cell is bare.
    """
    size = cells.shape[::-1]
    colour = cv2.resize(picture, size, interpolation=cv2.INTER_AREA).astype(np.float32)
    grey = cv2.cvtColor(picture, cv2.COLOR_BGR2GRAY).astype(np.float32)
    mean, square = (
        cv2.resize(values, size, interpolation=cv2.INTER_AREA) for values in (grey, grey * grey)
    )
    rough = np.sqrt(np.maximum(square - mean * mean, 0))
    words = cv2.dilate((cells >= 0).astype(np.uint8), np.ones((3, 3), np.uint8)) > 0
    beside = (words & (cells < 0)).astype(np.float32)
    many = cv2.GaussianBlur(beside, (0, 0), NEAR_WORDS, borderType=0)
    near = np.maximum(many, 1e-6)
    own = np.dstack(
        [
            cv2.GaussianBlur(colour[..., c] * beside, (0, 0), NEAR_WORDS, borderType=0) / near
            for c in range(3)
        ]
    )
    grain = cv2.GaussianBlur(rough * beside, (0, 0), NEAR_WORDS, borderType=0) / near
    level = np.maximum(own.max(axis=2), 1)
    unlike = np.abs(colour - own).max(axis=2) > UNLIKE * level
    plain = rough < np.maximum(ROUGH * level, GRAIN * grain)
    known = many > 1e-3
    return np.where(known, plain & ~unlike, plain), plain


def _moved(quads: Floats, matrix: NDArray[np.float64]) -> Floats:
    if not len(quads):
        return quads
    return cv2.perspectiveTransform(quads.reshape(1, -1, 2), matrix).reshape(-1, 4, 2)


def _levelled(pieces: Floats, words: NDArray[np.int32], index: Floats) -> Floats:
    """Shift the pieces of each word so that their mean is the word's index."""
    many = np.maximum(np.bincount(words, minlength=len(index)), 1)
    mean = np.bincount(words, pieces, len(index)) / many
    return np.clip(pieces + (index - mean)[words], 0, 1).astype(np.float32)


def _found(sheet: Floats, rng: np.random.Generator) -> Floats:
    """Move the corners as far as a good finder does, or a poor one; now and then show the table."""
    long = np.linalg.norm(np.roll(sheet, -1, axis=0) - sheet, axis=1).max()
    off = 0.003 if rng.random() < 0.8 else 0.012
    wide = rng.uniform(1.05, 2) if rng.random() < 0.12 else 1.0
    middle = sheet.mean(0)
    found = middle + (sheet - middle) * wide + rng.normal(0, off * long, (4, 2))
    return found.astype(np.float32)


def _sizes(sheet: Floats, rng: np.random.Generator) -> tuple[tuple[int, int], tuple[int, int]]:
    """Return how large a page is laid flat, and how large it is then seen."""
    top, right, bottom, left = np.linalg.norm(np.roll(sheet, -1, axis=0) - sheet, axis=1)
    longer = np.array([max(top, bottom), max(right, left)]) * rng.uniform(0.98, 1.02, 2)
    longest = rng.uniform(*LONGEST) if rng.random() < FIRST_LOOKS else SEEN
    whole = longer * min(1.0, SEEN / longer.max())
    sides = whole * rng.uniform(*SCALES)
    return _in_steps(whole), _in_steps(sides * min(1.0, longest / sides.max()))


def _in_steps(sides: Floats) -> tuple[int, int]:
    width, height = np.maximum(np.rint(sides / STEP), 1).astype(int) * STEP
    return int(width), int(height)


def _cells(pieces: Floats, unsure: Floats, size: tuple[int, int]) -> NDArray[np.int16]:
    """Give each cell the number of the piece that fills it, UNSURE where `unsure` touches it."""
    width, height = size
    drawn = np.full((height // FINE, width // FINE), NONE, np.int16)
    for quad in unsure:
        cv2.fillPoly(drawn, [np.rint(quad / FINE).astype(np.int32)], UNSURE)
    for number, quad in enumerate(pieces):
        cv2.fillPoly(drawn, [np.rint(quad / FINE).astype(np.int32)], number)
    part = CELL // FINE
    parts = drawn.reshape(height // CELL, part, width // CELL, part)
    parts = parts.transpose(0, 2, 1, 3).reshape(height // CELL, width // CELL, part * part)
    fill = (parts >= 0).mean(axis=2)
    cells = parts.max(axis=2)
    doubted = (parts == UNSURE).any(axis=2)
    cells[fill < FULL] = UNSURE
    cells[(fill <= EMPTY) & ~doubted] = NONE
    return cells
