"""Draws the shots that the legibility net learns from, with the index of every word and piece.

    python -m training.legibility_shots DIR --count 2400 [--split calibration] [--seed 1]

A piece is a few letters of a word: a word that is half hidden has pieces that can be read and
pieces that cannot. Three shots are taken of each page.
"""

import argparse
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.atlas import Layout, similar, strip
from specimens.camera.geometry import Geometry
from specimens.camera.recipe import Recipe
from specimens.camera.shoot import shoot
from specimens.camera.streams import stream
from specimens.causes import flip
from specimens.documents import draw
from specimens.plan import MAIN, OTHERS, Shares, Task, tasks
from specimens.sheet import Sheet, Word
from specimens.truth import SEEN
from specimens.world import Split, World

Floats = NDArray[np.float32]
TAKES = 3  # shots of a page
PIECE = 2.5  # heights of a word that a piece of it is wide, about
OTHER_SHARE, EMPTY_SHARE = 0.25, 0.04  # of pages: other papers, and sheets with next to no text
SHARES = Shares(single=0.03, hidden=0, combined=0.2, special=0)


def pieces(word: Word) -> Iterator[tuple[float, float, float, float]]:
    """Cut a word's box into pieces of equal width."""
    x, y, width, height = word.box
    count = max(1, round(width / height / PIECE))
    for number in range(count):
        yield x + width * number / count, y, width / count, height


def measured(
    boxes: Floats, sheet: Sheet, grey: NDArray[np.uint8], lies: Geometry
) -> tuple[Floats, Floats]:
    """Return each box's corners in the photo and its legibility index there."""
    if not len(boxes):
        return np.zeros((0, 4, 2), np.float32), np.zeros(0, np.float32)
    x, y, width, height = (boxes / sheet.px_per_mm).T
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    quads = lies.to_photo(np.stack([np.stack(corner, -1) for corner in corners], 1))
    layout = Layout.of(boxes)
    clean = strip(sheet.printed, layout, None, boxes[:, 3])
    heights = np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1)
    seen = strip(grey, layout, lambda p: lies.to_photo(p / sheet.px_per_mm), heights)
    match, deviation = similar(clean, seen, layout)
    return quads, np.clip(match * np.minimum(1, deviation / SEEN), 0, 1).astype(np.float32)


def beyond(quads: Floats, size: tuple[int, int]) -> NDArray[np.bool_]:
    """Return which quads have their middle outside a photo of a size (width, height)."""
    middle = quads.mean(1)
    return ((middle < 0) | (middle > np.array(size))).any(1)


def take(sheet: Sheet, task: Task, seed: int, unusual: bool) -> tuple[bytes, dict[str, NDArray]]:
    """Photograph a sheet; return the JPEG and its truth."""
    faults = {
        cause: dose * flip(cause, sheet.type)
        for cause, dose in zip(task.causes, task.doses, strict=True)
    }
    recipe = Recipe(seed=seed, unusual=unusual, setting=task.setting, faults=faults)
    shot = shoot(sheet, recipe)
    grey = cv2.cvtColor(shot.photo, cv2.COLOR_BGR2GRAY)
    size = grey.shape[1], grey.shape[0]
    words = [word for word in sheet.words if word.counts]
    cut = [(number, box) for number, word in enumerate(words) for box in pieces(word)]
    boxes = np.array([word.box for word in words], np.float32).reshape(-1, 4)
    quads, index = measured(boxes, sheet, grey, shot.lies)
    part_boxes = np.array([box for _, box in cut], np.float32).reshape(-1, 4)
    part_quads, part_index = measured(part_boxes, sheet, grey, shot.lies)
    return shot.jpeg, {
        "sheet": shot.lies.quad,
        "quads": quads,
        "index": np.where(beyond(quads, size), 0, index),
        "must_read": np.array([word.must_read for word in words], bool),
        "piece_quads": part_quads,
        "piece_index": np.where(beyond(part_quads, size), 0, part_index),
        "piece_word": np.array([number for number, _ in cut], np.int32),
        "cause": np.array("+".join(task.causes) or "none"),
    }


def variant(rng: np.random.Generator) -> str:
    """Choose what a page is."""
    if rng.random() < EMPTY_SHARE:
        return str(rng.choice(["blank", "back"]))
    return str(rng.choice(OTHERS if rng.random() < OTHER_SHARE else MAIN))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2400)
    parser.add_argument("--split", type=Split, default=Split.CALIBRATION)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    cv2.setNumThreads(1)
    world = World.of(options.split)
    for task in tasks(options.count, options.seed, SHARES):
        page = task.index // TAKES
        target = options.folder / f"{task.index:05d}.npz"
        if task.index % TAKES == 0:
            rng = stream(options.seed, f"page {page}")
            sheet = draw(variant(rng), rng, world, faint=max(0.0, rng.normal(-0.1, 0.2)))
        if target.exists():
            continue
        seed = options.seed * 1_000_000 + task.index
        jpeg, truth = take(sheet, task, seed, unusual=options.split is Split.TEST)
        target.with_suffix(".jpg").write_bytes(jpeg)
        np.savez(target, page=np.array(page), variant=np.array(sheet.variant), **truth)


if __name__ == "__main__":
    main()
