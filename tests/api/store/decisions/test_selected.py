"""Selected photos are decided as one act; what may not be decided so is left and counted."""

import pytest

from api.store.decisions import recording, selected, undoing
from api.store.decisions.decision import Act, StoredDecision
from api.store.decisions.selected import Obstacle, OfficeRules, Selection
from api.store.decisions.unseen import Left, UnseenRules
from api.store.photos import claims, leases
from api.store.photos.answers import error_columns
from tests.api.store.filled import (
    NOW,
    SAMPLING,
    add,
    batch,
    decided,
    done,
    json_answer,
    photo,
    take,
)

RULES = OfficeRules(lambda _: UnseenRules(numbered=("kk",)), lambda _, reason: f"ulang: {reason}")
SRI = Act.begin("sri", NOW)
SURE = json_answer(0.99)
AGAIN = json_answer(0.0, verdict="re-photo")
UNSURE = json_answer(0.5)


@pytest.fixture
def row(store):
    return batch(store)


def decide(store, *ids, seen=None, reason=None, act=SRI):
    chosen = Selection(ids=ids, seen=frozenset(ids if seen is None else seen), reason=reason)
    with store.writing() as connection:
        return selected.decide(connection, store.vault, chosen, RULES, act)


def ruling(store, id_):
    row = photo(store, id_)
    return row["decision"], row["decision_reason"], row["message"]


def test_the_machines_verdicts_are_followed_as_one_act_that_is_undone_together(store, row):
    sure, again = done(store, row, SURE, data=b"1"), done(store, row, AGAIN, data=b"2")
    outcome = decide(store, sure, again)
    assert (dict(outcome.decided), dict(outcome.left)) == ({"accept": 1, "re-photo": 1}, {})
    assert ruling(store, sure) == ("accept", None, "Terima kasih")
    assert ruling(store, again) == ("re-photo", "glare", "ulang: glare")
    with store.writing() as connection:
        group = undoing.last_group(connection, "sri")
        assert undoing.undo(connection, store.vault, group, Act.begin("sri", NOW + 1)) == 2
    assert ruling(store, again)[0] is None


def test_one_reason_holds_for_all_whatever_the_machine_said(store, row):
    ids = [done(store, row, answer, data=bytes([at])) for at, answer in enumerate((SURE, UNSURE))]
    outcome = decide(store, *ids, reason="dark")
    assert dict(outcome.decided) == {"re-photo": 2}
    assert {ruling(store, id_) for id_ in ids} == {("re-photo", "dark", "ulang: dark")}


def held(store, row):
    id_ = done(store, row, UNSURE)
    with store.writing() as connection:
        assert claims.claim(connection, photo(store, id_), "budi", NOW)
    return id_


def ruled(store, row):
    id_ = done(store, row, SURE)
    with store.writing() as connection:
        decision = StoredDecision(decision="accept")
        recording.decide(connection, store.vault, id_, decision, Act.begin("budi", NOW))
    return id_


def broken(store, row):
    leased = take(store, photo_id=add(store, row).photo_id)
    values = error_columns(leased.photo, "broken_picture", "Mohon kirim lagi")
    with store.writing() as connection:
        leases.complete(connection, leased, values, NOW)
    return leased.photo["id"]


@pytest.mark.parametrize(
    ("obstacle", "made"),
    [
        (Obstacle.DECIDED, ruled),
        (Obstacle.UNFINISHED, lambda store, row: add(store, row).photo_id),
        (Obstacle.HELD, held),
        (Obstacle.WAITING, lambda store, row: done(store, row, UNSURE)),
        (Obstacle.ERROR, broken),
        (Left.NUMBER, lambda store, row: done(store, row, json_answer(0.99, state="unread"))),
    ],
)
def test_a_photo_is_left_with_the_reason(store, row, obstacle, made):
    left, free = made(store, row), done(store, row, SURE, data=b"free")
    before = photo(store, left)
    outcome = decide(store, left, free)
    assert (dict(outcome.decided), dict(outcome.left)) == ({"accept": 1}, {obstacle: 1})
    assert photo(store, left) == before


@pytest.mark.parametrize("reason", [None, "dark"])
def test_what_nobody_looked_at_is_not_decided(store, row, reason):
    seen, unseen = done(store, row, SURE, data=b"1"), done(store, row, SURE, data=b"2")
    outcome = decide(store, seen, unseen, seen=[seen], reason=reason)
    assert dict(outcome.left) == {Obstacle.UNSEEN: 1}
    assert decided(store, unseen) == []


def test_a_claim_of_ones_own_or_of_long_ago_is_no_obstacle(store, row):
    id_ = held(store, row)
    late = Act.begin("sri", NOW + claims.CLAIM_SECONDS + 1)
    assert dict(decide(store, id_, reason="dark", act=late).decided) == {"re-photo": 1}


def test_an_open_question_does_not_hinder_another_photo(store, row):
    id_ = done(store, row, json_answer(0.99, state="unread"))
    assert dict(decide(store, id_, reason="blur").decided) == {"re-photo": 1}


def test_photos_that_are_gone_are_not_counted(store):
    assert dict(decide(store, "gone").left) == {}
    assert SAMPLING.share == 0  # otherwise sure photos are left at random
