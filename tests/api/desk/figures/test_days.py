"""Days that are over are summed once, and say the same when they are read again."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from api.desk.figures import days
from api.desk.figures.days import Calendar, of_calendar
from api.desk.figures.statistics import values_of, whole
from api.store import batches, citizens, figure_days, retention
from api.store.decisions import officer_types, undoing
from api.store.decisions.decision import Act
from api.store.decisions.reopening import Reopening, Why, decide_again
from api.store.tables.batches import PHOTOS
from api.store.tables.figures import FIGURE_DAYS
from tests.api.store.filled import NOW, batch, done, json_answer, photo
from tests.api.store.officers import ACCEPT, RE_PHOTO, decide

ZONE = ZoneInfo("Asia/Jakarta")
DAY = 86400.0
NEXT_WEEK = NOW + 8 * DAY


def calendar(now=NEXT_WEEK):
    return Calendar.until(now, ZONE, 30, 96)


def kept(store):
    with store.reading() as connection:
        return list(connection.scalars(select(FIGURE_DAYS.c.begin).order_by(FIGURE_DAYS.c.begin)))


@pytest.fixture
def filled(store):
    """Photos of a week ago: a re-photo that was saved, and two decisions."""
    here = batch(store, line="kk")
    made = [
        done(store, here, json_answer(0.2, verdict="re-photo"), data=b"1", reference="r"),
        done(store, here, json_answer(0.6), data=b"2", now=NOW),
        done(store, here, json_answer(0.55), data=b"3", now=NOW),
    ]
    decide(store, made[1])
    decide(store, made[2], RE_PHOTO)
    return made


def nothing_read(_connection, _calendar, run):
    return {day: {} for day in run}


@pytest.mark.usefixtures("filled")
def test_what_is_kept_equals_what_was_read(store, monkeypatch):
    first = of_calendar(store, calendar())
    assert (whole(first).photos, whole(first).decisions, whole(first).overrides) == (3, 2, 1)
    assert len(kept(store)) == 24  # all but those in which a photo may still be decided
    monkeypatch.setattr(days, "_read", nothing_read)
    assert of_calendar(store, calendar()) == first


@pytest.mark.usefixtures("filled")
def test_days_that_may_change_are_read_again(store):
    for now in (NOW, NOW + DAY, NOW + 4 * DAY):
        of_calendar(store, calendar(now))
        assert all(begin + DAY <= now - 5 * DAY for begin in kept(store))
    decide(store, done(store, batch(store), json_answer(0.6), data=b"4"), now=NOW + 4 * DAY)
    assert whole(of_calendar(store, calendar(NOW + 4 * DAY))).decisions == 3


def test_a_decision_that_is_replaced_counts_on_its_new_day_alone(store, filled):
    of_calendar(store, calendar())
    of = Reopening(
        photo_id=filled[2], instead_of=photo(store, filled[2])["decision_id"], why=Why.OTHER
    )
    with store.writing() as connection:
        act = Act.begin("ani", NEXT_WEEK - DAY)
        decide_again(connection, store.vault, of, ACCEPT, act)
    again = of_calendar(store, calendar())
    assert (whole(again).photos, whole(again).decisions, whole(again).overrides) == (3, 2, 0)
    made_on = (calendar().days[-1] - timedelta(days=8), calendar().days[-2])
    assert [sum(sums.decisions for sums in again[day].values()) for day in made_on] == [1, 1]


def test_a_decision_that_is_undone_late_counts_no_more(store, filled):
    assert whole(of_calendar(store, calendar())).decisions == 2
    with store.writing() as connection:
        group = undoing.last_group(connection, "sri", photo_id=filled[1])
        assert undoing.undo(connection, store.vault, group, Act.begin("sri", NEXT_WEEK)) == 1
    assert whole(of_calendar(store, calendar())).decisions == 1


def delete_batch(store, id_):
    with store.writing() as connection:
        batches.delete(connection, photo(store, id_)["batch_id"])


def delete_citizen(store, id_):
    with store.writing() as connection:
        connection.execute(
            PHOTOS.update().where(PHOTOS.c.id == id_).values(reference_mac=store.vault.mac(*MINE))
        )
        citizens.delete(connection, store.vault, MINE[1])


MINE = ("reference", "mine")


@pytest.mark.parametrize(("delete", "left"), [(delete_batch, 0), (delete_citizen, 2)])
def test_what_is_deleted_is_in_no_day_that_was_kept(store, filled, delete, left):
    assert whole(of_calendar(store, calendar())).photos == 3
    delete(store, filled[0])
    assert whole(of_calendar(store, calendar())).photos == left


def test_a_type_set_late_counts_in_a_day_that_was_kept(store):
    id_ = done(store, batch(store), json_answer(0.6))
    assert values_of(of_calendar(store, calendar()), "type") == ["kk"]
    with store.writing() as connection:
        assert officer_types.set_type(connection, id_, "ktp", "ani", NEXT_WEEK)
    assert values_of(of_calendar(store, calendar()), "type") == ["ktp"]


def test_the_photo_that_saved_a_round_may_be_of_the_next_day(store):
    here = [batch(store), batch(store)]
    done(store, here[0], json_answer(0.2, verdict="re-photo"), data=b"1", reference="r")
    later = done(store, here[1], json_answer(0.9), data=b"2", reference="r")
    with store.writing() as connection:
        at = PHOTOS.c.id == later
        connection.execute(PHOTOS.update().where(at).values(done_at=NOW + 23 * 3600))
    assert whole(of_calendar(store, calendar())).saved == 1
    assert whole(of_calendar(store, calendar())).saved == 1  # from what was kept


@pytest.mark.usefixtures("filled")
def test_another_time_zone_has_days_of_its_own_and_old_ones_are_purged(store):
    of_calendar(store, calendar())
    before = len(kept(store))
    eastern = replace(calendar(), zone=ZoneInfo("Asia/Jayapura"))
    assert whole(of_calendar(store, eastern)).photos == 3
    assert len(kept(store)) == 2 * before
    with store.writing() as connection:
        retention.purge(connection, NEXT_WEEK, NEXT_WEEK)
    assert kept(store) == []


def test_two_processes_may_keep_the_same_day(store):
    for sums in ([1], [2]):
        with store.writing() as connection:
            figure_days.keep(connection, {NOW: sums})
    with store.reading() as connection:
        assert figure_days.kept(connection, [NOW, NOW + 1]) == {NOW: [1]}


@pytest.mark.usefixtures("filled")
def test_days_that_an_older_version_kept_lack_what_it_did_not_count(store):
    of_calendar(store, calendar())
    with store.writing() as connection:
        for row in connection.execute(select(FIGURE_DAYS)).all():
            older = [[names, {**sums, "needless": None}] for names, sums in row.sums]
            for _, sums in older:
                del sums["needless"]
            of_day = FIGURE_DAYS.c.begin == row.begin
            connection.execute(FIGURE_DAYS.update().where(of_day).values(sums=older))
    again = whole(of_calendar(store, calendar()))
    assert (again.decisions, again.needless.of) == (2, 0)
