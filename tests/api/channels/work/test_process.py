"""A process whose database goes away for a moment: nothing is lost, stuck or sent twice."""

import contextlib
import math
import sqlite3
import time

import pytest
from sqlalchemy.exc import OperationalError, SQLAlchemyError

from api.channels.work import process as work
from api.channels.work.handling import MAX_STAYS
from api.channels.work.process import ChannelProcess
from api.store.channels import outbox, outcomes
from tests.servers import graph as g

PATIENCE_SECONDS = 20.0


def away():
    return OperationalError(None, None, sqlite3.OperationalError("disk I/O error"))


def failing(times, then):
    """Return a function that finds no database so many times."""
    errors = [away() for _ in range(times)]

    def fail_first(*given, **more):
        if errors:
            raise errors.pop()
        return then(*given, **more)

    return fail_first


@pytest.fixture
def process(office, monkeypatch):
    monkeypatch.setattr(work, "ERROR_PAUSE_SECONDS", 0.0)
    process = ChannelProcess(office.desk, office.sender, "w")
    yield process
    process.close()


def run(process, until):
    """Let the process work, its leases renewed at each turn."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not until():
        assert time.monotonic() < end
        process._renewed = -math.inf
        with contextlib.suppress(SQLAlchemyError):
            process.run_once()
        time.sleep(0.01)


def test_a_message_is_handled_however_often_the_database_went_away(office, process):
    office.echo.commits = [away() for _ in range(MAX_STAYS + 3)]
    office.receive(g.text("1"))
    run(process, lambda: office.graph.sent)
    assert office.graph.texts() == ["text: halo"]
    assert office.row("messages").problem is None


@pytest.mark.parametrize("write", ["mark_sent", "note_sent_as"])
def test_a_reply_that_was_sent_meanwhile_is_written_down_later(office, process, monkeypatch, write):
    monkeypatch.setattr(outcomes, write, failing(2, getattr(outcomes, write)))
    office.receive(g.text("1"))
    run(process, lambda: office.rows("replies") and office.row("replies").state == "sent")
    assert office.graph.texts() == ["text: halo"]
    assert office.row("replies").next_at is None


@pytest.mark.parametrize("after", [False, True])
def test_a_reply_that_was_not_sent_is_tried_again(office, process, monkeypatch, after):
    """after: whether the channel refused it, and this could not be written."""
    office.graph.faults["messages"].append(("status", 429, [("Retry-After", "0")]))
    if after:
        monkeypatch.setattr(outbox, "retry", failing(2, outbox.retry))
    else:
        tried = failing(1, process._sender._still_due)
        monkeypatch.setattr(type(process._sender), "_still_due", lambda _, row: tried(row))
    office.receive(g.text("1"))
    run(process, lambda: office.rows("replies") and office.row("replies").state == "sent")
    assert office.graph.texts() == ["text: halo"]
