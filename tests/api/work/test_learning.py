"""The service learns from the decisions that count, and keeps a proposal."""

import json
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from api.cli import main
from api.commands import learn as command
from api.process.scratch import SHARED_MEMORY
from api.store import calibrations
from api.store.calibrations import State
from api.store.decisions import lessons
from api.store.tables.officers import DECISIONS
from api.work import learning
from precheck.office.calibration import Calibration
from precheck.office.policy import Office
from precheck.suite.run_suites import run_suites as run_suites_here
from tests.api.store.filled import NOW
from tests.api.taught import teach

OFFICE, ZONE = Office.load(), ZoneInfo("Asia/Jakarta")


def learn(store):
    return learning.keep(store, learning.found(store, OFFICE, ZONE), NOW)


def kept(store):
    with store.reading() as connection:
        return calibrations.every(connection)


def test_an_office_with_other_photos_gets_a_proposal(store):
    teach(store)
    found = learn(store)
    assert found.state == State.PROPOSED
    assert found.calibration.offset < -0.5
    assert json.loads(json.dumps(found.figures))["decisions"] == found.decisions == 800
    assert {one["officer"] for one in found.figures["officers"]} == {"ani", "budi", "dewi", "sri"}
    assert kept(store) == [found]


def test_what_is_in_force_is_not_proposed_again(store):
    teach(store)
    with store.writing() as connection:
        first = calibrations.every(connection)
    assert first == []
    found = learn(store)
    with store.writing() as connection:
        calibrations.adopt(connection, found.id, found.models, "qory", NOW)
    again = learn(store)
    assert (again.state, again.figures["outcome"]) == (State.NOTHING, "same")


@pytest.mark.parametrize(
    "values",
    [
        pytest.param({"version": {"models": "older"}}, id="another release"),
        pytest.param({"p_accept": 0.0}, id="rejected whatever it is"),
        pytest.param({"sampling_probability": 0.02}, id="of no known weight"),
        pytest.param({"reasons": [{"code": "wrong_document"}]}, id="another paper"),
        pytest.param({"reason": "number_unread"}, id="the officer misses the number"),
        pytest.param({"type": None}, id="of no type"),
    ],
)
def test_decisions_that_tell_nothing_of_p_accept_do_not_count(store, values):
    teach(store, 3)
    with store.reading() as connection:
        rows = list(lessons.in_force(connection))
        models = rows[0]["version"]["models"]
        changed = dict(rows[0]) | values
        assert learning._teaches(rows[0], models)
        assert not learning._teaches(changed, models)
        assert len(learning.taught(connection, ZONE).lessons) == 3


def test_decisions_under_an_adopted_calibration_teach_too(store):
    teach(store, 5, version=f"{learning.models_version()}+office-1")
    with store.reading() as connection:
        assert len(learning.taught(connection, ZONE).lessons) == 5


def test_photos_whose_verdict_turns_are_counted(store):
    teach(store, 200)
    with store.reading() as connection:
        count, shown = learning.flips(
            connection, OFFICE, ZONE, Calibration(), Calibration(offset=-1.5)
        )
        assert 0 < count < 200
        assert shown == []  # no picture is kept
        rows = connection.execute(select(DECISIONS.c.id)).all()
    assert len(rows) == 200


def at(hour):
    return datetime(2027, 1, 15, hour, 30, tzinfo=ZONE).astimezone(UTC).timestamp()


def test_it_learns_once_a_night(store):
    teach(store, 300)
    for hour, runs in ((12, []), (2, [1]), (3, [1])):
        learning.nightly(store, OFFICE, ZONE, at(hour))
        assert [one.number for one in kept(store)] == runs
    learning.nightly(store, OFFICE, ZONE, at(2) + 86400)
    assert [one.number for one in kept(store)] == [2]


def test_the_command_tells_what_it_found_and_what_to_do(store, monkeypatch):
    monkeypatch.setattr(command.Store, "open", lambda _settings: store)
    told = CliRunner().invoke(main, ["learn"])
    assert told.exit_code == 0
    assert "it takes 200 decisions" in told.output
    teach(store)
    told = CliRunner().invoke(main, ["learn"])
    assert told.exit_code == 0
    assert "Proposed: office-2: slope" in told.output
    assert "QA adopts it at /desk/learning." in told.output


def test_a_proposal_that_breaks_a_limit_of_the_suite_cannot_be_adopted(
    store, monkeypatch, tmp_path
):
    monkeypatch.setattr(command.Store, "open", lambda _settings: store)
    kept_at = []

    def run_suites(options):
        kept_at.append(options.json_path)
        return run_suites_here(options)

    monkeypatch.setattr(command, "run_suites", run_suites)
    photos = command.Path(__file__).resolve().parents[2] / "fixtures"
    line = (photos / "manifest.jsonl").read_text().splitlines()[0]
    (tmp_path / "manifest.jsonl").write_text(line + "\n")
    file = json.loads(line)["file"]
    (tmp_path / file).parent.mkdir(exist_ok=True)
    (tmp_path / file).write_bytes((photos / file).read_bytes())
    (tmp_path / "suite.toml").write_text("[false_re_photo]\nat_most = -1\n")
    teach(store)
    told = CliRunner().invoke(main, ["learn", "--suite", str(tmp_path)])
    assert told.exit_code == 1, told.output
    assert "Not to be adopted" in told.output
    assert kept_at[0].is_relative_to(SHARED_MEMORY)
    (found,) = kept(store)
    assert found.suite_red
