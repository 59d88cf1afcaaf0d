"""Which limits apply where, which are kept, and how errors in a limits file are named."""

from pathlib import Path

import pytest

from precheck.suite.figures.all_figures import all_figures
from precheck.suite.limits import LimitCheck, apply_limits, apply_steady_limits, read_limits
from precheck.suite.manifest import BadSuite, LabelledShot, read_manifest
from precheck.suite.steady.steadiness import steady_figures
from tests.suite.made import bad, good_and_bad, shot

RELEASE = Path(__file__).resolve().parent.parent / "release.toml"
OWN = (shot(), bad())
REAL = (LabelledShot(file="a.jpg", type="other", label="accept"),)
LEFT_OUT = (shot(world="html"), shot("b.jpg", world="pdf", number=None))
SUITES = {"own": OWN, "real": REAL, "left-out": LEFT_OUT}
SHARED = "[false_re_photo]\nat_most = 0.02\n[number_read]\nat_least = 0.9\n"


def kept(folder, toml, rows):
    (folder / "suite.toml").write_text(toml)
    ((name, limit),) = read_limits(folder / "suite.toml").shared.items()
    return LimitCheck("own", all_figures(rows)[name], limit).kept


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
    ("toml", "message"),
    [
        ("[false_rephoto]\nat_most = 0.2", "false_rephoto: there is no such figure; known: failed"),
        ("[suites.a.auk]\nat_most = 0.2", "suites.a.auk: there is no such figure"),
        ("[suites.a.auc]\nat_mots = 0.2", "suites.a.auc.at_mots: Extra"),
        ("[suites.a]\nauc = 1", "suites.a.auc"),
        ("[false_re_photo]\nat_mots = 0.2", "false_re_photo.at_mots: Extra"),
        ("[false_re_photo]", "needs at_most"),
        ("[auc]\nerrors_at_most = 2", "auc: counts no shots"),
        ("[false_accept]\nat_most = 5", "false_accept: at_most is a share from 0 to 1"),
        ("[suites.a.turn]\nat_most = 98", "suites.a.turn: at_most is a share"),
        ("auc = 3", "auc"),
        ("[", "suite.toml"),
        (f"auc = {'[' * 2000}", "suite.toml: maximum recursion"),
        ("[auc]\nat_least = nan", "auc.at_least: .*finite"),
    ],
)
def test_wrong_limits_are_refused(tmp_path, toml, message):
    with pytest.raises(BadSuite, match=message):
        kept(tmp_path, toml, good_and_bad())


def test_the_release_limits_name_figures():
    assert {"number_read", "number_wrong"} < read_limits(RELEASE).shared.keys()


def test_the_release_limits_apply_to_the_fixtures():
    suites = {"fixtures": read_manifest(RELEASE.parent / "fixtures")}
    applied = apply_limits(suites, RELEASE).by_column["fixtures"]
    assert applied.keys() == read_limits(RELEASE).shared.keys() - steady_figures(()).keys()


def test_the_release_limits_hold_how_steady_answers_are():
    applied = apply_steady_limits(["fixtures"], RELEASE).by_column["fixtures"]
    assert set(applied) == {"flip"}


@pytest.fixture
def applied(tmp_path):
    def apply(toml, suites=SUITES):
        (tmp_path / "limits.toml").write_text(toml)
        return apply_limits(suites, tmp_path / "limits.toml")

    return apply


def at_most(found, figure="false_re_photo"):
    return {name: limits[figure].at_most for name, limits in found.by_column.items()}


def test_a_shared_limit_applies_wherever_its_figure_is_available(applied):
    found = applied(SHARED).by_column
    assert {name for name, limits in found.items() if "false_re_photo" in limits} == {
        *("own", "real", "left-out", "left-out/html", "left-out/pdf")
    }
    assert {name for name, limits in found.items() if "number_read" in limits} == {
        *("own", "left-out", "left-out/html")
    }


def test_a_suites_own_limit_replaces_the_shared_one_in_its_worlds_too(applied):
    found = applied(SHARED + "[suites.left-out.false_re_photo]\nat_most = 0.1\n")
    assert at_most(found) == {
        "own": 0.02, "real": 0.02, "left-out": 0.1, "left-out/html": 0.1, "left-out/pdf": 0.1
    }  # fmt: skip


def test_a_worlds_own_limit_applies_only_there(applied):
    found = applied(SHARED + '[suites."left-out/pdf".false_re_photo]\nat_most = 0.1\n')
    assert at_most(found)["left-out/pdf"] == 0.1
    assert at_most(found)["left-out"] == at_most(found)["left-out/html"] == 0.02


def test_limits_of_suites_that_are_not_run_are_named(applied):
    assert applied("[suites.second.auc]\nat_least = 0.9", {"own": OWN}).unused == {"second"}


@pytest.mark.parametrize(
    ("toml", "message"),
    [
        ("[screen]\nat_least = 1", "screen: cannot be measured in own, real, left-out"),
        ("[suites.real.number_read]\nat_least = 1", "suites.real.number_read: cannot be measured"),
        ('[suites."left-out/pdf".number_read]\nat_least = 1', "left-out/pdf.number_read: cannot"),
    ],
)
def test_a_limit_that_applies_nowhere_is_refused(applied, toml, message):
    with pytest.raises(BadSuite, match=message):
        applied(toml)
