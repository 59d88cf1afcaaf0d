"""A citizen sees that a message is read; that this fails delays and prevents no answer."""

import pytest

from api.channels.work.noticing import notice
from api.store.channels import threads
from api.store.channels.threads import NewThread
from tests.api.channels.made import on_sqlite
from tests.servers import graph as g

pytestmark = on_sqlite


def shown(office, lease):
    notice(office.store, office.settings, office.sender.channels, lease)
    return office.graph.read


def test_a_message_is_shown_as_read_with_the_sign_of_writing(office):
    office.receive(g.text("wamid.1"))
    (told,) = shown(office, office.take())
    assert (told["status"], told["message_id"]) == ("read", "wamid.1")
    assert told["typing_indicator"] == {"type": "text"}
    assert office.graph.sent == []


def test_it_is_tried_at_the_first_stay_alone(office):
    office.receive(g.text("1"))
    office.take()
    assert shown(office, office.take(later=60)) == []


@pytest.mark.parametrize("fault", [("status", 500), "cut", ("redirect", "http://evil")])
def test_its_failure_is_no_failure(office, fault):
    office.receive(g.text("1"))
    office.graph.faults["read"].append(fault)
    assert shown(office, office.take()) == []
    office.work(later=60)
    assert office.send(later=60) == 1


def test_nothing_is_shown_while_an_officer_holds_the_conversation(office):
    office.receive(g.text("1"))
    lease = office.take()
    with office.store.writing() as connection:
        new = NewThread(conversation_id=lease.conversation.id, lang="id")
        threads.begin(connection, new, 1.0)
    assert shown(office, lease) == []


def test_a_reply_is_known_by_the_id_that_the_channel_gave_it(office):
    office.receive(g.text("1"))
    office.work()
    office.send()
    assert office.row("replies").sent_mac == office.store.vault.mac("sent", "wamid.X")
