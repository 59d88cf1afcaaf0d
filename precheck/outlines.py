"""Sheets by the outline of the paper that shows: where the net's votes for corners disagree.

Seen steeply a sheet is no rectangle any more, and few such were learned from; but paper with four
straight sides on the net's map of paper is a sheet whose corners lie where the sides meet.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np

from precheck.capture import Points
from precheck.gather import PAPER, Cells, Floats, Guess, filled, shared

FINER = 4  # steps a cell in which the outline is drawn
LEAST = 0.02  # of the frame: less paper is no sheet to judge
FITS = 0.9  # of their union that a patch of paper and its four sides must share
ALONG = 0.15  # of the frame's side: a sheet may touch it with a corner
OFF = 0.9  # of their union: votes that share less with the patch do not tell its corners
ALIKE = 0.3  # of their union that a guess and a patch share if they may be the same sheet


@dataclass(frozen=True, slots=True)
class _Patch:
    """A patch of paper with four straight sides."""

    quad: Points
    """4 × 2, clockwise, shares of the frame."""
    cells: Cells
    confidence: float

    def shared(self, guess: Guess) -> float:
        """Return the share of their union that the patch and what shows of a guess have."""
        return shared(filled(guess.quad, self.cells.shape[0]), self.cells)


def outlined(guesses: Sequence[Guess], paper: Floats) -> tuple[Guess, ...]:
    """Return the guesses, the largest first: corrected by the outline of their paper, and others.

    paper: N × N, probability that paper shows. A patch that holds two guesses tells nothing: one
    lies on the other, or they touch.
    """
    told = list(guesses)
    for patch in _patches(paper):
        near = [i for i, guess in enumerate(told) if _touches(guess, patch)]
        if not near:
            told.append(_guess(patch))
        elif len(near) == 1 and ALIKE < patch.shared(told[near[0]]) < OFF:
            told[near[0]] = replace(_guess(patch), shown=told[near[0]].shown)
    return tuple(sorted(told, key=lambda guess: -guess.shown))


def _guess(patch: _Patch) -> Guess:
    return Guess(
        quad=patch.quad,
        spread=np.full(4, 1 / patch.cells.shape[0], np.float32),
        confidence=patch.confidence,
        shown=float(patch.cells.mean()),
    )


def _patches(paper: Floats) -> Iterator[_Patch]:
    side = paper.shape[0] * FINER
    fine = cv2.resize(paper, (side, side), interpolation=cv2.INTER_LINEAR)
    count, labels, stats, _ = cv2.connectedComponentsWithStats((fine > PAPER).astype(np.uint8))
    for label in range(1, count):
        if stats[label, cv2.CC_STAT_AREA] < LEAST * side * side:
            continue
        cells = labels == label
        if _runs_out(cells):
            continue
        quad = _four_sides(cells)
        if quad is None:
            continue
        quad = (quad + 0.5) / side
        fit = shared(filled(quad, side), cells)
        if fit >= FITS:
            yield _Patch(quad, cells, float(fine[cells].mean()) * fit)


def _runs_out(cells: Cells) -> bool:
    """Say whether a patch runs along the frame's edge, which is no side of the sheet."""
    return any(line.mean() > ALONG for line in (cells[0], cells[-1], cells[:, 0], cells[:, -1]))


def _four_sides(cells: Cells) -> Points | None:
    """Return the four-sided polygon round a patch; sides that add least are left out in turn."""
    contours, _ = cv2.findContours(cells.astype(np.uint8), cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_NONE)
    hull = cv2.convexHull(max(contours, key=len))
    around = cv2.approxPolyDP(hull, 1.0, True)[:, 0].tolist()
    points = [complex(x, y) for x, y in around]
    while len(points) > 4:
        ways = [way for i in range(len(points)) if (way := _without(points, i)) is not None]
        if not ways:
            return None
        points = min(ways, key=lambda way: way[0])[1]
    if len(points) < 4:
        return None
    quad = np.array([(point.real, point.imag) for point in points], np.float32)
    return quad if cv2.contourArea(quad, oriented=True) > 0 else quad[::-1].copy()


def _without(points: list[complex], i: int) -> tuple[float, list[complex]] | None:
    """Leave out the side from point i on: its neighbours are drawn on until they meet.

    Returns the area that this adds, and the points; None where they do not meet outside.
    """
    before, a, b, after = (points[(i + k) % len(points)] for k in (-1, 0, 1, 2))
    u, v = a - before, b - after
    cross = _cross(u, v)
    if abs(cross) < 1e-9:
        return None
    share = _cross(after - before, v) / cross
    meet = before + share * u
    if share < 1 or ((meet - after) / v).real < 1:
        return None
    kept = [p for k, p in enumerate(points) if k not in (i, (i + 1) % len(points))]
    kept.insert(i if i < len(points) - 1 else 0, meet)
    return abs(_cross(b - a, meet - a)) / 2, kept


def _cross(u: complex, v: complex) -> float:
    """Return the area of the parallelogram of two sides, in square pixels; signed."""
    return u.real * v.imag - u.imag * v.real


def _touches(guess: Guess, patch: _Patch) -> bool:
    """Whether a good part of a guess or of the patch lies in the other."""
    mine = filled(guess.quad, patch.cells.shape[0])
    both = float((mine & patch.cells).sum())
    return both > ALIKE * min(float(mine.sum()), float(patch.cells.sum()))
