"""The stored acceptance model gives what was fitted, and moves one way with each feature."""

import numpy as np
import pytest

from precheck.accept import DIRECTIONS, Forest
from precheck.suite import forest

NAMES = list(DIRECTIONS)
ARRAYS = ("roots", "feature", "threshold", "left", "right", "value")


@pytest.fixture(scope="module")
def fitted():
    rng = np.random.default_rng(1)
    rows = rng.random((400, len(NAMES)))
    score = rows[:, NAMES.index("must_q02")] - rows[:, NAMES.index("must_lost")]
    good = score + rng.normal(0, 0.2, 400) > 0
    table, held = forest.fit(rows, good, [str(at // 4) for at in range(400)])
    stored = {name: tuple(table[name]) for name in ARRAYS}
    scale = {name: table[name] for name in ("bias", "slope", "offset")}
    return rows, good, held, Forest(**stored, **scale)


def test_stored_trees_answer_as_scikit_learn_does(fitted):
    rows, good, _, model = fitted
    raw = forest._boosted(rows, good).decision_function(rows)
    told = np.array([model.probability(row) for row in rows])
    expected = 1 / (1 + np.exp(-(model.slope * raw + model.offset)))
    assert np.abs(told - expected).max() < 1e-3


def test_held_out_probabilities_tell_good_from_bad(fitted):
    _, good, held, _ = fitted
    assert held[good].mean() - held[~good].mean() > 0.3


@pytest.mark.parametrize("name", ["must_q02", "number_q10", "must_lost", "cropping"])
def test_p_accept_moves_one_way_only(fitted, name):
    rows, _, _, model = fitted
    for row in rows[:10]:
        steps = np.repeat(row[None], 9, axis=0)
        steps[:, NAMES.index(name)] = np.linspace(0, 1, 9)
        told = np.array([model.probability(step) for step in steps])
        assert (np.diff(told) * DIRECTIONS[name] >= 0).all()
