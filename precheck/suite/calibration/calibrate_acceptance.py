"""Fits the acceptance model on labelled suites and writes `models/accept.json`.

Boosted trees with Platt scaling on held-out pages. Needs scikit-learn (requirements-dev.txt), which
serving does without. The fit is deterministic.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GroupKFold

from precheck.decision.acceptance import Trees
from precheck.decision.features import DIRECTIONS
from precheck.runtime.models import MODELS
from precheck.suite.calibration.training_shots import TrainingShot, training_shots

ModelTable = dict[str, object]
FeatureRows = NDArray[np.float64]
"""Photos × features."""
Labels = NDArray[np.bool_]
SampleWeights = NDArray[np.float64]
"""Weight of each photo, above 0. The weights of each suite have the same sum."""
HELD_OUT_FOLDS = 5
NO_FEATURE = -1  # of a leaf
LEAF_DIGITS = 6  # decimals of a leaf's value
TREE_PARAMETERS: Mapping[str, float] = {
    "learning_rate": 0.06,
    "max_iter": 120,
    "max_leaf_nodes": 10,
    "min_samples_leaf": 15,
    "l2_regularization": 2.0,
    "max_features": 0.6,  # so that no two or three features decide alone
}


def calibrate_acceptance(
    folder: Path, *, also: Sequence[Path] = (), out: Path = MODELS / "accept.json"
) -> int:
    """Fit the acceptance model on the scored shots of suites; return the number of shots used.

    Each suite has the same total weight, however many shots it has; a suite named twice has twice
    that weight. Shots decided by something else are left out: no document, a blank side, print out
    of the frame, an unread number, several sheets.
    """
    shots = {each: training_shots(each) for each in dict.fromkeys((folder, *also))}
    suites = [shots[each] for each in (folder, *also)]
    sources = map(_source, (folder, *also), suites)
    source = " · ".join([*sources, datetime.now(UTC).date().isoformat()])
    table = {"source": source, **_fit(suites)}
    out.write_text(json.dumps(table) + "\n", encoding="utf-8")
    return sum(map(len, suites))


def _fit(suites: Sequence[Sequence[TrainingShot]]) -> ModelTable:
    """Fit one model on all suites, which have the same total weight."""
    shots = [shot for suite in suites for shot in suite]
    weights = np.array([1 / len(suite) for suite in suites for _ in suite])
    return fit_acceptance(
        np.stack([shot.features for shot in shots]),
        np.array([shot.good for shot in shots]),
        weights / weights.mean(),
        [shot.page for shot in shots],
    )


def _source(folder: Path, shots: Sequence[TrainingShot]) -> str:
    good = sum(shot.good for shot in shots)
    return f"{folder.name}: {good} acceptable and {len(shots) - good} unacceptable"


def fit_acceptance(
    rows: FeatureRows, good: Labels, weights: SampleWeights, pages: Sequence[str]
) -> ModelTable:
    """Fit the trees, and the scale of their log odds on pages that each fold's trees never saw."""
    log_odds = np.zeros(len(good))
    for train, held_out in GroupKFold(HELD_OUT_FOLDS).split(rows, good, pages):
        trees = fit_trees(rows[train], good[train], weights[train])
        log_odds[held_out] = trees.decision_function(rows[held_out])
    scale = LogisticRegression(C=1e6).fit(log_odds[:, None], good, weights)
    trees = fit_trees(rows, good, weights)
    return {
        "features": list(DIRECTIONS),
        "trees": _nodes(trees),
        "bias": float(trees._baseline_prediction[0, 0]),  # noqa: SLF001 - not public
        "slope": float(scale.coef_[0, 0]),
        "offset": float(scale.intercept_[0]),
    }


def fit_trees(
    rows: FeatureRows, good: Labels, weights: SampleWeights
) -> HistGradientBoostingClassifier:
    """Fit boosted trees, monotonic in each feature by DIRECTIONS."""
    trees = HistGradientBoostingClassifier(
        **TREE_PARAMETERS,
        monotonic_cst=list(DIRECTIONS.values()),
        early_stopping=False,
        random_state=0,
    )
    return trees.fit(rows, good, weights)


def _nodes(trees: HistGradientBoostingClassifier) -> dict[str, list[float]]:
    """Return the nodes of all trees, one tree after the other, by the fields of Trees."""
    table: dict[str, list[float]] = {field.name: [] for field in fields(Trees)}
    for (tree,) in trees._predictors:  # noqa: SLF001 - not public
        nodes, root = tree.nodes, len(table["value"])
        leaf = nodes["is_leaf"].astype(bool)
        table["roots"].append(root)
        table["feature"] += np.where(leaf, NO_FEATURE, nodes["feature_idx"]).tolist()
        table["threshold"] += np.where(leaf, 0, nodes["num_threshold"]).tolist()
        for side in ("left", "right"):
            table[side] += np.where(leaf, 0, root + nodes[side].astype(np.int64)).tolist()
        table["value"] += np.where(leaf, nodes["value"], 0).round(LEAF_DIGITS).tolist()
    return table
