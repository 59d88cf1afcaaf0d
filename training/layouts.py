"""Writes models/layouts.npz: where each known form's text lies, how surely, and what of it counts.

    python -m training.layouts DIR [DIR ...] [--out FILE] [--jobs 2]

DIR: sets that `specimens` or `training.lessons` drew. Their faultless pages are laid flat by their
true corners, and the legibility net's map of text is averaged over those of each form. So are the
words that must be read, which the truth beside each shot tells.
"""

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import LAID, Grid, Points, Sheet
from precheck.decode import decode
from precheck.flatten import page
from precheck.layout import FILE, in_cells
from precheck.parallel import unordered
from precheck.recognise import FORMS
from precheck.text import read_map
from training.legibility_pages import UNIT
from training.page_net import FORMS as SPECIMENS

FLOOR = 0.01  # of a cell's variance: no cell alone may tell where the page lies
SCANT = 0.05  # text in a cell: of less, chance says how many words it stands for
PARTS = 8, 4  # of a word, across and down

NAMES = {
    specimen: f"{type_}_{form}"
    for specimen, (type_, form) in zip(SPECIMENS, FORMS, strict=True)
    if form
}
"""Of the layout of each specimen."""

Row = dict[str, Any]


def faultless(folder: Path) -> Iterator[tuple[Path, Row]]:
    """Yield the shots of one whole known form without a fault."""
    for line in (folder / "manifest.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        whole = row["sheets"] == 1 and row["quad"] and not row["out"]
        if whole and not row["faults"] and row["variant"] in NAMES:
            yield folder / row["file"], row


def seen(shot: tuple[Path, Row]) -> tuple[Path, str, Grid, Grid]:
    """Return the shot's path, its form's name, its text and its words that must be read."""
    path, row = shot
    cv2.setNumThreads(1)
    quad = np.array(row["quad"], np.float32)
    flat = page(decode(path.read_bytes()), Sheet(quad=quad, confidence=1.0), 0)
    return path, NAMES[row["variant"]], in_cells(read_map(flat)), must_read(path, quad)


def must_read(path: Path, quad: Points) -> Grid:
    """Return how many words that must be read lie in each cell of a shot's sheet, each in parts."""
    with np.load(path.parent.parent / "truth" / f"{path.stem}.npz") as truth:
        words = truth["quads"][truth["must_read"]]
    to_cells = cv2.getPerspectiveTransform(quad, UNIT * LAID)
    corners = cv2.perspectiveTransform(words.reshape(-1, 1, 2), to_cells).reshape(-1, 4, 1, 2)
    low, high = corners.min(1), corners.max(1)
    parts = (np.stack(np.meshgrid(*map(np.arange, PARTS)), -1).reshape(-1, 2) + 0.5) / PARTS
    x, y = np.clip(low + (high - low) * parts, 0, LAID - 1).astype(int).reshape(-1, 2).T
    grid = np.zeros((LAID, LAID), np.float32)
    np.add.at(grid, (y, x), 1 / len(parts))
    return grid


def averaged(texts: Sequence[Grid], words: Sequence[Grid]) -> NDArray[np.float16]:
    """Return what `precheck.capture.Layout` holds, of all pages of one form."""
    text = np.mean(texts, 0)
    rate = _smooth(np.mean(words, 0)) / (_smooth(text) + SCANT)
    return np.stack([text, 1 / (np.var(texts, 0) + FLOOR), rate]).astype(np.float16)


def _smooth(grid: Grid) -> Grid:
    return np.asarray(cv2.GaussianBlur(grid, (0, 0), 1), np.float32)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, default=FILE)
    parser.add_argument("--jobs", type=int, default=2)
    asked = parser.parse_args()
    shots = [shot for folder in asked.folders for shot in faultless(folder)]
    pages = defaultdict[str, list[tuple[Grid, Grid]]](list)
    told = sorted(unordered(seen, shots, asked.jobs), key=lambda each: each[0])
    for _, form, text, words in told:
        pages[form].append((text, words))
    layouts = {form: averaged(*zip(*every, strict=True)) for form, every in sorted(pages.items())}
    np.savez_compressed(asked.out, **layouts)
    print({form: len(every) for form, every in sorted(pages.items())})


if __name__ == "__main__":
    main()
