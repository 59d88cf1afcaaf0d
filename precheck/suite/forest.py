"""Fits the acceptance model: boosted and randomised trees, their log-odds scaled on unseen pages.

Needs scikit-learn, a tool of requirements-dev.txt that serving does without. Same rows, same model.
"""

from collections.abc import Mapping, Sequence
from dataclasses import fields

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import ExtraTreesClassifier as Random
from sklearn.ensemble import HistGradientBoostingClassifier as Boosted
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from precheck.accept import Trees, log_odds
from precheck.features import DIRECTIONS

Table = dict[str, object]
Arrays = dict[str, list[float]]
"""The fields of Trees."""
Rows = NDArray[np.float64]
"""Shots × features."""
Labels = NDArray[np.bool_]
Probabilities = NDArray[np.float64]
FOLDS = 5
LEAF = -1  # feature of a node that has none
DIGITS = 6  # of a leaf's value
BOOSTED: Mapping[str, float] = {
    "learning_rate": 0.06,
    "max_iter": 220,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 15,
    "l2_regularization": 1.0,
    "max_features": 0.2,  # a split chooses among a fifth: no few features decide alone
}
RANDOM: Mapping[str, float] = {
    "n_estimators": 100,
    "min_samples_leaf": 5,
    "max_features": 0.6,
}
"""Beside the boosted trees they are worth a tenth of the log loss: 0.058 for 0.065 on calibration
pages that no tree had seen (of 1,570 shots 28.8 errors for 30.0, mean of five foldings)."""


def fit(
    rows: Rows, good: Labels, pages: Sequence[str], also: tuple[Rows, Labels] | None = None
) -> tuple[Table, Probabilities]:
    """Fit the forest on shots × features, scaled on pages that each fold's trees never saw.

    also: shots of other pages that all trees learn from, and the scale does not.
    Return the model, and for each shot the probability that trees without its page give it.
    """
    more, labels = also or (rows[:0], good[:0])
    told = np.zeros((len(good), 2))
    for train, held in GroupKFold(FOLDS).split(rows, good, pages):
        both = _grown(np.vstack([rows[train], more]), np.concatenate([good[train], labels]))
        told[held] = _log_odds(*both, rows[held])
    scale = LogisticRegression(C=1e6).fit(told, good)
    boosted, random = _grown(np.vstack([rows, more]), np.concatenate([good, labels]))
    table = {
        "features": list(DIRECTIONS),
        "boosted": _boosted_trees(boosted),
        "bias": float(boosted._baseline_prediction[0, 0]),  # noqa: SLF001 - kept nowhere public
        "random": _random_trees(random),
        "slopes": scale.coef_[0].tolist(),
        "offset": float(scale.intercept_[0]),
    }
    return table, scale.predict_proba(told)[:, 1]


def _grown(rows: Rows, good: Labels) -> tuple[Boosted, Random]:
    boosted = Boosted(
        **BOOSTED,
        monotonic_cst=list(DIRECTIONS.values()),
        early_stopping=False,
        random_state=0,
    )
    return boosted.fit(rows, good), Random(**RANDOM, random_state=0).fit(rows, good)


def _log_odds(boosted: Boosted, random: Random, rows: Rows) -> NDArray[np.float64]:
    """Return the log-odds that both kinds of trees tell, shots × 2."""
    shares = random.predict_proba(rows)[:, 1]
    return np.column_stack([boosted.decision_function(rows), [log_odds(each) for each in shares]])


def _boosted_trees(model: Boosted) -> Arrays:
    """Return all trees' nodes one after the other; scikit-learn keeps them nowhere public."""
    table = _no_trees()
    for (tree,) in model._predictors:  # noqa: SLF001 - the only way to the fitted nodes
        nodes = tree.nodes
        _add(
            table,
            feature=np.where(nodes["is_leaf"], LEAF, nodes["feature_idx"]),
            threshold=nodes["num_threshold"],
            children=(nodes["left"], nodes["right"]),
            value=nodes["value"],
        )
    return table


def _random_trees(model: Random) -> Arrays:
    """Return all trees' nodes one after the other, the value of each its share of good shots."""
    table = _no_trees()
    for tree in (each.tree_ for each in model.estimators_):
        weights = tree.value[:, 0]
        _add(
            table,
            feature=np.maximum(tree.feature, LEAF),
            threshold=tree.threshold,
            children=(tree.children_left, tree.children_right),
            value=weights[:, 1] / weights.sum(axis=1),
        )
    return table


def _no_trees() -> Arrays:
    return {field.name: [] for field in fields(Trees)}


def _add(
    table: Arrays,
    *,
    feature: NDArray[np.integer],
    threshold: NDArray[np.float64],
    children: tuple[NDArray[np.integer], NDArray[np.integer]],
    value: NDArray[np.float64],
) -> None:
    """Add a tree's nodes; what a node's kind does not use is 0."""
    root, leaf = len(table["value"]), feature == LEAF
    left, right = (np.where(leaf, 0, root + each.astype(np.int64)) for each in children)
    table["roots"].append(root)
    table["feature"] += feature.tolist()
    table["threshold"] += np.where(leaf, 0, threshold).tolist()
    table["left"] += left.tolist()
    table["right"] += right.tolist()
    table["value"] += np.where(leaf, value, 0).round(DIGITS).tolist()
