"""Trains the legibility net on shots of a drawn set, and writes models/legibility.onnx.

    python -m training.legibility_shots DIR
    python -m specimens draw training --out SET
    python -m training.legibility DIR SET [--steps 4000] [--out FILE]

Needs requirements-train.txt. One page in ten is held out; its scores are printed.
"""

import argparse
import time
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import torch
from torch import Tensor, nn

from training.blocks import Average, export
from training.covers import covered
from training.legibility_net import CELL, STEP, LegibilityNet
from training.legibility_pages import NONE, UNSURE, Flat, flat, shots
from training.legibility_scores import report

BATCH = 6
CROP = 768  # px
RATE = 4e-3
TOUCHED, HIDDEN = 0.05, 0.7  # share of a cell that a cover lies on
PIECE_CELLS = 4  # cells of a piece, about
KEEP = 0.998  # of the running average of weights
SEED = 11
OUT = Path(__file__).parent.parent / "models" / "legibility.onnx"


def held_out(page: str) -> bool:
    return zlib.crc32(page.encode()) % 10 == 0


@dataclass(frozen=True, slots=True)
class Square:
    """A part of a page, a little lighter or darker than it was, with covers over it."""

    picture: np.ndarray
    cells: np.ndarray
    """Number of the piece in the cell, NONE or UNSURE."""
    hidden: np.ndarray
    """Cells of text that a cover lies on."""
    index: np.ndarray
    """Of the page's words; below 0 where a cover touches one."""


def square(page: Flat, rng: np.random.Generator) -> Square:
    """Cut a square of the page; pad a small page."""
    rows, columns = page.cells.shape
    side = CROP // CELL
    top, left = (int(rng.integers(max(0, n - side) + 1)) for n in (rows, columns))
    cells = page.cells[top : top + side, left : left + side]
    part = page.grey[top * CELL : top * CELL + CROP, left * CELL : left * CELL + CROP]
    room = [(0, side - n) for n in cells.shape]
    cells = np.pad(cells, room, constant_values=UNSURE)
    part = np.pad(part, [(0, n * CELL) for _, n in room], mode="edge").astype(np.float32)
    part = np.clip(part * rng.uniform(0.85, 1.15) + rng.uniform(-12, 12), 0, 255)
    picture, cover = covered(part, np.argwhere(cells >= 0)[:, ::-1] * float(CELL), rng)
    cover = cv2.resize(cover, (side, side), interpolation=cv2.INTER_AREA)
    touched = (cover > TOUCHED) & (cells >= 0)
    index = page.index.copy()
    index[page.words[cells[touched]]] = -1
    hidden = touched & (cover > HIDDEN)
    return Square(picture, np.where(cover > TOUCHED, UNSURE, cells), hidden, index)


@dataclass(frozen=True, slots=True)
class Batch:
    """Squares of pages; pieces and words are numbered through the batch."""

    pictures: Tensor
    cells: Tensor
    hidden: Tensor
    pieces: Tensor
    words: Tensor
    index: Tensor


def batch(pages: Sequence[Flat], rng: np.random.Generator) -> Batch:
    chosen = [pages[i] for i in rng.choice(len(pages), BATCH)]
    squares = [square(page, rng) for page in chosen]
    first_piece = np.cumsum([0] + [len(page.pieces) for page in chosen])[:-1]
    first_word = np.cumsum([0] + [len(page.index) for page in chosen])[:-1]
    cells = [
        np.where(s.cells >= 0, s.cells + n, s.cells)
        for s, n in zip(squares, first_piece, strict=True)
    ]
    words = [page.words + n for page, n in zip(chosen, first_word, strict=True)]
    pictures = np.stack([s.picture for s in squares])[:, None]
    return Batch(
        torch.from_numpy((pictures.astype(np.float32) - 128) / 64),
        torch.from_numpy(np.stack(cells).astype(np.int64)),
        torch.from_numpy(np.stack([s.hidden for s in squares])),
        torch.from_numpy(np.concatenate([page.pieces for page in chosen])),
        torch.from_numpy(np.concatenate(words).astype(np.int64)),
        torch.from_numpy(np.concatenate([s.index for s in squares])),
    )


def loss(maps: Tensor, truth: Batch) -> tuple[Tensor, Tensor]:
    """Return the loss of where text is, and that of how legible, by piece and by word."""
    known = truth.cells != UNSURE
    where = nn.functional.binary_cross_entropy_with_logits(
        maps[:, 0][known],
        (truth.cells[known] != NONE).float(),
        pos_weight=torch.tensor(1.2),
    )
    legible = torch.sigmoid(maps[:, 1])
    inside = truth.cells >= 0
    piece, value = truth.cells[inside], legible[inside]
    under = legible[truth.hidden]
    by_piece, pieces = off(piece, value, truth.pieces)
    by_word, words = off(truth.words[piece], value, truth.index)
    covers = miss(under, torch.zeros_like(under)).sum() / PIECE_CELLS
    return where, (
        0.7 * (by_piece + covers) / (pieces + len(under) / PIECE_CELLS + 1) + by_word / (words + 1)
    )


def off(group: Tensor, value: Tensor, truth: Tensor) -> tuple[Tensor, int]:
    """Return how far the means of groups of cells are off, summed, and how many groups told."""
    count = torch.bincount(group, minlength=len(truth))
    mean = torch.zeros(len(truth)).index_add(0, group, value) / count.clamp(min=1)
    told = (count > 0) & (truth >= 0)
    return miss(mean[told], truth[told]).sum(), int(told.sum())


def miss(value: Tensor, truth: Tensor) -> Tensor:
    """Weigh how far the index is off; it counts most where the verdict flips."""
    weight = 1 + 2 * torch.exp(-(((truth - 0.63) / 0.15) ** 2))
    return weight * nn.functional.huber_loss(value, truth, reduction="none", delta=0.1) * 10


def train(net: LegibilityNet, pages: Sequence[Flat], steps: int) -> Average:
    """Train for some steps; return the running average of the weights."""
    rng = np.random.default_rng(SEED)
    optimizer = torch.optim.AdamW(net.parameters(), RATE, weight_decay=1e-3)
    average = Average(net, KEEP)
    start, sums = time.monotonic(), np.zeros(2)
    net.train().to(memory_format=torch.channels_last)
    for step in range(1, steps + 1):
        warm, cosine = min(1.0, step / 100), (1 + np.cos(np.pi * step / steps)) / 2
        for group in optimizer.param_groups:
            group["lr"] = RATE * warm * (0.02 + 0.98 * cosine)
        shown = batch(pages, rng)
        with torch.autocast("cpu", torch.bfloat16):  # half the time of float32
            maps = net.logits(shown.pictures.contiguous(memory_format=torch.channels_last))
        where, legible = loss(maps.float(), shown)
        optimizer.zero_grad()
        (where + 2 * legible).backward()
        nn.utils.clip_grad_norm_(net.parameters(), 2.0)
        optimizer.step()
        average.keep = min(KEEP, step / (step + 10))  # early weights are soon forgotten
        average.update(net)
        sums += np.array([where.item(), legible.item()])
        if step % 100 == 0:
            text, index = sums / 100
            seconds = time.monotonic() - start
            print(
                f"{step} of {steps}: text {text:.4f} index {index:.4f} {seconds:.0f} s", flush=True
            )
            sums[:] = 0
    return average


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("shots", type=Path, nargs="+")
    parser.add_argument("--steps", type=int, default=4000)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    rng = np.random.default_rng(SEED)
    pages = [flat(shot, rng) for folder in options.shots for shot in shots(folder)]
    learned = [page for page in pages if not held_out(page.page)]
    kept = [page for page in pages if held_out(page.page)]
    print(f"{len(learned)} shots to learn from, {len(kept)} held out", flush=True)
    net = LegibilityNet()
    average = train(net, learned, options.steps)
    net.load_state_dict(average.state)
    export(net, torch.zeros(1, 1, 40 * STEP, 28 * STEP), options.out, ["maps"])
    print(report(options.out, kept))


if __name__ == "__main__":
    main()
