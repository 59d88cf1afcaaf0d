"""Decided photos, and the office's suite that they make."""

from datetime import UTC, datetime

from sqlalchemy import select

from api.store import office_suite, retention
from api.store.photos.answers import Sampling
from api.store.tables.office_suite import SUITE_PHOTOS
from tests.api.store.filled import NOW, add, batch, finish, json_answer, take
from tests.api.store.officers import ACCEPT, decide

DAY = 86400.0


def day_of(seconds):
    return datetime.fromtimestamp(seconds, UTC).date()


def decided(
    store,
    data=b"one",
    ruling=ACCEPT,
    who="sri",
    *,
    here=None,
    now=NOW,
    answer=None,
    share=0.0,
    **more,
):
    """Add a photo that the machine doubts, or an answer's, and decide it; return its id."""
    id_ = add(store, here or batch(store), data, **more).photo_id
    sampling = Sampling(sure_at=0.8, share=share)
    finish(store, take(store, photo_id=id_), answer or json_answer(0.5), sampling=sampling)
    decide(store, id_, ruling, who, now)
    return id_


def kept(store):
    """Return the suite's rows, in the order in which their photos came."""
    with store.reading() as connection:
        query = select(SUITE_PHOTOS).order_by(SUITE_PHOTOS.c.photo_id)
        return connection.execute(query).mappings().all()


def keep(store, before=NOW, most=500, closed_before=0.0):
    """Keep what is erased, and erase it, as the periodic task does."""
    which, more = retention.erased_by(before, closed_before), True
    while more:
        with store.writing() as connection:
            more = office_suite.keep(connection, store.vault, which, day_of)
            office_suite.drop_excess(connection, most)
    with store.writing() as connection:
        retention.erase_decided(connection, before)
        retention.erase_closed(connection, closed_before)
        retention.delete_files(connection)
    return kept(store)


def give(store, row, opinion, who="budi"):
    with store.writing() as connection:
        return office_suite.add_opinion(connection, row["id"], opinion, who, NOW)
