"""Which limits hold in which suite and world, and which are refused."""

import pytest

from precheck.suite.gates import gates
from precheck.suite.manifest import BadSuite, Shot
from tests.suite.made import bad, shot

OWN = (shot(), bad())
REAL = (Shot(file="a.jpg", type="other", label="accept"),)
LEFT_OUT = (shot(world="html"), shot("b.jpg", world="pdf", number=None))
SUITES = {"own": OWN, "real": REAL, "left-out": LEFT_OUT}
SHARED = "[false_re_photo]\nat_most = 0.02\n[number_read]\nat_least = 0.9\n"


@pytest.fixture
def gated(tmp_path):
    def read(toml, suites=SUITES):
        (tmp_path / "limits.toml").write_text(toml)
        return gates(suites, tmp_path / "limits.toml")

    return read


def at_most(found, figure="false_re_photo"):
    return {name: bounds[figure].at_most for name, bounds in found.bounds.items()}


def test_a_shared_limit_holds_wherever_it_can_be_measured(gated):
    found = gated(SHARED).bounds
    assert {name for name, bounds in found.items() if "false_re_photo" in bounds} == {
        *("own", "real", "left-out", "left-out/html", "left-out/pdf")
    }
    assert {name for name, bounds in found.items() if "number_read" in bounds} == {
        *("own", "left-out", "left-out/html")
    }


def test_a_suites_own_limit_comes_before_the_shared_one_in_its_worlds_too(gated):
    found = gated(SHARED + "[suites.left-out.false_re_photo]\nat_most = 0.1\n")
    assert at_most(found) == {
        "own": 0.02, "real": 0.02, "left-out": 0.1, "left-out/html": 0.1, "left-out/pdf": 0.1
    }  # fmt: skip


def test_a_worlds_own_limit_holds_there_alone(gated):
    found = gated(SHARED + '[suites."left-out/pdf".false_re_photo]\nat_most = 0.1\n')
    assert at_most(found)["left-out/pdf"] == 0.1
    assert at_most(found)["left-out"] == at_most(found)["left-out/html"] == 0.02


def test_limits_of_suites_that_are_not_run_are_told(gated):
    assert gated("[suites.second.auc]\nat_least = 0.9", {"own": OWN}).unused == {"second"}


@pytest.mark.parametrize(
    ("toml", "told"),
    [
        ("[screen]\nat_least = 1", "screen: cannot be measured in own, real, left-out"),
        ("[suites.real.number_read]\nat_least = 1", "suites.real.number_read: cannot be measured"),
        ('[suites."left-out/pdf".number_read]\nat_least = 1', "left-out/pdf.number_read: cannot"),
    ],
)
def test_a_limit_that_nothing_can_be_held_against_is_refused(gated, toml, told):
    with pytest.raises(BadSuite, match=told):
        gated(toml)
