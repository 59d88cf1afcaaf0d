"""A calibration is adopted by a person, taken back, and known to every process in seconds."""

import pytest

from api.process.checker import checker_with_reader
from api.store import calibration_ring, calibrations
from api.store.calibration_ring import CalibrationRing
from api.store.calibrations import NewCalibration, NotAdoptable, State
from precheck.decode.guards import DEFAULT_GUARDS
from precheck.office.calibration import SHIPPED, Calibration
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.models import models_version
from tests.api.store.filled import NOW
from tests.files import FORMATS

PHOTO = FORMATS.parent / "photos" / "00002.jpg"
MODELS = models_version()


def proposed(store, offset=-1.0, *, models=MODELS, red=None, is_proposed=True):
    new = NewCalibration(
        models=models,
        decisions=300,
        calibration=Calibration(offset=offset, offsets={"kk": 0.5}),
        figures={"suite": None if red is None else {"red": red}},
        proposed=is_proposed,
    )
    with store.writing() as connection:
        return calibrations.add(connection, new, NOW)


def adopt(store, one, who="qory"):
    with store.writing() as connection:
        return calibrations.adopt(connection, one.id, MODELS, who, NOW)


def go_back(store):
    with store.writing() as connection:
        return calibrations.go_back(connection, MODELS, "qory", NOW)


def in_force(store, models=MODELS):
    with store.reading() as connection:
        return calibrations.in_force(connection, models)


def test_a_proposal_changes_nothing_until_it_is_adopted_and_taken_back_it_changes_nothing(store):
    first = proposed(store)
    assert in_force(store) == SHIPPED
    adopt(store, first)
    assert in_force(store) == Calibration("office-1", offset=-1.0, offsets={"kk": 0.5})
    second = proposed(store, -0.5)
    adopt(store, second)
    assert in_force(store).name == "office-2"
    go_back(store)
    assert in_force(store).name == "office-1"
    go_back(store)
    assert in_force(store) == SHIPPED
    with pytest.raises(NotAdoptable):
        go_back(store)


def test_only_a_proposal_of_this_release_that_keeps_the_suites_limits_is_adopted(store):
    for one in (proposed(store, red=True), proposed(store, models="older")):
        with pytest.raises(NotAdoptable):
            adopt(store, one)
    with pytest.raises(NotAdoptable):
        adopt(store, proposed(store, is_proposed=False))
    green = proposed(store, red=False)
    adopt(store, green)
    with pytest.raises(NotAdoptable):
        adopt(store, green)
    assert in_force(store, "next release") == SHIPPED


def test_a_new_run_replaces_what_was_never_adopted(store):
    adopt(store, proposed(store))
    for _ in range(3):
        proposed(store)
    with store.reading() as connection:
        kept = [(one.number, one.state) for one in calibrations.every(connection)]
    assert kept == [(4, State.PROPOSED), (1, State.ADOPTED)]


def test_a_running_process_judges_by_what_is_adopted_and_names_it(store, monkeypatch):
    monkeypatch.setattr(calibration_ring, "REFRESH_SECONDS", 0.0)
    check = checker_with_reader(DEFAULT_GUARDS, CalibrationRing(store).current)

    def judged():
        verdict = check(PHOTO.read_bytes(), Options(), Office.load()).verdict
        return verdict.versions.models, verdict.p_accept

    assert judged()[0] == MODELS
    before = judged()[1]
    adopt(store, proposed(store, -2.0))
    name, after = judged()
    assert name == f"{MODELS}+office-1"
    assert after < before
    go_back(store)
    assert judged() == (MODELS, before)


def test_a_database_that_does_not_answer_leaves_the_last_known_one(store, monkeypatch):
    monkeypatch.setattr(calibration_ring, "REFRESH_SECONDS", 0.0)
    ring = CalibrationRing(store)
    adopt(store, proposed(store))
    assert ring.current().name == "office-1"
    rename(store, "calibrations", "gone")
    try:
        assert ring.current().name == "office-1"
    finally:
        rename(store, "gone", "calibrations")


def rename(store, table, to):
    with store.writing() as connection:
        connection.exec_driver_sql(f"ALTER TABLE {table} RENAME TO {to}")
