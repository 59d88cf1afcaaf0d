"""Groups the corner net's votes: cells that vote for the same four corners form one sheet."""

from collections.abc import Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from precheck.capture import Points

Floats = NDArray[np.float32]
Cells = NDArray[np.bool_]

MIN_VOTER_PAPER = 0.5  # probability of paper from which a cell votes
SEED_DISTANCE, MEMBER_DISTANCE = 0.15, 0.3
"""Maximum mean distance between a cell's corners and the sheet's, in square roots of the sheet's
area: for the cells that start a sheet, and for all its members."""
MAX_SHEET_IOU = 0.4  # intersection over union from which two sheets are one
MIN_VOTE_SHARE = 0.35  # share of the free cells inside a quad that vote for it
MIN_VOTERS = 4  # cells of a sheet
MIN_SHEET_CONFIDENCE = 0.29  # below it a candidate is no sheet; whole sheets have 0.3 and more
MIN_CANDIDATE_CONFIDENCE = 0.05
LOG_SPREAD_RANGE = (-6.0, 2.0)  # the predicted logarithm of a spread is clipped to it
FULL_TRUST_SPREAD = 0.02  # of the frame: corners predicted with this spread are fully trusted


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetCandidate:
    """A sheet as the net predicts it, in shares of the frame from its top left, (0, 0)."""

    quad: Points
    """4 × 2, clockwise, from any corner."""
    confidence: float
    """0–1, that these are the corners of one sheet. Higher is better."""
    visible_area: float
    """Share of the frame in which it shows."""

    @property
    def is_sheet(self) -> bool:
        """Whether the confidence is high enough for a sheet."""
        return self.confidence >= MIN_SHEET_CONFIDENCE

    @property
    def area(self) -> float:
        """In shares of the frame; above 1 where the sheet extends beyond it."""
        return abs(float(cv2.contourArea(self.quad)))

    @property
    def visible_share(self) -> float:
        """Share of the sheet that shows, 0–1; the rest is out of the frame or covered."""
        return min(1.0, self.visible_area / max(self.area, 1e-6))


def group_votes(votes: Floats, paper: Floats) -> tuple[SheetCandidate, ...]:
    """Return the candidates that 12 × N × N votes and N × N probabilities form, largest first.

    A candidate below MIN_SHEET_CONFIDENCE is no sheet, but may show that the frame holds a part of
    one.
    """
    count = votes.shape[1]
    line = (np.arange(count, dtype=np.float32) + 0.5) / count
    voters = paper > MIN_VOTER_PAPER
    at = np.stack(np.meshgrid(line, line))[:, voters]
    quads = votes[:8].reshape(4, 2, count, count)[:, :, voters] + at
    spread = np.exp(np.clip(votes[8:, voters], *LOG_SPREAD_RANGE))
    candidates = _candidates(quads, spread, paper, voters)
    kept = (one for one in candidates if one.confidence >= MIN_CANDIDATE_CONFIDENCE)
    return tuple(sorted(kept, key=lambda one: -one.visible_area))


def _candidates(
    quads: Floats, spread: Floats, paper: Floats, voters: Cells
) -> Iterator[SheetCandidate]:
    """Yield groups of cells that agree, each around the free cell with the smallest spread.

    Stops when fewer than MIN_VOTERS cells are free, or when a sheet was found and the spread of
    every free cell is too large for another. quads: 4 × 2 × n, spread: 4 × n, for the n voters.
    """
    free, mean_spread, probability = np.ones(quads.shape[2], bool), spread.mean(0), paper[voters]
    filled: list[Cells] = []
    found = False
    while free.sum() >= MIN_VOTERS:
        seed = int(np.where(free, mean_spread, np.inf).argmin())
        if found and _trust(mean_spread[seed]) < MIN_SHEET_CONFIDENCE:
            break
        quad, error, members = _group(quads, spread, free, quads[..., seed])
        inside = _filled(quad, paper.shape[0])
        support = float(members.sum()) / max(float((inside[voters] & free).sum()), 1.0)
        new = all(
            (inside & other).sum() < MAX_SHEET_IOU * (inside | other).sum() for other in filled
        )
        if members.sum() >= MIN_VOTERS and support >= MIN_VOTE_SHARE and new:
            filled.append(inside)
            confidence = float(probability[members].mean()) * min(1.0, support)
            if cv2.contourArea(quad, oriented=True) < 0:
                quad = quad[::-1].copy()
            candidate = SheetCandidate(
                quad=quad,
                confidence=confidence * _trust(error.mean()),
                visible_area=float(members.sum()) / paper.size,
            )
            found = found or candidate.is_sheet
            yield candidate
        free &= ~members
        free[seed] = False


def _trust(spread: float) -> float:
    """Return the confidence in corners of this spread, 0–1."""
    return min(1.0, 2 * FULL_TRUST_SPREAD / (FULL_TRUST_SPREAD + float(spread)))


def _group(
    quads: Floats, spread: Floats, free: Cells, quad: Points
) -> tuple[Points, Floats, Cells]:
    """Return the mean corners of the free cells that vote for a quad, their spread, the cells."""
    for distance in (SEED_DISTANCE, MEMBER_DISTANCE):
        turns, agree = _compared(quads, quad, distance)
        members = free & agree
        if not members.any():
            break
        quad, error = _weighted_mean(quads[..., members], spread[:, members], turns[members])
    return quad, error, members


def _compared(quads: Floats, model: Points, limit: float) -> tuple[NDArray[np.intp], Cells]:
    """Return how far each cell's corners are rolled to match the model's, and whether they do."""
    x, y = quads[:, None, 0] - model[:, :1], quads[:, None, 1] - model[:, 1:]
    apart = np.sqrt(x * x + y * y)  # of each corner from each of the model's
    far = np.stack([sum(apart[k, k - turn] for k in range(4)) / 4 for turn in range(4)])
    size = np.sqrt(abs(cv2.contourArea(model))) + 1e-3
    return far.argmin(0), far.min(0) < limit * size


def _weighted_mean(quads: Floats, spread: Floats, turns: NDArray[np.intp]) -> tuple[Points, Floats]:
    """Return the cells' mean corners, weighted by inverse variance, and each corner's spread."""
    order = (np.arange(4)[:, None] + turns) % 4
    corners = np.take_along_axis(quads, order[:, None], axis=0)
    spreads = np.take_along_axis(spread, order, axis=0)
    weights = 1 / spreads**2
    quad = (corners * weights[:, None]).sum(2) / weights.sum(1)[:, None]
    lower_quartile = np.quantile(spreads, 0.25, axis=1)
    return quad.astype(np.float32), lower_quartile.astype(np.float32)


def _filled(quad: Points, count: int) -> Cells:
    """Return which of count × count cells a quad, in shares of the frame, covers."""
    canvas = np.zeros((count, count), np.uint8)
    cv2.fillConvexPoly(canvas, np.round(quad * count - 0.5).astype(np.int32), 1)
    return canvas > 0
