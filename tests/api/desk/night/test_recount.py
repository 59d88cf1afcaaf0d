"""The recount names whatever is lost, doubled or other than an officer remembers."""

from types import SimpleNamespace

import pytest

from api.store.decisions import recording, undoing
from api.store.decisions.decision import Act, StoredDecision
from api.store.tables.batches import PHOTOS
from tests.api.desk.batches_made import picture
from tests.api.desk.night import recount
from tests.api.desk.night.choices import Logged
from tests.api.store.filled import NOW, batch, done, json_answer

NAMES = ("000.jpg", "001.jpg", "002.jpg")
REFUSED = StoredDecision(decision="re-photo", reason="blur")
ACCEPTED = StoredDecision(decision="accept")


def decide(store, id_, decision, who):
    with store.writing() as connection:
        act = Act.begin(who, NOW)
        recording.decide(connection, store.vault, id_, decision, act)
    return act


@pytest.fixture
def night(desk):
    """Three photos: one accepted unseen, one refused and one accepted in the queue."""
    here = batch(desk.store)
    ids = [
        done(desk.store, here, json_answer(0.5), data=picture(at), file=name)
        for at, name in enumerate(NAMES)
    ]
    acts = [
        decide(desk.store, *given)
        for given in zip(ids, (ACCEPTED, REFUSED, ACCEPTED), ("a", "a", "b"), strict=True)
    ]
    first = officer("a", {ids[1]: Logged("re-photo", "blur")}, unseen=1)
    return ids, acts, [first, officer("b", {ids[2]: Logged("accept")})]


def officer(name, log, unseen=0):
    return SimpleNamespace(name=name, log=log, unseen=unseen, twice=[])


def test_all_is_well(desk, night):
    _, _, officers = night
    assert recount.faults(desk.store, officers, dict.fromkeys(NAMES)) == []


def lose_a_photo(store, ids, *_):
    with store.writing() as connection:
        connection.execute(PHOTOS.delete().where(PHOTOS.c.id == ids[0]))


def double_a_photo(store, *_):
    done(store, batch(store), json_answer(0.5), data=picture(7), file=NAMES[0])


def undo(store, _, acts, *__):
    with store.writing() as connection:
        undoing.undo(connection, store.vault, acts[2].group_id, Act.begin("b", NOW))


def remember_otherwise(_, ids, __, officers):
    officers[0].log[ids[1]] = Logged("re-photo", "dark")


def remember_nothing(_, ids, __, officers):
    del officers[1].log[ids[2]]


def forget_the_unseen(_, __, ___, officers):
    officers[0].unseen = 0


def decide_twice(_, ids, __, officers):
    officers[1].twice.append(ids[2])


@pytest.mark.parametrize(
    "break_",
    [
        *(lose_a_photo, double_a_photo, undo, remember_otherwise, remember_nothing),
        *(forget_the_unseen, decide_twice),
    ],
)
def test_a_fault_is_named(desk, night, break_):
    ids, acts, officers = night
    break_(desk.store, ids, acts, officers)
    assert recount.faults(desk.store, officers, dict.fromkeys(NAMES))
