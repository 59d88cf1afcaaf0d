"""The probability that a photo meets the accept policy.

Boosted trees that move one way with each feature, and extremely randomised ones.
`precheck suite calibrate` fits and calibrates them; `models/accept.json` holds them.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from precheck.errors import BadModel
from precheck.features import DIRECTIONS
from precheck.models_dir import MODELS

UNSURE = (0.02, 0.98)
"""p_accept between which a photo is looked at again. On 8,115 calibration shots and lessons, each
decided by a model that had seen none of its set, 14 % of them: 166 errors at 0.5, with one look
198; 174 at 0.1 to 0.9, 170 at 0.05 to 0.95, and 165 where all are looked at again."""
SUREST = 1e-3  # share at which the randomised trees are as sure as they get


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Binary trees, the nodes of all in flat arrays; a leaf has no feature (-1)."""

    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]

    def total(self, row: NDArray[np.floating]) -> float:
        """Return the sum of the leaves that a row of features falls into, one a tree."""
        nodes = self.roots.copy()
        while (inner := self.feature[nodes] >= 0).any():
            at = nodes[inner]
            goes_left = row[self.feature[at]] <= self.threshold[at]
            nodes[inner] = np.where(goes_left, self.left[at], self.right[at])
        return float(self.value[nodes].sum())


@dataclass(frozen=True, slots=True)
class Forest:
    """Two kinds of trees that err in different places, and the scale of what they tell together."""

    boosted: Trees
    """Log-odds to be summed; they rise or fall with each feature as DIRECTIONS says."""
    bias: float
    """Log-odds before any boosted tree."""
    random: Trees
    """Extremely randomised trees (Geurts, Ernst and Wehenkel, 2006): shares of good shots, to be
    averaged; they follow no direction."""
    slopes: tuple[float, float]
    """Platt scaling of both log-odds, boosted and random, fitted on photos that no tree saw."""
    offset: float

    def probability(self, row: NDArray[np.float64]) -> float:
        """Return the calibrated probability for one row of features."""
        boosted = self.bias + self.boosted.total(row)
        share = self.random.total(row.astype(np.float32)) / len(self.random.roots)
        told = self.offset + self.slopes[0] * boosted + self.slopes[1] * log_odds(share)
        return 1 / (1 + math.exp(-told))


def log_odds(share: float) -> float:
    """Return the log-odds of a share of 0–1, which no share makes endless."""
    share = min(max(share, SUREST), 1 - SUREST)
    return math.log(share / (1 - share))


def sure(p_accept: float) -> bool:
    """Say whether one look is enough."""
    return not UNSURE[0] < p_accept < UNSURE[1]


@cache
def forest() -> Forest:
    """Load the model; its features must be these, in this order."""
    path = MODELS / "accept.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    if table["features"] != list(DIRECTIONS):
        raise BadModel(f"{path} was fitted on other features: calibrate again.")
    return stored(table)


def stored(table: Mapping[str, Any]) -> Forest:
    """Return the model that a fit wrote as `table`."""
    return Forest(
        boosted=_trees(table["boosted"]),
        bias=table["bias"],
        random=_trees(table["random"]),
        slopes=tuple(table["slopes"]),
        offset=table["offset"],
    )


def _trees(table: Mapping[str, Sequence[Any]]) -> Trees:
    return Trees(
        roots=np.array(table["roots"], np.int64),
        feature=np.array(table["feature"], np.int64),
        threshold=np.array(table["threshold"], np.float64),
        left=np.array(table["left"], np.int64),
        right=np.array(table["right"], np.int64),
        value=np.array(table["value"], np.float64),
    )
