"""The stored model equals the fitted one and is monotonic in each feature."""

import json

import numpy as np
import pytest

from precheck.decision import acceptance
from precheck.decision.features import DIRECTIONS
from precheck.suite.calibration import boosted_trees

NAMES = list(DIRECTIONS)
PAGES = [str(at // 4) for at in range(400)]


def shots(seed, noise=0.2):
    rng = np.random.default_rng(seed)
    rows = rng.random((400, len(NAMES)))
    score = rows[:, NAMES.index("must_low")] - rows[:, NAMES.index("must_lost")]
    return rows, score + rng.normal(0, noise, 400) > 0


@pytest.fixture(scope="module")
def fitted():
    rows, good = shots(1)
    return rows, good, _model(rows, good, np.ones(400), PAGES)


def _model(*shots):
    return acceptance.parse_model(json.loads(json.dumps(boosted_trees.fit_acceptance(*shots))))


def _separation(model, rows, good):
    predicted = np.array([model.probability(row) for row in rows])
    return predicted[good].mean() - predicted[~good].mean()


def test_stored_trees_answer_as_scikit_learn_does(fitted):
    rows, good, model = fitted
    odds = boosted_trees.fit_trees(rows, good, np.ones(400)).decision_function(rows)
    predicted = np.array([model.probability(row) for row in rows])
    assert np.abs(predicted - 1 / (1 + np.exp(-model.slope * odds - model.offset))).max() < 1e-3


def test_probabilities_of_unseen_shots_separate_good_from_bad(fitted):
    _, _, model = fitted
    assert _separation(model, *shots(3)) > 0.3


@pytest.mark.parametrize("name", NAMES)
def test_trees_are_monotonic(fitted, name):
    rows, _, model = fitted
    for row in rows[:10]:
        steps = np.repeat(row[None], 9, axis=0)
        steps[:, NAMES.index(name)] = np.linspace(0, 1, 9)
        predicted = np.array([model.trees.total(step) for step in steps])
        assert (np.diff(predicted) * DIRECTIONS[name] >= 0).all()


def test_a_small_weight_has_little_effect():
    (rows, good), (more, other) = shots(1), shots(2)
    both, labels = np.vstack([rows, more]), np.concatenate([good, ~other])  # with wrong labels
    pages = [*PAGES, *(f"other {page}" for page in PAGES)]
    separations = []
    for weight in (1e-3, 1.0):
        model = _model(both, labels, np.repeat([1.0, weight], 400), pages)
        separations.append(_separation(model, *shots(3)))
    assert separations[0] > 0.3 > separations[1] + 0.1
