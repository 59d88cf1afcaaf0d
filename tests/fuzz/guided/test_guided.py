"""Each harness accepts its seeds, and the runner reports what a harness finds."""

from importlib.util import find_spec

import pytest
from click.testing import CliRunner

from tests.fuzz.guided import __main__ as command
from tests.fuzz.guided import planted
from tests.fuzz.guided.run import run
from tests.fuzz.guided.table import HARNESSES, MODULES

needs_atheris = pytest.mark.skipif(find_spec("atheris") is None, reason="only for x86-64")


@pytest.mark.parametrize("harness", HARNESSES.values(), ids=HARNESSES)
def test_seeds_are_no_findings(harness):
    seeds = list(harness.seeds())
    assert seeds
    for seed in (b"", *seeds):
        assert len(seed) <= harness.max_bytes
        harness.feed(seed)


def test_no_two_harnesses_have_one_name():
    assert len(HARNESSES) == sum(len(module.HARNESSES) for module in MODULES)


@needs_atheris
def test_a_planted_crash_is_found_kept_and_named(tmp_path, monkeypatch):
    monkeypatch.setattr(command, "HARNESSES", {"crash": planted.HARNESSES["crash"]})
    done = CliRunner().invoke(command.main, ["all", "--seconds", "20", "--keep", str(tmp_path)])
    (kept,) = tmp_path.iterdir()
    assert done.exit_code == 1
    assert kept.read_bytes().startswith(b"KK")
    assert str(kept) in done.output
    assert "LookupError: planted" in done.output


@needs_atheris
def test_a_documented_error_is_no_finding(tmp_path):
    found = run("documented", planted.HARNESSES["documented"], 20, tmp_path, "-runs=500")
    assert not found.failed
    assert found.executions >= 500
    assert found.features
    assert not list(tmp_path.iterdir())
