"""Which limits apply to which suite and world."""

import pytest

from precheck.suite.applied_limits import apply_limits
from precheck.suite.manifest import BadSuite, LabelledShot
from tests.suite.made import bad, shot

OWN = (shot(), bad())
REAL = (LabelledShot(file="a.jpg", type="other", label="accept"),)
LEFT_OUT = (shot(world="html"), shot("b.jpg", world="pdf", number=None))
SUITES = {"own": OWN, "real": REAL, "left-out": LEFT_OUT}
SHARED = "[false_re_photo]\nat_most = 0.02\n[number_read]\nat_least = 0.9\n"


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
