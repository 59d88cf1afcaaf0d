"""Limits are proposed from officers' decisions with both weighted error rates."""

import json
import re

import pytest
from click.testing import CliRunner

from precheck.cli import main
from precheck.office.policy import Costs, Office
from precheck.runtime.models import MODELS
from precheck.suite.calibration.officer_decisions import (
    BadDecisions,
    ErrorRates,
    OfficerDecision,
    Proposal,
    cheapest_limit,
    describe,
    error_rates,
    propose_limits,
    read_decisions,
)

EVEN = Costs(false_re_photo=1, false_accept=1)


def decided(p_accept, decision="accept", *, weight=1.0, sampled=False, type_="kk"):
    return OfficerDecision(
        type=type_,
        verdict="accept" if p_accept >= 0.5 else "re-photo",
        decision=decision,
        p_accept=p_accept,
        sampled=sampled,
        weight=weight,
    )


GOOD, BAD = [decided(0.45), decided(0.7)], [decided(0.3, "re-photo"), decided(0.8, "re-photo")]


@pytest.mark.parametrize(
    ("limit", "expected"),
    [
        (0.5, ErrorRates(0.5, 0.5)),
        (0.4, ErrorRates(0.0, 0.5)),
        (0.2, ErrorRates(0.0, 1.0)),
        (0.45, ErrorRates(0.0, 0.5)),
        (0.9, ErrorRates(1.0, 0.0)),
    ],
)
def test_error_rates_of_a_limit(limit, expected):
    assert error_rates(GOOD + BAD, limit) == expected


def test_a_drawn_decision_counts_by_its_weight():
    sure = decided(0.95, "re-photo", weight=50.0, sampled=True)
    assert error_rates([*GOOD, decided(0.3, "re-photo"), sure], 0.5).false_accept == 50 / 51


@pytest.mark.parametrize(
    ("costs", "low", "high"),
    [
        (EVEN, 0.3, 0.45),
        (Costs(false_re_photo=1, false_accept=10), 0.8, 1),
        (Costs(false_re_photo=10, false_accept=1), 0.3, 0.45),
    ],
)
def test_the_cheapest_limit_follows_the_costs(costs, low, high):
    assert low < cheapest_limit(GOOD + BAD, costs, 0.5) <= high


def test_an_equal_limit_is_not_proposed():
    assert cheapest_limit([decided(0.9), decided(0.1, "re-photo")], EVEN, 0.55) == 0.55


def many(p_accept, decision, **more):
    return [decided(p_accept, decision, **more) for _ in range(30)]


@pytest.mark.parametrize(
    ("found", "proposed"),
    [
        (many(0.45, "accept") + many(0.3, "re-photo"), True),
        (many(0.45, "accept") + many(0.3, "re-photo")[1:], False),
        (many(0.45, "accept") + many(0.3, "re-photo", weight=None), False),
        (many(0.45, "accept") + many(0.3, "re-photo", type_="ktp"), False),
    ],
)
def test_a_proposal_needs_enough_decisions_that_count(found, proposed):
    (one,) = propose_limits(found, EVEN, {"kk": 0.5})
    assert isinstance(one, Proposal) is proposed
    if proposed:
        assert 0.3 < one.proposed <= 0.45
        assert (one.before, one.after) == (ErrorRates(1.0, 0.0), ErrorRates(0.0, 0.0))
        assert "No sure photos were drawn" in describe(one)
    else:
        assert describe(one) == "kk: fewer than 30 decisions of each kind count; no proposal."


def written(tmp_path, decisions):
    path = tmp_path / "keputusan.jsonl"
    lines = [json.dumps({**one.model_dump(), "who": "sri", "at": "…"}) for one in decisions]
    path.write_text("\n".join(lines))
    return path


def test_the_command_proposes_and_changes_nothing(tmp_path):
    path = written(
        tmp_path,
        many(0.2, "accept")  # all below the default limit
        + many(0.05, "re-photo")
        + [decided(0.99, weight=50.0, sampled=True), decided(0.02, "re-photo", weight=None)],
    )
    before = {file: file.read_bytes() for file in MODELS.rglob("*.toml")}
    done = CliRunner().invoke(main, ["suite", "calibrate", "--decisions", str(path)])
    assert done.exit_code == 0, done.output
    assert "kk: 61 decisions, 1 of them drawn from the sure ones" in done.output
    assert "[documents.kk.accept] at_least = 0.2" in done.output
    assert "ktp: fewer than" in done.output
    assert {file: file.read_bytes() for file in MODELS.rglob("*.toml")} == before


def test_the_setting_allows_for_the_offices_costs(tmp_path):
    found = many(0.2, "accept") + many(0.05, "re-photo")
    path, policy = written(tmp_path, found), tmp_path / "office.toml"
    policy.write_text("[costs]\nfalse_accept = 4.0\n")
    command = ["suite", "calibrate", "--decisions", str(path), "--policy", str(policy)]
    output = CliRunner().invoke(main, command).output
    proposed = float(re.search(r"proposed ([\d.]+)", output)[1])
    setting = re.search(r"\[documents.kk.accept\] at_least = ([\d.]+)", output)[1]
    policy.write_text(f"{policy.read_text()}[documents.kk.accept]\nat_least = {setting}\n")
    assert Office.load(policy).accept_limit("kk") == pytest.approx(proposed, abs=0.005)


def test_a_file_of_other_bytes_is_named(tmp_path):
    path = written(tmp_path, GOOD)
    path.write_bytes(path.read_bytes() + b"\xff")
    with pytest.raises(BadDecisions, match=path.name):
        read_decisions(path)


def test_an_empty_file_is_refused(tmp_path):
    with pytest.raises(BadDecisions, match="holds no decision"):
        read_decisions(written(tmp_path, []))


@pytest.mark.parametrize("line", ["{", "[]", '{"type": "kk"}', '{"type": 1, "p_accept": 2}'])
def test_a_wrong_line_is_named(tmp_path, line):
    path = written(tmp_path, GOOD)
    path.write_text(f"{path.read_text()}\n{line}\n")
    with pytest.raises(BadDecisions, match="line 3"):
        read_decisions(path)
    done = CliRunner().invoke(main, ["suite", "calibrate", "--decisions", str(path)])
    assert (done.exit_code, "line 3" in done.output) == (2, True)


@pytest.mark.parametrize("both", [[], [".", "--decisions", "x.jsonl"]])
def test_exactly_one_of_folder_and_decisions_is_needed(tmp_path, both, monkeypatch):
    written(tmp_path, GOOD).rename(tmp_path / "x.jsonl")
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["suite", "calibrate", *both])
    assert (done.exit_code, "Name a FOLDER" in done.output) == (2, True)


def test_decisions_take_no_second_suite(tmp_path):
    path = tmp_path / "decisions.jsonl"
    path.touch()
    command = ["suite", "calibrate", "--decisions", str(path), "--also", str(tmp_path)]
    done = CliRunner().invoke(main, command)
    assert (done.exit_code, "--also" in done.output) == (2, True)
