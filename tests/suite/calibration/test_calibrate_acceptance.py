"""The acceptance model is fitted on each scored shot, and is monotonic."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from precheck.decision import acceptance
from precheck.decision.features import DIRECTIONS
from precheck.measurement import Measurement
from precheck.number.result import Number, NumberState
from precheck.suite.calibration.calibrate_acceptance import (
    calibrate_acceptance,
    fit_acceptance,
    fit_trees,
)
from precheck.suite.calibration.training_shots import decided_otherwise, training_shots

FIXTURES = Path(__file__).parents[2] / "fixtures"
NAMES = list(DIRECTIONS)
PAGES = [str(at // 4) for at in range(400)]


def suite_of(folder, first, counts):
    """Make a suite of fixtures with a sheet, with `counts` shots of each label."""
    folder.mkdir()
    lines = (FIXTURES / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [json.loads(line) for line in lines if json.loads(line)["quad"] is not None]
    chosen = [
        row
        for label, count in counts.items()
        for row in [row for row in rows if row["label"] == label][first : first + count]
    ]
    (folder / "photos").symlink_to(FIXTURES / "photos")
    (folder / "manifest.jsonl").write_text("\n".join(map(json.dumps, chosen)), encoding="utf-8")
    return folder


def test_each_scored_shot_is_used_and_each_suite_weighs_the_same(tmp_path, monkeypatch):
    used_rows, used_weights = [], []

    def spy(rows, good, weights, pages):
        used_rows.extend(rows)
        used_weights.extend(weights)
        return fit_acceptance(rows, good, weights, pages)

    monkeypatch.setattr("precheck.suite.calibration.calibrate_acceptance.fit_acceptance", spy)
    suite = suite_of(tmp_path / "ours", 0, {"accept": 10, "re-photo": 10, "borderline": 2})
    more = suite_of(tmp_path / "others", 16, {"accept": 2, "re-photo": 2})
    count = calibrate_acceptance(suite, also=[more], out=tmp_path / "accept.json")
    table = json.loads((tmp_path / "accept.json").read_text(encoding="utf-8"))
    pattern = r"ours: \d+ acceptable .* · others: 2 acceptable and \d un.* · 20"
    assert re.match(pattern, table["source"])
    assert table["features"] == list(DIRECTIONS)
    assert 12 <= count <= 22  # without borderline shots and those decided otherwise
    assert len(used_rows) == count
    weights = np.array(used_weights)
    heavy = weights > weights.min() * 1.5  # of the smaller suite
    assert weights[heavy].sum() == pytest.approx(weights[~heavy].sum())


def test_shots_of_several_sheets_are_left_out(tmp_path):
    suite = suite_of(tmp_path / "ours", 0, {"accept": 2, "re-photo": 2})
    manifest = suite / "manifest.jsonl"
    one, *others = map(json.loads, manifest.read_text(encoding="utf-8").splitlines())
    rows = [one, *(row | {"sheets": 2} for row in others)]
    manifest.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [shot.file for shot in training_shots(suite)] == [one["file"]]


@pytest.mark.parametrize(
    ("state", "cropping", "form", "decided"),
    [
        pytest.param(NumberState.READ, 0.0, "white", False, id="read and whole"),
        pytest.param(NumberState.DOUBTFUL, 0.0, "white", False, id="doubtful"),
        pytest.param(None, None, "white", False, id="without a number, cropping not measured"),
        pytest.param(NumberState.UNREAD, 0.0, "white", True, id="an unread number"),
        pytest.param(NumberState.READ, 1.0, "white", True, id="print out of the frame"),
        pytest.param(None, 1.0, "", False, id="of an unknown form, an estimate"),
    ],
)
def test_shots_that_something_else_decides_are_left_out(state, cropping, form, decided):
    evidence = SimpleNamespace(
        subject=SimpleNamespace(form=form),
        number=None if state is None else Number(kind="kk", state=state),
        measurements={"cropping": Measurement(value=cropping)},
    )
    assert decided_otherwise(evidence) is decided


def shots(seed, noise=0.2):
    rng = np.random.default_rng(seed)
    rows = rng.random((400, len(NAMES)))
    score = rows[:, NAMES.index("must_least_legibility")] - rows[:, NAMES.index("must_lost")]
    return rows, score + rng.normal(0, noise, 400) > 0


@pytest.fixture(scope="module")
def fitted():
    rows, good = shots(1)
    return rows, good, _model(rows, good, np.ones(400), PAGES)


def _model(*shots):
    return acceptance.parse_model(json.loads(json.dumps(fit_acceptance(*shots))))


def _separation(model, rows, good):
    predicted = np.array([model.probability(row) for row in rows])
    return predicted[good].mean() - predicted[~good].mean()


def test_stored_trees_answer_as_scikit_learn_does(fitted):
    rows, good, model = fitted
    odds = fit_trees(rows, good, np.ones(400)).decision_function(rows)
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
    both = np.vstack([rows, more]).round(2)  # scikit-learn is slow to bin many weighted values
    labels = np.concatenate([good, ~other])  # with wrong labels
    pages = [*PAGES, *(f"other {page}" for page in PAGES)]
    separations = []
    for weight in (1e-3, 1.0):
        model = _model(both, labels, np.repeat([1.0, weight], 400), pages)
        separations.append(_separation(model, *shots(3)))
    assert separations[0] > 0.3 > separations[1] + 0.1
