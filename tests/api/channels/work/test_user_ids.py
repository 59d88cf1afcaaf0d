"""Senders who hide their telephone number, or show it: their conversation stays one."""

import pytest

from api.store.channels import senders
from tests.servers import graph as g

USER_ID, OTHER = "ID.13491208655302741918", "ID.99991208655302741918"
HIDDEN = {"from": None, "from_user_id": USER_ID}
BOTH = {"from": g.CITIZEN, "from_user_id": USER_ID}
SHOWN = {"from": g.CITIZEN}


def exchange(office, *all_):
    """Deliver messages of these senders, answer each; return to whom the answers went."""
    for at, sender in enumerate(all_):
        office.receive(g.text(f"{at}") | sender)
        office.work()
        office.send(later=1)
    return [(one.get("to"), one.get("recipient")) for one in office.graph.sent]


def test_a_sender_without_a_number_is_answered(office):
    assert exchange(office, HIDDEN) == [(None, USER_ID)]


@pytest.mark.parametrize(
    ("all_", "answered"),
    [
        ((BOTH, HIDDEN), (g.CITIZEN, None)),
        ((SHOWN, BOTH, HIDDEN), (g.CITIZEN, None)),
        ((HIDDEN, BOTH), (None, USER_ID)),
        ((HIDDEN, BOTH, SHOWN), (None, USER_ID)),
    ],
    ids=["hides it", "hides it, known before", "shows it", "shows it alone"],
)
def test_a_conversation_stays_one(office, all_, answered):
    assert exchange(office, *all_) == [answered] * len(all_)
    assert len(office.rows("talks")) == 1
    assert len({one.sender_mac for one in office.rows("messages")}) == 1


def test_another_sender_has_another_conversation(office):
    exchange(office, BOTH, {"from": None, "from_user_id": OTHER})
    assert len(office.rows("talks")) == 2


@pytest.mark.parametrize(("all_", "asked"), [((HIDDEN, BOTH), g.CITIZEN), ((BOTH,), USER_ID)])
def test_either_address_finds_what_is_kept(office, all_, asked):
    exchange(office, *all_)
    with office.store.reading() as connection:
        known = senders.also_known_as(connection, office.store.vault, [asked])
        shown = [
            senders.shown(connection, office.store.vault, address)
            for one in known
            for address in senders.addresses(connection, one)
        ]
    assert sum(one is not None and one.row is not None for one in shown) == 1


@pytest.mark.parametrize("typed", [USER_ID, f" {USER_ID} "])
def test_a_user_id_may_be_typed(typed):
    assert senders.spellings(typed) == (USER_ID,)
