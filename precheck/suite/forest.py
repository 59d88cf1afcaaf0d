"""Fits the acceptance model: a monotone boosted forest, its log-odds scaled on unseen pages.

Needs scikit-learn, a tool of requirements-dev.txt that serving does without. Same rows, same model.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from precheck.accept import DIRECTIONS

Table = dict[str, object]
FOLDS = 5
SETTINGS: Mapping[str, float] = {
    "learning_rate": 0.06,
    "max_iter": 160,
    "max_leaf_nodes": 8,
    "min_samples_leaf": 15,
    "l2_regularization": 1.0,
    "max_features": 0.2,  # a split chooses among a fifth: no few features decide alone
}


def fit(
    rows: NDArray[np.float64], good: NDArray[np.bool_], pages: Sequence[str]
) -> tuple[Table, NDArray[np.float64]]:
    """Fit the forest on shots × features, scaled on pages that each fold's trees never saw.

    Return the model, and for each shot the probability that trees without its page give it.
    """
    raw = np.zeros(len(good))
    for train, held in GroupKFold(FOLDS).split(rows, good, pages):
        raw[held] = _boosted(rows[train], good[train]).decision_function(rows[held])
    scale = LogisticRegression(C=1e6).fit(raw[:, None], good)
    table = {
        "features": list(DIRECTIONS),
        **_arrays(_boosted(rows, good)),
        "slope": float(scale.coef_[0, 0]),
        "offset": float(scale.intercept_[0]),
    }
    return table, scale.predict_proba(raw[:, None])[:, 1]


def _boosted(rows: NDArray[np.float64], good: NDArray[np.bool_]) -> HistGradientBoostingClassifier:
    model = HistGradientBoostingClassifier(
        **SETTINGS,
        monotonic_cst=list(DIRECTIONS.values()),
        early_stopping=False,
        random_state=0,
    )
    return model.fit(rows, good)


def _arrays(model: HistGradientBoostingClassifier) -> Table:
    """Return all trees' nodes one after the other; scikit-learn keeps them nowhere public."""
    table: dict[str, list[float]] = {
        name: [] for name in ("roots", "feature", "threshold", "left", "right", "value")
    }
    for (tree,) in model._predictors:  # noqa: SLF001 - the only way to the fitted nodes
        root = len(table["value"])
        table["roots"].append(root)
        for node in tree.nodes:
            leaf = bool(node["is_leaf"])
            table["feature"].append(-1 if leaf else int(node["feature_idx"]))
            table["threshold"].append(0.0 if leaf else float(node["num_threshold"]))
            table["left"].append(0 if leaf else root + int(node["left"]))
            table["right"].append(0 if leaf else root + int(node["right"]))
            table["value"].append(round(float(node["value"]), 6))
    return {**table, "bias": float(model._baseline_prediction[0, 0])}  # noqa: SLF001 - as above
