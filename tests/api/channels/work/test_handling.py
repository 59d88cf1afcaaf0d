"""Messages: in order per citizen, each once, in two phases; on both databases."""

import json
import time

import pytest
from structlog.testing import capture_logs

from api.channels.messages import Problem
from api.channels.work.handling import MAX_EXCUSES, MAX_STAYS, handle
from api.process import logs
from api.store.channels import conversations
from precheck.errors import ToolMissing
from tests.api.channels.made import on_sqlite
from tests.servers import graph as g

PICTURE = b"\xff\xd8picture"
SECRET = "halo rahasia"


def said(office):
    return office.graph.texts()


def state(office):
    return conversations.state(office.store.vault, office.row("talks"), time.time())


def test_a_text_is_answered(office):
    office.receive(g.text("1"))
    assert office.work()
    assert not office.work()
    message, reply = office.row("messages"), office.row("replies")
    assert (message.state, message.problem, message.sealed_payload) == ("done", None, None)
    assert reply.state == "queued"
    assert office.send() == 1
    assert said(office) == ["text: halo"]
    assert office.graph.sent[0]["to"] == g.CITIZEN
    assert office.row("replies").state == "sent"
    assert state(office) == {"seen": ["1"]}


@on_sqlite
def test_a_photo_is_fetched_and_checked(office):
    office.receive(g.image("1", office.graph.add_media(PICTURE), PICTURE))
    office.work()
    ((incoming, media),) = office.echo.prepared
    assert (incoming.text, media) == ("KK", PICTURE)


def test_messages_of_one_citizen_are_handled_in_order_and_never_at_once(office):
    now = time.time()
    office.receive(g.text("2", "b", at=now - 5))
    office.receive(g.text("3", "c", at=now - 1), g.text("1", "a", at=now - 9))
    other = g.text("4", "other", sender=g.SENDER.format(9002))
    office.receive(other)
    first, second = office.take(), office.take(worker="v")
    assert first.message.sent_at < now - 8
    assert first.conversation.id != second.conversation.id
    assert office.take() is None  # one citizen is served, the other too
    handle(office.desk, first)
    handle(office.desk, second)
    while office.work():
        pass
    assert [one.text for one, _ in office.echo.prepared] == ["a", "other", "b", "c"]


def test_a_worker_that_died_leaves_the_message_to_another(office):
    office.receive(g.text("1"))
    lost = office.take()
    assert not office.work(later=29)
    assert office.work(later=31)
    handle(office.desk, lost)  # it was only slow: phase one again, and nothing written
    assert len(office.echo.prepared) == 2
    assert len(office.rows("replies")) == 1
    assert state(office) == {"seen": ["1"]}


@on_sqlite
def test_an_abandoned_lease_is_free_at_once(office):
    office.receive(g.text("1"))
    office.take()
    with office.store.writing() as connection:
        conversations.abandon(connection, "w", time.time())
    assert office.work()


def test_a_renewed_lease_is_kept(office):
    office.receive(g.text("1"))
    office.take()
    with office.store.writing() as connection:
        conversations.renew(connection, "w", time.time(), 100.0)
        conversations.renew(connection, "v", time.time(), 900.0)
    assert not office.work(later=99)
    assert office.work(later=101)


@on_sqlite
@pytest.mark.parametrize("phase", ["failures", "commits"])
def test_a_crash_of_a_phase_leaves_nothing_and_is_repeated(office, phase):
    getattr(office.echo, phase).append(ZeroDivisionError(SECRET))
    office.receive(g.text("1", SECRET))
    with capture_logs(processors=[logs.only_allowed]) as lines:
        office.work()
    assert (office.rows("replies"), office.row("messages").state) == ([], "queued")
    assert SECRET not in json.dumps(lines)
    assert lines[0]["error"] == "builtins.ZeroDivisionError"
    assert not office.work()
    assert office.work(later=2)
    assert (len(office.rows("replies")), state(office)) == (1, {"seen": ["1"]})


def test_a_message_that_always_crashes_gets_an_excuse(office):
    office.echo.failures = [ZeroDivisionError()] * MAX_STAYS
    office.receive(g.text("1"), g.text("2", at=time.time() + 1))
    for n in range(MAX_STAYS + 1):
        assert office.work(later=10 * n)
    office.send()
    assert said(office) == [f"text: {Problem.CRASH}"]
    assert office.work(later=100)  # the next message is not held up
    assert {row.problem for row in office.rows("messages")} == {None, Problem.CRASH}


@on_sqlite
def test_a_message_without_even_an_excuse_is_set_aside(office):
    office.echo.failures = [ZeroDivisionError()] * (MAX_STAYS + MAX_EXCUSES + 1)
    office.receive(g.text("1", SECRET))
    for n in range(MAX_STAYS + MAX_EXCUSES + 1):
        assert office.work(later=10 * n)
    message = office.row("messages")
    assert (message.state, message.problem, message.sealed_payload) == ("dead", "crash", None)
    assert not office.work(later=1000)


@on_sqlite
def test_a_missing_tool_does_not_count(office):
    office.echo.failures = [ToolMissing("tesseract")] * (MAX_STAYS + 1)
    office.receive(g.text("1"))
    for n in range(MAX_STAYS + 2):
        assert office.work(later=40 * n)
    assert office.row("messages").problem is None


@on_sqlite
@pytest.mark.parametrize(
    ("faults", "problem"),
    [
        ({"address": [("status", 404)]}, Problem.GONE),
        ({"bytes": ["endless"]}, Problem.TOO_LARGE),
        ({"address": [("address", "http://evil.example/")]}, Problem.UNAVAILABLE),
        ({"bytes": [("redirect", "http://evil.example/")]}, Problem.UNAVAILABLE),
    ],
)
def test_a_photo_that_cannot_be_had_gets_an_excuse(office, faults, problem):
    for call, given in faults.items():
        office.graph.faults[call].extend(given)
    office.receive(g.image("1", office.graph.add_media(PICTURE)))
    office.work()
    office.send()
    assert said(office) == [f"image: {problem}"]
    assert office.row("messages").problem == problem


def test_a_channel_that_is_down_is_waited_for_and_holds_up_nobody_else(office):
    office.graph.faults["address"].extend([("status", 503)] * 8)
    office.receive(g.image("1", office.graph.add_media(PICTURE)))
    office.receive(g.text("2", sender=g.SENDER.format(9002)))
    assert office.work()
    assert office.work()
    assert not office.work()
    assert office.work(later=2)
    assert office.work(later=10)
    messages = sorted(office.rows("messages"), key=lambda row: row.fetches)
    assert [(row.fetches, row.state, row.problem) for row in messages] == [
        (0, "done", None),
        (2, "done", None),
    ]
    assert messages[1].attempts == 1


@on_sqlite
def test_a_channel_that_stays_down_gets_an_excuse(office):
    office.receive(g.image("1", office.graph.add_media(PICTURE)))
    office.graph.fault_of = lambda call: ("status", 503) if call == "address" else None
    tries = 0
    while office.work(later=10_000 * tries):
        tries += 1
    assert (tries, office.row("messages").problem) == (7, Problem.UNAVAILABLE)


def test_a_forgotten_citizen(office):
    office.receive(g.text("1"))
    office.work()
    office.receive(g.text("2", "hapus"))
    office.work()
    assert office.rows("talks") == []
    assert [row.sender_mac for row in office.rows("messages")] == [None, None]
    office.receive(g.text("1"), g.text("2", "hapus"))  # repetitions are known all the same
    assert not office.work()
    office.send()
    office.send()
    assert said(office) == ["text: halo", "forgotten"]


@on_sqlite
def test_an_expired_conversation_starts_anew(office):
    office.receive(g.text("1"))
    office.work()
    office.change("talks", expires_at=time.time() - 1)
    office.receive(g.text("2"))
    office.work()
    assert state(office) == {"seen": ["2"]}


@on_sqlite
def test_a_number_answers_a_menu(office):
    office.receive(g.text("1", "menu"))
    office.work()
    office.receive(g.text("2", "2"))
    office.work()
    assert office.echo.prepared[1][0].text == "ktp"


@on_sqlite
def test_no_private_data_in_a_log_or_in_the_clear(office):
    office.receive(g.text("wamid.7", SECRET))
    with capture_logs(processors=[logs.only_allowed]) as lines:
        office.work()
        stored = repr(office.rows("messages") + office.rows("replies") + office.rows("talks"))
        office.send()
    private = (SECRET, g.CITIZEN, "wamid.7", g.TOKEN)
    assert [line["event"] for line in lines] == ["message", "reply tried"]
    assert not any(one in json.dumps(lines) + stored for one in private)
