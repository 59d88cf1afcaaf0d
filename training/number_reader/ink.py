"""The ink of a line: print, weight, dots, rules, and parts of its neighbourhood."""

from collections.abc import Sequence

import cv2
import numpy as np
from PIL import Image, ImageDraw, ImageFont

from specimens.arrays import Picture, Rng
from training.number_reader.faces import DRAWN_DIGIT_PX, random_face
from training.number_reader.texts import FORM_TEXTS, choose


def print_text(text: str, type_: ImageFont.FreeTypeFont, spacing: float) -> Picture:
    """Return the text as 0 paper to 255 ink, digits DRAWN_DIGIT_PX high, with a margin of one."""
    margin = DRAWN_DIGIT_PX
    length = int(type_.getlength(text) + spacing * len(text)) + 2 * margin
    canvas = Image.new("L", (length, 3 * DRAWN_DIGIT_PX), 0)
    pen, x = ImageDraw.Draw(canvas), float(margin)
    if not spacing:
        pen.text((x, 2 * DRAWN_DIGIT_PX), text, 255, type_, anchor="ls")
        return np.asarray(canvas)
    for char in text:
        pen.text((x, 2 * DRAWN_DIGIT_PX), char, 255, type_, anchor="ls")
        x += type_.getlength(char) + spacing
    return np.asarray(canvas)


def add_scrap(rng: Rng, cover: Picture, type_: ImageFont.FreeTypeFont) -> Picture:
    """Add the last part of a label's letter at the left edge, as from an inexact cut."""
    letter = print_text(choose(rng, ("r", ":", ".", "K", "o", "l", "N", "i")), type_, 0.0)
    inked = np.flatnonzero(letter.any(axis=0))
    width = max(int((inked[-1] - inked[0]) * rng.uniform(0.1, 0.45)), 2)
    scrap = letter[:, inked[-1] - width : inked[-1] + 1]
    cover = cover.copy()
    at = int(rng.integers(0, DRAWN_DIGIT_PX // 2))
    cover = cover[:, at:]
    cover[:, : scrap.shape[1]] = np.maximum(cover[:, : scrap.shape[1]], scrap)
    return cover


def change_weight(rng: Rng, cover: Picture) -> Picture:
    """Dilate or erode the strokes."""
    shape = (1, 3) if rng.random() < 0.5 else (3, 3)
    change = cv2.dilate if rng.random() < 0.6 else cv2.erode
    return change(cover, np.ones(shape, np.uint8))


def break_into_dots(rng: Rng, cover: Picture) -> Picture:
    """Return the print in the dots of a dot-matrix printer."""
    pitch = rng.uniform(DRAWN_DIGIT_PX / 15, DRAWN_DIGIT_PX / 7)
    waves = (0.5 + 0.5 * np.cos(2 * np.pi * np.arange(n) / pitch) for n in cover.shape)
    lattice = 0.6 + 0.6 * np.sqrt(np.outer(*waves))
    return np.minimum(cover * lattice, 255).astype(np.uint8)


def add_rule(rng: Rng, cover: Picture) -> Picture:
    """Add the form's dotted or solid rule under the line, which may touch or cross the letters."""
    cover = cover.copy()
    y = 2 * DRAWN_DIGIT_PX + int(np.clip(rng.normal(7, 8), -6, 30))
    thick = int(rng.integers(4, 9))
    left = int(cover.shape[1] * max(0.0, rng.uniform(-0.4, 0.4)))
    step = int(rng.integers(14, 32)) if rng.random() < 0.9 else 1
    dots = np.arange(cover.shape[1]) % step < max(1, step * rng.uniform(0.25, 0.6))
    dots[:left] = False
    rule = cover[y : y + thick, dots]
    cover[y : y + thick, dots] = np.maximum(rule, int(rng.integers(170, 256)))
    return cover


def print_label(rng: Rng, label: str, second: Picture) -> Picture:
    """Print a label in another face before a text, slightly off its line."""
    first = print_text(label, random_face(rng), 0.0)
    first = (first * rng.uniform(0.5, 1)).astype(np.uint8)[:, : -DRAWN_DIGIT_PX // 2]
    second = np.roll(second, int(rng.normal(0, 3)), axis=0)[:, DRAWN_DIGIT_PX // 2 :]
    gap = np.zeros((first.shape[0], int(rng.integers(0, 2 * DRAWN_DIGIT_PX))), np.uint8)
    return np.hstack([first, gap, second])


def add_neighbours(rng: Rng, cover: Picture, type_: ImageFont.FreeTypeFont) -> Picture:
    """Add print or a line above or below, partly within the cut."""
    cover = cover.copy()
    if rng.random() < 0.3:
        other = print_text(choose(rng, FORM_TEXTS), type_, 0.0)
        tile = np.tile(other, (1, cover.shape[1] // other.shape[1] + 1))[:, : cover.shape[1]]
        away = int(DRAWN_DIGIT_PX * rng.uniform(1.35, 1.9)) * (1 if rng.random() < 0.5 else -1)
        shift = np.float32([[1, 0, rng.uniform(-40, 40)], [0, 1, away]])
        cover = np.maximum(cover, cv2.warpAffine(tile, shift, tile.shape[::-1]))
    if rng.random() < 0.15:
        y = int(DRAWN_DIGIT_PX * pick_float(rng, (0.55, 2.45)) + rng.integers(-6, 7))
        cover[y : y + int(rng.integers(2, 5))] = int(rng.integers(120, 256))
    return cover


def pick_float(rng: Rng, choices: Sequence[float]) -> float:
    return choices[int(rng.integers(len(choices)))]
