"""The stored model tells what was fitted; its trees move one way with each feature."""

import json

import numpy as np
import pytest

from precheck import accept
from precheck.features import DIRECTIONS
from precheck.suite import fit

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
    return accept.stored(json.loads(json.dumps(fit.fit(*shots))))


def _apart(model, rows, good):
    told = np.array([model.probability(row) for row in rows])
    return told[good].mean() - told[~good].mean()


def test_stored_trees_answer_as_scikit_learn_does(fitted):
    rows, good, model = fitted
    odds = fit._grown(rows, good, np.ones(400)).decision_function(rows)
    told = np.array([model.probability(row) for row in rows])
    assert np.abs(told - 1 / (1 + np.exp(-model.slope * odds - model.offset))).max() < 1e-3


def test_probabilities_of_unseen_shots_tell_good_from_bad(fitted):
    _, _, model = fitted
    assert _apart(model, *shots(3)) > 0.3


@pytest.mark.parametrize("name", NAMES)
def test_trees_move_one_way_only(fitted, name):
    rows, _, model = fitted
    for row in rows[:10]:
        steps = np.repeat(row[None], 9, axis=0)
        steps[:, NAMES.index(name)] = np.linspace(0, 1, 9)
        told = np.array([model.trees.total(step) for step in steps])
        assert (np.diff(told) * DIRECTIONS[name] >= 0).all()


def test_what_weighs_little_teaches_little():
    (rows, good), (more, other) = shots(1), shots(2)
    both, labels = np.vstack([rows, more]), np.concatenate([good, ~other])  # told the wrong way
    pages = [*PAGES, *(f"other {page}" for page in PAGES)]
    apart = []
    for weight in (1e-3, 1.0):
        model = _model(both, labels, np.repeat([1.0, weight], 400), pages)
        apart.append(_apart(model, *shots(3)))
    assert apart[0] > 0.3 > apart[1] + 0.1
