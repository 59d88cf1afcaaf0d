"""Fits the acceptance model: boosted trees, their log odds scaled on pages that no tree saw.

Needs scikit-learn, a tool of requirements-dev.txt that serving does without. Same rows, same model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier as Boosted
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from precheck.accept import Trees
from precheck.features import DIRECTIONS

Table = dict[str, object]
Arrays = dict[str, list[float]]
"""The fields of Trees."""
Rows = NDArray[np.float64]
"""Looks × features."""
Labels = NDArray[np.bool_]
Weights = NDArray[np.float64]
"""Of each look, above 0; each suite's sum to the same."""
FOLDS = 5
LEAF = -1  # feature of a node that has none
DIGITS = 6  # of a leaf's value
BOOSTED: Mapping[str, float] = {
    "learning_rate": 0.06,
    "max_iter": 120,
    "max_leaf_nodes": 10,
    "min_samples_leaf": 15,
    "l2_regularization": 2.0,
    "max_features": 0.6,
}
"""A split chooses among six tenths of the features, so that no two or three decide alone."""


def fit(rows: Rows, good: Labels, weights: Weights, pages: Sequence[str]) -> Table:
    """Fit the trees on looks × features, scaled on pages that each fold's trees never saw."""
    told = np.zeros(len(good))
    for train, held in GroupKFold(FOLDS).split(rows, good, pages):
        trees = _grown(rows[train], good[train], weights[train])
        told[held] = trees.decision_function(rows[held])
    scale = LogisticRegression(C=1e6).fit(told[:, None], good, weights)
    trees = _grown(rows, good, weights)
    return {
        "features": list(DIRECTIONS),
        "trees": _nodes(trees),
        "bias": float(trees._baseline_prediction[0, 0]),  # noqa: SLF001 - kept nowhere public
        "slope": float(scale.coef_[0, 0]),
        "offset": float(scale.intercept_[0]),
    }


def _grown(rows: Rows, good: Labels, weights: Weights) -> Boosted:
    boosted = Boosted(
        **BOOSTED,
        monotonic_cst=list(DIRECTIONS.values()),
        early_stopping=False,
        random_state=0,
    )
    return boosted.fit(rows, good, weights)


def _nodes(model: Boosted) -> Arrays:
    """Return all trees' nodes one after the other; scikit-learn keeps them nowhere public."""
    table: Arrays = {field.name: [] for field in fields(Trees)}
    for (tree,) in model._predictors:  # noqa: SLF001 - the only way to the fitted nodes
        nodes, root = tree.nodes, len(table["value"])
        leaf = nodes["is_leaf"].astype(bool)
        table["roots"].append(root)
        table["feature"] += np.where(leaf, LEAF, nodes["feature_idx"]).tolist()
        table["threshold"] += np.where(leaf, 0, nodes["num_threshold"]).tolist()
        for side in ("left", "right"):
            table[side] += np.where(leaf, 0, root + nodes[side].astype(np.int64)).tolist()
        table["value"] += np.where(leaf, nodes["value"], 0).round(DIGITS).tolist()
    return table
