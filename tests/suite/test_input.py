"""A suite's manifest and limits: what is taken, and what is refused by name."""

import json
from pathlib import Path

import pytest

from precheck.suite.figures import figures
from precheck.suite.gates import gates
from precheck.suite.limits import Judged, limits
from precheck.suite.manifest import BadSuite, shots
from tests.suite.made import good_and_bad

RELEASE = Path(__file__).resolve().parent.parent / "release.toml"
LEAST = {"file": "a.jpg", "type": "kk", "label": "accept"}


def manifest(folder, *rows):
    lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    (folder / "manifest.jsonl").write_text("\n".join(lines))
    return folder


def test_an_offices_own_row_is_enough(tmp_path):
    (found,) = shots(manifest(tmp_path, LEAST | {"remark": "of our own"}, ""))
    assert (found.file, found.reasons, found.quad, found.screen) == ("a.jpg", (), None, False)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ((), "no photo"),
        (({**LEAST, "label": "good"},), "manifest.jsonl:1: label"),
        ((LEAST, {"file": "b.jpg", "label": "accept"}), "manifest.jsonl:2: type"),
        (({**LEAST, "reasons": ["blurry"]},), "reasons.0"),
        (({**LEAST, "turn": 45},), "turn"),
        (({**LEAST, "quad": [[0, 0]]},), "quad"),
        (("{",), "manifest.jsonl:1"),
        ((LEAST, LEAST), "a.jpg stands there more than once"),
    ],
)
def test_wrong_manifests_are_refused(tmp_path, rows, told):
    with pytest.raises(BadSuite, match=told):
        shots(manifest(tmp_path, *rows))


def test_a_folder_without_manifest(tmp_path):
    with pytest.raises(BadSuite, match="cannot be read"):
        shots(tmp_path)


def kept(folder, toml, rows):
    (folder / "suite.toml").write_text(toml)
    ((name, bound),) = limits(folder / "suite.toml").shared.items()
    return Judged("own", figures(rows)[name], bound).kept


@pytest.mark.parametrize(
    ("toml", "wrong_good", "is_kept"),
    [
        ("[false_re_photo]\nat_most = 0.2", 2, True),
        ("[false_re_photo]\nat_most = 0.2", 3, False),
        ("[false_re_photo]\nerrors_at_most = 1", 1, True),
        ("[false_re_photo]\nerrors_at_most = 1", 2, False),
        ("[turn]\nat_least = 1.0", 0, True),
        ("[auc]\nat_least = 0.99", 3, False),
        ("[number_read]\nerrors_at_most = 0", 0, True),
        ("[screen]\nat_least = 0.8", 0, False),
    ],
)
def test_limits(tmp_path, toml, wrong_good, is_kept):
    assert kept(tmp_path, toml, good_and_bad(wrong_good)) is is_kept


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[false_rephoto]\nat_most = 0.2", "false_rephoto: there is no such figure; known: failed"),
        ("[suites.a.auk]\nat_most = 0.2", "suites.a.auk: there is no such figure"),
        ("[suites.a.auc]\nat_mots = 0.2", "suites.a.auc.at_mots: Extra"),
        ("[suites.a]\nauc = 1", "suites.a.auc"),
        ("[false_re_photo]\nat_mots = 0.2", "false_re_photo.at_mots: Extra"),
        ("[false_re_photo]", "needs at_most"),
        ("[auc]\nerrors_at_most = 2", "auc: counts no shots"),
        ("auc = 3", "auc"),
        ("[", "suite.toml"),
    ],
)
def test_wrong_limits_are_refused(tmp_path, toml, told):
    with pytest.raises(BadSuite, match=told):
        kept(tmp_path, toml, good_and_bad())


def test_the_release_limits_name_figures():
    assert {"number_read", "number_wrong"} < limits(RELEASE).shared.keys()


def test_the_fixtures_can_be_held_against_the_release_limits():
    fixtures = RELEASE.parent / "fixtures"
    shared = limits(RELEASE).shared
    assert len(gates({"fixtures": shots(fixtures)}, RELEASE).bounds["fixtures"]) == len(shared)
