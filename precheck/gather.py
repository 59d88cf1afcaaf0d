"""Gathers the corner net's votes: cells that name the same four corners are one sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Points

Floats = NDArray[np.float32]
Cells = NDArray[np.bool_]

PAPER = 0.5  # probability from which a cell may vote
CLOSE, AGREE = 0.15, 0.3
"""Of the sheet's size: how near cells' corners must be to form a sheet; to belong to one."""
SAME = 0.4  # of their union: sheets that share more are one
SUPPORT = 0.35  # of the cells inside a quad that must have named it
LEAST = 4  # cells
SURE = 0.29  # confidence below which a guess is no sheet; whole ones are told with 0.3 and more
DIM = 0.05  # confidence below which a guess tells nothing
SPREADS = (-6.0, 2.0)  # logarithms of a spread that are believed
TRUSTED = 0.02  # of the frame: a corner told with this spread is as good as half sure


@dataclass(frozen=True, slots=True, kw_only=True)
class Guess:
    """A sheet as the net sees it, in shares of the frame: 0, 0 its top left, 1, 1 the other end."""

    quad: Points
    """4 × 2, clockwise, beginning anywhere."""
    confidence: float
    """0–1, that these are the corners of one sheet. Higher is better."""
    shown: float
    """Share of the frame in which it shows."""

    @property
    def sure(self) -> bool:
        """Whether it may be taken for a sheet."""
        return self.confidence >= SURE

    @property
    def area(self) -> float:
        """Share of the frame, more than 1 where it goes on beyond it."""
        return abs(float(cv2.contourArea(self.quad)))

    @property
    def shows(self) -> float:
        """Share of it that shows, 0–1: the rest is out of the frame or under something."""
        return min(1.0, self.shown / max(self.area, 1e-6))


def gather(votes: Floats, paper: Floats) -> tuple[Guess, ...]:
    """Return the sheets that 12 × N × N votes and N × N probabilities tell, largest first.

    Those that are not sure are no sheets, but may tell that the frame shows a part of one.
    """
    count = votes.shape[1]
    line = (np.arange(count, dtype=np.float32) + 0.5) / count
    voters = paper > PAPER
    at = np.stack(np.meshgrid(line, line))[:, voters]
    quads = votes[:8].reshape(4, 2, count, count)[:, :, voters] + at
    spread = np.exp(np.clip(votes[8:, voters], *SPREADS))
    sheets = _sheets(quads, spread, paper, voters)
    told = (guess for guess in sheets if guess.confidence >= DIM)
    return tuple(sorted(told, key=lambda guess: -guess.shown))


def _sheets(quads: Floats, spread: Floats, paper: Floats, voters: Cells) -> Iterator[Guess]:
    """Take the surest cell that is left and all that agree with it, until few are left.

    quads, spread: 4 × 2 × n and 4 × n, of the voters alone, in their order. Beside a sure sheet,
    cells that are too unsure for a sheet tell nothing more.
    """
    free, far, sure_of = np.ones(quads.shape[2], bool), spread.mean(0), paper[voters]
    told: list[Cells] = []
    found = False
    while free.sum() >= LEAST:
        surest = int(np.where(free, far, np.inf).argmin())
        if found and _trust(far[surest]) < SURE:
            break
        quad, off, mine = _party(quads, spread, free, quads[..., surest])
        inside = _filled(quad, paper.shape[0])
        support = float(mine.sum()) / max(float((inside[voters] & free).sum()), 1.0)
        new = all((inside & other).sum() < SAME * (inside | other).sum() for other in told)
        if mine.sum() >= LEAST and support >= SUPPORT and new:
            told.append(inside)
            sure = float(sure_of[mine].mean()) * min(1.0, support) * _trust(off.mean())
            if cv2.contourArea(quad, oriented=True) < 0:
                quad = quad[::-1].copy()
            guess = Guess(quad=quad, confidence=sure, shown=float(mine.sum()) / paper.size)
            found = found or guess.sure
            yield guess
        free &= ~mine
        free[surest] = False


def _trust(spread: float) -> float:
    """Return how far corners with this spread may be trusted, 0–1."""
    return min(1.0, 2 * TRUSTED / (TRUSTED + float(spread)))


def _party(
    quads: Floats, spread: Floats, free: Cells, quad: Points
) -> tuple[Points, Floats, Cells]:
    """Gather the free cells round a quad: fused corners, their spread, and the cells."""
    for far in (CLOSE, AGREE):
        turns, agree = _compare(quads, quad, far)
        mine = free & agree
        if not mine.any():
            break
        quad, off = _fused(quads[..., mine], spread[:, mine], turns[mine])
    return quad, off, mine


def _compare(quads: Floats, model: Points, limit: float) -> tuple[NDArray[np.intp], Cells]:
    """Say how each cell's corners must be turned to match the model's, and whether they then do."""
    x, y = quads[:, None, 0] - model[:, :1], quads[:, None, 1] - model[:, 1:]
    apart = np.sqrt(x * x + y * y)  # of each corner from each of the model's
    far = np.stack([sum(apart[k, k - turn] for k in range(4)) / 4 for turn in range(4)])
    size = np.sqrt(abs(cv2.contourArea(model))) + 1e-3
    return far.argmin(0), far.min(0) < limit * size


def _fused(quads: Floats, spread: Floats, turns: NDArray[np.intp]) -> tuple[Points, Floats]:
    """Weigh the cells' corners by how sure each is."""
    order = (np.arange(4)[:, None] + turns) % 4
    corners = np.take_along_axis(quads, order[:, None], axis=0)
    off = np.take_along_axis(spread, order, axis=0)
    weights = 1 / off**2
    quad = (corners * weights[:, None]).sum(2) / weights.sum(1)[:, None]
    least = np.quantile(off, 0.25, axis=1)
    return quad.astype(np.float32), least.astype(np.float32)


def _filled(quad: Points, count: int) -> Cells:
    """Return which of count × count cells a quad, in shares of the frame, covers."""
    canvas = np.zeros((count, count), np.uint8)
    cv2.fillConvexPoly(canvas, np.round(quad * count - 0.5).astype(np.int32), 1)
    return canvas > 0
