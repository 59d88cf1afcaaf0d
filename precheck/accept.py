"""The probability that a photo meets the accept policy, from the few features of `features.py`.

Boosted trees, each of which moves one way with every feature. `precheck suite calibrate` fits and
calibrates them; `models/accept.json` holds them.
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

UNSURE = (0.02, 0.85)
"""p_accept between which a photo is looked at again, lest a citizen be sent back by chance."""


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
class Model:
    """Boosted trees and the scale of what they tell."""

    trees: Trees
    """Log odds to be summed; they rise or fall with each feature as DIRECTIONS says."""
    bias: float
    """Log odds before any tree."""
    slope: float
    """Platt scaling of the log odds, fitted on photos that no tree saw."""
    offset: float

    def probability(self, row: NDArray[np.float64]) -> float:
        """Return the calibrated probability for one row of features."""
        told = self.offset + self.slope * (self.bias + self.trees.total(row))
        return 1 / (1 + math.exp(-told))


def sure(p_accept: float) -> bool:
    """Say whether one look is enough."""
    return not UNSURE[0] < p_accept < UNSURE[1]


@cache
def model() -> Model:
    """Load the model. Raises BadModel where its features are not these, in this order."""
    path = MODELS / "accept.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    if table["features"] != list(DIRECTIONS):
        raise BadModel(f"{path} was fitted on other features: calibrate again.")
    return stored(table)


def stored(table: Mapping[str, Any]) -> Model:
    """Return the model that a fit wrote as `table`."""
    return Model(
        trees=_trees(table["trees"]),
        bias=table["bias"],
        slope=table["slope"],
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
