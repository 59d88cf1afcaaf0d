"""Applications are listed and counted by their stage in force, on both databases as in Python."""

import pytest

from api.store import applications, submissions
from api.store.applications import ApplicationFilter
from api.store.stages import Stage
from api.store.submissions import DEMO_OWNER, NewSubmission

NOW = 1_700_000_000.0
EVERY = [
    ({"state": "open", "rounds": 0}, Stage.NEW),
    ({"state": "open", "rounds": 1}, Stage.INCOMPLETE),
    ({"state": "officer", "rounds": 3}, Stage.COMPLETE),
    ({"state": "complete", "rounds": 2}, Stage.COMPLETE),
    ({"state": "open", "rounds": 1, "step": "in_work"}, Stage.IN_WORK),
    ({"state": "open", "rounds": 1, "step": "returned"}, Stage.RETURNED),
    ({"state": "complete", "rounds": 1, "step": "ready"}, Stage.READY),
    ({"state": "complete", "rounds": 1, "step": "handed_out"}, Stage.HANDED_OUT),
    ({"state": "complete", "rounds": 1, "step": "closed", "closed_at": NOW}, Stage.CLOSED),
]


def applied(store, **values):
    new = NewSubmission(owner="channel", service="nik", variant="aktivasi", reference="628")
    with store.writing() as connection:
        id_ = submissions.create(connection, store.vault, new, "x", NOW)
        submissions.update(connection, id_, **values)
    return id_


def found(store, **wanted):
    with store.reading() as connection:
        page = applications.page(connection, ApplicationFilter(**wanted), (), 100)
    assert page.total == len(page.rows)
    return page.rows


@pytest.mark.parametrize(("values", "stage"), EVERY)
def test_the_stage_is_the_same_in_sql_and_in_python(store, values, stage):
    id_ = applied(store, **values)
    (row,) = found(store, stages=(stage,))
    assert (row.id, row.stage) == (id_, stage)
    with store.reading() as connection:
        counts = applications.counts(connection)
    assert counts == {one: int(one is stage) for one in Stage}


@pytest.mark.parametrize("values", [{"state": "expired"}, {"state": "cancelled", "batch_id": None}])
def test_what_expired_or_was_deleted_is_no_application(store, values):
    applied(store, **values)
    assert found(store) == []


def test_what_is_tried_in_the_demo_is_no_application(store):
    applied(store, state="complete", owner=DEMO_OWNER)
    assert found(store) == []


@pytest.mark.parametrize(
    ("values", "late"),
    [
        ({"rounds": 1}, True),
        ({"rounds": 0}, False),
        ({"rounds": 1, "touched_at": NOW + 100}, False),
        ({"rounds": 1, "touched_at": None, "updated_at": NOW + 100}, False),
        ({"rounds": 1, "touched_at": None}, True),
        ({"rounds": 1, "step": "closed", "closed_at": NOW}, False),
        ({"rounds": 1, "step": "ready"}, True),
    ],
    ids=["untouched", "no photo", "touched", "older row touched", "older row", "closed", "ready"],
)
def test_nobody_has_touched_it(store, values, late):
    applied(store, **values)
    assert bool(found(store, untouched_since=NOW + 50)) == late
    with store.reading() as connection:
        assert sum(applications.counts(connection, NOW + 50).values()) == late


URGENT = (("nik", "aktivasi"),)


def test_urgent_ones_come_first_then_the_longest_waiting_and_closed_ones_last(store):
    late = applied(store, service="kk", completed_at=NOW - 50)
    later = applied(store, service="kk", completed_at=NOW - 10)
    urgent = applied(store, completed_at=NOW)
    closed = [applied(store, closed_at=NOW + at, step="closed") for at in (1, 2)]
    with store.reading() as connection:
        ids = [
            [one.id for one in applications.page(connection, EVERYTHING, URGENT, 3, at).rows]
            for at in (0, 3)
        ]
    assert ids == [[urgent, late, later], closed[::-1]]


EVERYTHING = ApplicationFilter()


@pytest.mark.parametrize(
    ("wanted", "fits"),
    [
        ({"service": "nik"}, True),
        ({"service": "kk"}, False),
        ({"line": "l"}, True),
        ({"line": "m"}, False),
        ({"officer": "sri"}, True),
        ({"officer": "budi"}, False),
        ({"nobodys": True}, False),
        ({"urgent": URGENT}, True),
        ({"urgent": ()}, False),
        ({"reference_mac": "other"}, False),
        ({"stages": (Stage.NEW, Stage.COMPLETE)}, True),
    ],
)
def test_each_filter(store, wanted, fits):
    applied(store, line="l", officer="sri", state="complete")
    assert bool(found(store, **wanted)) == fits
    with store.reading() as connection:
        assert applications.lines(connection) == ["l"]
