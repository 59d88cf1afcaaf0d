"""A line in ink, before any paper: printed, worn, ruled, and with what its neighbourhood leaves."""

from collections.abc import Sequence

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from training.strips.faces import DRAWN_PX, face
from training.strips.texts import TITLES, Rng, pick

Grey = NDArray[np.uint8]


def ink(text: str, type_: ImageFont.FreeTypeFont, spacing: float) -> Grey:
    """Return the text as 0 paper to 255 ink, its digits DRAWN_PX high, with a margin of one."""
    margin = DRAWN_PX
    length = int(type_.getlength(text) + spacing * len(text)) + 2 * margin
    canvas = Image.new("L", (length, 3 * DRAWN_PX), 0)
    pen, x = ImageDraw.Draw(canvas), float(margin)
    if not spacing:
        pen.text((x, 2 * DRAWN_PX), text, 255, type_, anchor="ls")
        return np.asarray(canvas)
    for char in text:
        pen.text((x, 2 * DRAWN_PX), char, 255, type_, anchor="ls")
        x += type_.getlength(char) + spacing
    return np.asarray(canvas)


def with_scrap(rng: Rng, cover: Grey, type_: ImageFont.FreeTypeFont) -> Grey:
    """Leave the last part of a label's letter at the left edge, as a careless cut does."""
    letter = ink(pick(rng, ("r", ":", ".", "K", "o", "l", "N", "i")), type_, 0.0)
    inked = np.flatnonzero(letter.any(axis=0))
    width = max(int((inked[-1] - inked[0]) * rng.uniform(0.1, 0.45)), 2)
    scrap = letter[:, inked[-1] - width : inked[-1] + 1]
    cover = cover.copy()
    at = int(rng.integers(0, DRAWN_PX // 2))
    cover = cover[:, at:]
    cover[:, : scrap.shape[1]] = np.maximum(cover[:, : scrap.shape[1]], scrap)
    return cover


def weighted(rng: Rng, cover: Grey) -> Grey:
    """Make the strokes fatter or thinner, as another typeface, more ink or worn type would."""
    shape = (1, 3) if rng.random() < 0.5 else (3, 3)
    change = cv2.dilate if rng.random() < 0.6 else cv2.erode
    return change(cover, np.ones(shape, np.uint8))


def needled(rng: Rng, cover: Grey) -> Grey:
    """Break the print into the dots of a needle printer."""
    pitch = rng.uniform(DRAWN_PX / 15, DRAWN_PX / 7)
    waves = (0.5 + 0.5 * np.cos(2 * np.pi * np.arange(n) / pitch) for n in cover.shape)
    lattice = 0.6 + 0.6 * np.sqrt(np.outer(*waves))
    return np.minimum(cover * lattice, 255).astype(np.uint8)


def ruled(rng: Rng, cover: Grey) -> Grey:
    """Put the form's dotted or drawn rule under the line, where a value is filled in.

    A printer that is off the form's lines sets its letters on the rule, or through it.
    """
    cover = cover.copy()
    y = 2 * DRAWN_PX + int(np.clip(rng.normal(7, 8), -6, 30))
    thick = int(rng.integers(4, 9))
    left = int(cover.shape[1] * max(0.0, rng.uniform(-0.4, 0.4)))
    step = int(rng.integers(14, 32)) if rng.random() < 0.9 else 1
    dots = np.arange(cover.shape[1]) % step < max(1, step * rng.uniform(0.25, 0.6))
    dots[:left] = False
    rule = cover[y : y + thick, dots]
    cover[y : y + thick, dots] = np.maximum(rule, int(rng.integers(170, 256)))
    return cover


def beside(rng: Rng, label: str, second: Grey) -> Grey:
    """Print a label in the form's face before a text in another, a little off its line."""
    first = ink(label, face(rng), 0.0)
    first = (first * rng.uniform(0.5, 1)).astype(np.uint8)[:, : -DRAWN_PX // 2]
    second = np.roll(second, int(rng.normal(0, 3)), axis=0)[:, DRAWN_PX // 2 :]
    gap = np.zeros((first.shape[0], int(rng.integers(0, 2 * DRAWN_PX))), np.uint8)
    return np.hstack([first, gap, second])


def neighbours(rng: Rng, cover: Grey, type_: ImageFont.FreeTypeFont) -> Grey:
    """Put print above or below, partly in the cut."""
    cover = cover.copy()
    if rng.random() < 0.3:
        other = ink(pick(rng, TITLES), type_, 0.0)
        tile = np.tile(other, (1, cover.shape[1] // other.shape[1] + 1))[:, : cover.shape[1]]
        away = int(DRAWN_PX * rng.uniform(1.35, 1.9)) * (1 if rng.random() < 0.5 else -1)
        shift = np.float32([[1, 0, rng.uniform(-40, 40)], [0, 1, away]])
        cover = np.maximum(cover, cv2.warpAffine(tile, shift, tile.shape[::-1]))
    if rng.random() < 0.15:
        y = int(DRAWN_PX * pick_float(rng, (0.55, 2.45)) + rng.integers(-6, 7))
        cover[y : y + int(rng.integers(2, 5))] = int(rng.integers(120, 256))
    return cover


def pick_float(rng: Rng, choices: Sequence[float]) -> float:
    return choices[int(rng.integers(len(choices)))]
