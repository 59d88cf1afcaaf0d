"""Batches of squares as tensors."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from specimens.arrays import Rng
from training.common.covers import Cover
from training.legibility.examples.pages import FlatPage
from training.legibility.examples.squares import cut_square

BATCH_SIZE = 4


@dataclass(frozen=True, slots=True)
class SquareBatch:
    """The squares of a batch; pieces and words are numbered across it."""

    pictures: Tensor
    evenly_lit: Tensor
    printed: Tensor
    cells: Tensor
    hidden: Tensor
    reasons_right: Tensor
    covered: Tensor
    pieces: Tensor
    words: Tensor
    index: Tensor
    blank_index: Tensor
    dense: Tensor
    weight: Tensor
    teacher_maps: Tensor


def draw_batch(pages: Sequence[FlatPage], rng: Rng, bodies: Sequence[Cover] = ()) -> SquareBatch:
    chosen = [pages[i] for i in rng.choice(len(pages), BATCH_SIZE)]
    squares = [cut_square(page, rng, bodies) for page in chosen]
    first_piece = np.cumsum([0] + [len(page.pieces) for page in chosen])[:-1]
    first_word = np.cumsum([0] + [len(page.index) for page in chosen])[:-1]
    cells = [
        np.where(s.cells >= 0, s.cells + n, s.cells)
        for s, n in zip(squares, first_piece, strict=True)
    ]
    words = [page.words + n for page, n in zip(chosen, first_word, strict=True)]
    pictures, evenly_lit = (
        torch.from_numpy(np.stack(several)).permute(0, 3, 1, 2)
        for several in ([s.picture for s in squares], [s.evenly_lit for s in squares])
    )
    return SquareBatch(
        pictures,
        evenly_lit,
        torch.from_numpy(np.stack([s.printed for s in squares])),
        torch.from_numpy(np.stack(cells).astype(np.int64)),
        torch.from_numpy(np.stack([s.hidden for s in squares])),
        torch.from_numpy(np.stack([s.reasons_right for s in squares])),
        torch.from_numpy(np.stack([s.covered for s in squares])),
        torch.from_numpy(np.concatenate([page.pieces for page in chosen])),
        torch.from_numpy(np.concatenate(words).astype(np.int64)),
        torch.from_numpy(np.concatenate([s.index for s in squares])),
        torch.from_numpy(np.stack([s.blank_index for s in squares])),
        torch.from_numpy(np.stack([s.dense for s in squares])),
        torch.from_numpy(np.stack([s.weight for s in squares])),
        torch.from_numpy(np.stack([s.teacher_maps for s in squares])),
    )
