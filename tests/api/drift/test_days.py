"""Days are counted once, after they are over, of what citizens send now; on both databases."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import func, select

from api.drift.days import KEPT_DAYS, count_days, forget_old_days
from api.drift.examples import examples
from api.drift.weeks import DAYS, days_before, drift, of_last_week
from api.http.local_time import day_of, midnight
from api.settings import Settings
from api.store import checks, drift_days, retention
from api.store.batches import Origin
from api.store.checks import CheckCall
from api.store.submissions import DEMO_OWNER
from api.store.tables.batches import PHOTOS
from api.store.tables.figures import DRIFT_DAYS
from api.work.periodic.maintenance import Maintenance
from bench.drift.office import Office
from precheck.answer.as_json import new_id
from precheck.options import Options
from tests.api.store.filled import NOW, batch, done, json_answer

ZONE = ZoneInfo("Asia/Jakarta")
DAY = 86400.0
NEXT_DAY = midnight(day_of(NOW, ZONE) + timedelta(days=1), ZONE)
COUNTED = NEXT_DAY + 601


def check(store, answer, data=b"1", now=NOW):
    asked = CheckCall.of(store.vault, "bot", Options(), data)
    with store.writing() as connection:
        row = checks.answer_row(asked, {**answer, "id": new_id()}, now)
        return checks.insert(connection, row)


def sent(store, answer, data=b"2", **of_batch):
    here = batch(store, **{"origin": Origin.SUBMISSION, "owner": "channel", **of_batch})
    return done(store, here, answer, data=data)


def counts(store, now=NOW):
    begin = midnight(day_of(now, ZONE), ZONE)
    with store.reading() as connection:
        return drift_days.kept(connection, [begin]).get(begin)


def count_all(store, now):
    for _ in range(DAYS):
        count_days(store, now, ZONE)


def days_kept(store):
    with store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(DRIFT_DAYS))


def test_checks_and_applications_are_counted_by_bin(store):
    check(store, json_answer(0.97))
    sent(store, json_answer(0.2, verdict="re-photo", state="unread"))
    sent(store, json_answer(), b"3", origin=Origin.BACKLOG)
    sent(store, json_answer(), b"4", owner=DEMO_OWNER)
    count_days(store, COUNTED, ZONE)
    found = counts(store)
    assert found["verdict"] == {"accept": 1, "re-photo": 1}
    assert found["reason"] == {"none": 1, "glare": 1}
    assert found["type"] == {"kk": 2}
    assert found["number"] == {"read": 1, "unread": 1}
    assert found["p_accept"] == {"2": 1, "11": 1}
    assert (found["glare"], found["blur"]) == ({"5": 2}, {"unmeasured": 2})


def test_a_day_is_counted_once_and_only_when_it_is_over(store):
    check(store, json_answer())
    count_days(store, NEXT_DAY + 599, ZONE)
    assert counts(store) is None
    count_days(store, COUNTED, ZONE)
    check(store, json_answer(), b"late")
    count_all(store, COUNTED)
    assert counts(store)["verdict"] == {"accept": 1}
    assert days_kept(store) == DAYS
    with store.writing() as connection:  # another machine counted it as well
        drift_days.keep(connection, midnight(day_of(NOW, ZONE), ZONE), {})
    assert counts(store)["verdict"] == {"accept": 1}


def test_counts_outlive_the_photos_for_half_a_year(store):
    check(store, json_answer())
    count_all(store, COUNTED)
    with store.writing() as connection:
        retention.purge(connection, NEXT_DAY, NEXT_DAY)
    assert counts(store)
    forget_old_days(store, COUNTED + (KEPT_DAYS - 1) * DAY, ZONE)
    assert counts(store)
    forget_old_days(store, COUNTED + (KEPT_DAYS + 1) * DAY, ZONE)
    assert counts(store) is None


def test_the_services_periodic_work_counts(store):
    check(store, json_answer())
    maintenance = Maintenance.of(Settings(timezone=ZONE), store)
    maintenance.run_due(COUNTED)
    maintenance.close()
    assert counts(store)["verdict"] == {"accept": 1}


@pytest.fixture
def changed(store):
    """Eight quiet weeks and one of a new form, and two photos of the last day."""
    office, now = Office.begin(4, pool=300), COUNTED
    days = office.change(office.days(100), 100, "form", 1.0)
    foreign = replace_type(json_answer(0.9, state="unread"), "other")
    ids = [sent(store, foreign, b"5"), sent(store, json_answer(), b"6")]
    with store.writing() as connection:
        for day, one in zip(days_before(now, ZONE), days, strict=True):
            drift_days.keep(connection, midnight(day, ZONE), one)
    return ids


def replace_type(answer, type_):
    return {**answer, "document": {"type": type_}}


def test_what_is_kept_is_compared_and_has_examples_while_pictures_are_kept(store, changed):
    found = of_last_week(store, COUNTED, ZONE)
    assert (found.comparable, found.last) == (True, day_of(NOW, ZONE))
    assert found.found["type"].kind == "other"
    assert examples(store, found, ZONE)["type"] == [changed[0]]
    assert "perspective" not in examples(store, found, ZONE)
    with store.writing() as connection:
        connection.execute(PHOTOS.update().values(file_id=None))
    assert examples(store, found, ZONE)["type"] == []


def test_where_nothing_moved_there_are_no_examples(store):
    quiet = replace(drift([{}] * DAYS, day_of(NOW, ZONE)), found={})
    assert examples(store, quiet, ZONE) == {}
