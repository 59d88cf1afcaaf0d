"""The stored model tells what was fitted; its boosted trees move one way with each feature."""

import json

import numpy as np
import pytest

from precheck import accept
from precheck.features import DIRECTIONS
from precheck.suite import forest

NAMES = list(DIRECTIONS)


@pytest.fixture(scope="module")
def fitted():
    rng = np.random.default_rng(1)
    rows = rng.random((400, len(NAMES)))
    score = rows[:, NAMES.index("must_q02")] - rows[:, NAMES.index("must_lost")]
    good = score + rng.normal(0, 0.2, 400) > 0
    table, held = forest.fit(rows, good, [str(at // 4) for at in range(400)])
    stored = json.loads(json.dumps(table))
    return rows, good, held, accept.stored(stored)


def test_stored_trees_answer_as_scikit_learn_does(fitted):
    rows, good, _, model = fitted
    boosted, random = forest._log_odds(*forest._grown(rows, good), rows).T
    told = np.array([model.probability(row) for row in rows])
    together = model.slopes[0] * boosted + model.slopes[1] * random + model.offset
    assert np.abs(told - 1 / (1 + np.exp(-together))).max() < 1e-3


def test_held_out_probabilities_tell_good_from_bad(fitted):
    _, good, held, _ = fitted
    assert apart(held, good) > 0.3


@pytest.mark.parametrize("name", ["must_q02", "number_q10", "must_lost", "cut"])
def test_boosted_trees_move_one_way_only(fitted, name):
    rows, _, _, model = fitted
    for row in rows[:10]:
        steps = np.repeat(row[None], 9, axis=0)
        steps[:, NAMES.index(name)] = np.linspace(0, 1, 9)
        told = np.array([model.boosted.total(step) for step in steps])
        assert (np.diff(told) * DIRECTIONS[name] >= 0).all()


def test_trees_learn_from_other_suites(fitted):
    rows, good, _, _ = fitted
    pages = [str(at // 4) for at in range(len(good))]
    few, told = slice(0, 40), slice(40, None)
    alone, held = forest.fit(rows[few], good[few], pages[few])
    table, better = forest.fit(rows[few], good[few], pages[few], (rows[told], good[told]))
    assert len(held) == len(better) == 40
    for kind in ("boosted", "random"):
        assert len(table[kind]["value"]) > len(alone[kind]["value"])
    assert apart(better, good[few]) > apart(held, good[few]) + 0.1


def test_the_scale_rests_on_the_first_suite_alone(fitted):
    rows, good, _, _ = fitted
    few, more = slice(0, 200), rows[200:][good[200:]]  # the others are all acceptable
    pages = [str(at // 4) for at in range(200)]
    _, held = forest.fit(rows[few], good[few], pages, (more, np.ones(len(more), np.bool_)))
    assert held.mean() == pytest.approx(good[few].mean(), abs=0.01)


def apart(told, good):
    return told[good].mean() - told[~good].mean()
