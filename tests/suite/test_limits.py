"""Which limits are kept, and how errors in a limits file are named."""

from pathlib import Path

import pytest

from precheck.suite.applied_limits import apply_limits
from precheck.suite.figures.all_figures import all_figures
from precheck.suite.limits import LimitCheck, read_limits
from precheck.suite.manifest import BadSuite, read_manifest
from tests.suite.made import good_and_bad

RELEASE = Path(__file__).resolve().parent.parent / "release.toml"


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
        ("auc = 3", "auc"),
        ("[", "suite.toml"),
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
    assert len(applied) == len(read_limits(RELEASE).shared)
