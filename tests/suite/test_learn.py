"""What calibration learns from: both looks of each scored shot."""

import json
import re
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from precheck.features import DIRECTIONS
from precheck.number import Number, NumberState
from precheck.suite.fit import fit
from precheck.suite.learn import _decided, _lessons, learn
from precheck.verdict import Measurement

FIXTURES = Path(__file__).parents[1] / "fixtures"


def suite_of(folder, first, counts):
    """Make a suite of some of the fixtures' shots of a sheet, so many of each label."""
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


def test_two_looks_of_each_scored_shot_are_learned_from(tmp_path, monkeypatch):
    learned, weighed = [], []

    def spied(rows, good, weights, pages):
        learned.extend(rows)
        weighed.extend(weights)
        return fit(rows, good, weights, pages)

    monkeypatch.setattr("precheck.suite.learn.fit", spied)
    suite = suite_of(tmp_path / "ours", 0, {"accept": 14, "re-photo": 16, "borderline": 2})
    more = suite_of(tmp_path / "others", 16, {"accept": 3, "re-photo": 3})
    count = learn(suite, also=[more], out=tmp_path / "accept.json")
    table = json.loads((tmp_path / "accept.json").read_text(encoding="utf-8"))
    told = r"ours: \d+ acceptable .* · others: 3 acceptable and \d un.* · 20"
    assert re.match(told, table["source"])
    assert table["features"] == list(DIRECTIONS)
    assert 23 <= count <= 34  # borderline shots are left out, and what is decided otherwise
    assert len(learned) == 2 * count
    firsts, seconds = np.array(learned[::2]), np.array(learned[1::2])
    assert (firsts != seconds).any(axis=1).all()
    weights = np.array(weighed)
    heavy = weights > weights.min() * 1.5  # those of the smaller suite
    assert weights[heavy].sum() == pytest.approx(weights[~heavy].sum())


def test_shots_of_several_sheets_teach_nothing(tmp_path):
    suite = suite_of(tmp_path / "ours", 0, {"accept": 2, "re-photo": 2})
    manifest = suite / "manifest.jsonl"
    one, *others = map(json.loads, manifest.read_text(encoding="utf-8").splitlines())
    rows = [one, *(row | {"sheets": 2} for row in others)]
    manifest.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [lesson.file for lesson in _lessons(suite)] == [one["file"]]


@pytest.mark.parametrize(
    ("state", "cropping", "decided"),
    [
        pytest.param(NumberState.READ, 0.0, False, id="read and whole"),
        pytest.param(NumberState.DOUBTFUL, 0.0, False, id="doubtful"),
        pytest.param(None, None, False, id="without a number, cropping not measured"),
        pytest.param(NumberState.UNREAD, 0.0, True, id="an unread number"),
        pytest.param(NumberState.READ, 1.0, True, id="print out of the frame"),
    ],
)
def test_what_decides_by_itself_teaches_nothing(state, cropping, decided):
    evidence = SimpleNamespace(
        number=None if state is None else Number(kind="kk", state=state),
        measurements={"cropping": Measurement(value=cropping)},
    )
    assert _decided(evidence) is decided
