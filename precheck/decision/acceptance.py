"""The probability that a photo meets the accept policy, from the features of `features.py`.

Gradient-boosted trees, monotonic in every feature, with Platt scaling. `precheck suite calibrate`
fits them; `models/accept.json` holds them.
"""

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from precheck.decision.features import DIRECTIONS
from precheck.errors import BadModel
from precheck.office.calibration import SHIPPED, Calibration
from precheck.runtime.models import MODELS


@dataclass(frozen=True, slots=True, eq=False)
class Trees:
    """Binary trees in flat arrays of nodes; a leaf has feature -1."""

    roots: NDArray[np.int64]
    feature: NDArray[np.int64]
    threshold: NDArray[np.float64]
    left: NDArray[np.int64]
    right: NDArray[np.int64]
    value: NDArray[np.float64]

    def total(self, row: NDArray[np.floating]) -> float:
        """Return the sum of the values of the leaves that a row of features reaches."""
        nodes = self.roots.copy()
        while (inner := self.feature[nodes] >= 0).any():
            at = nodes[inner]
            goes_left = row[self.feature[at]] <= self.threshold[at]
            nodes[inner] = np.where(goes_left, self.left[at], self.right[at])
        return float(self.value[nodes].sum())


@dataclass(frozen=True, slots=True)
class AcceptModel:
    """Boosted trees and their calibration."""

    trees: Trees
    """Log odds, summed over the trees; monotonic in each feature as DIRECTIONS gives it."""
    bias: float
    """Log odds added to the sum of the trees."""
    slope: float
    """Platt scaling of the log odds, fitted on held-out photos."""
    offset: float

    def log_odds(self, row: NDArray[np.float64]) -> float:
        """Return the calibrated log odds for one row of features."""
        return self.offset + self.slope * (self.bias + self.trees.total(row))

    def probability(self, row: NDArray[np.float64]) -> float:
        """Return the calibrated probability for one row of features."""
        return _probability(self.log_odds(row))


@cache
def model() -> AcceptModel:
    """Load the model. Raises BadModel if its features differ from DIRECTIONS."""
    path = MODELS / "accept.json"
    table = json.loads(path.read_text(encoding="utf-8"))
    if table["features"] != list(DIRECTIONS):
        raise BadModel(f"{path} was fitted on other features: calibrate again.")
    return parse_model(table)


def parse_model(table: Mapping[str, Any]) -> AcceptModel:
    """Return the model of a table as `models/accept.json` holds it."""
    return AcceptModel(
        trees=Trees(**{name: np.array(values) for name, values in table["trees"].items()}),
        bias=table["bias"],
        slope=table["slope"],
        offset=table["offset"],
    )


def p_accept(
    row: NDArray[np.float64] | None, type_: str, calibration: Calibration = SHIPPED
) -> float:
    """Return the probability for the features of a photo; 0 where there is nothing to judge.

    type_: the document type. calibration: the office's.
    """
    if row is None:
        return 0.0
    return _probability(calibration.log_odds(model().log_odds(row), type_))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
