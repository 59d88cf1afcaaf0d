"""Periodic tasks: dead and expired photos, deletion, signed callbacks."""

import hashlib
import hmac
import json
import threading
import time
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from zoneinfo import ZoneInfo

import pytest
from sqlalchemy import select

from api.http.local_time import day_of, midnight
from api.store import batches
from api.store.channels import conversations
from api.store.channels.conversations import Address
from api.store.decisions import recording, undoing
from api.store.decisions.callbacks import SETTLE_SECONDS
from api.store.decisions.decision import Act, StoredDecision
from api.store.photos.leases import MAX_LEASES
from api.store.tables.batches import FILES
from api.store.tables.channels import CONVERSATIONS
from api.store.tables.officers import POSTS
from api.work.periodic.maintenance import DAY, HOUR
from tests.api.store.filled import NOW, add, batch, done, json_answer, photo, take

SECRET = "shared"
ACCEPT = StoredDecision(decision="accept")
HANDOVER = batches.Origin.HANDOVER


def test_a_photo_whose_workers_died_goes_to_an_officer(store, make_maintenance):
    id_ = add(store, batch(store)).photo_id
    for death in range(MAX_LEASES):
        assert take(store, f"w{death}", NOW + 100 * death)
    make_maintenance().run_due(NOW + 100 * MAX_LEASES)
    assert photo(store, id_)["state"] == "dead"


def test_an_undecided_photo_expires(store, make_maintenance):
    here = batch(store, lang="en")
    id_ = done(store, here, json_answer(0.5))
    maintenance = make_maintenance(undecided_hours=96)
    maintenance.delete_expired(NOW + 96 * HOUR - 1)
    assert photo(store, id_)["state"] == "done"
    maintenance.delete_expired(NOW + 96 * HOUR + 1)
    row = photo(store, id_)
    assert (row["state"], row["message"].partition(",")[0]) == ("expired", "Sorry")
    with store.reading() as connection:
        assert connection.scalar(select(FILES.c.id)) is None
    maintenance.delete_expired(NOW + 91 * DAY)
    with store.reading() as connection:
        assert batches.get(connection, here["id"]) is None


@pytest.mark.parametrize("zone", ["Asia/Jakarta", "Asia/Jayapura"])
def test_results_go_at_the_offices_midnight(store, make_maintenance, zone):
    here, zone = batch(store), ZoneInfo(zone)
    maintenance = make_maintenance(retention_days=90, timezone=zone)
    end = midnight(day_of(NOW, zone) + timedelta(days=91), zone)
    for now, kept in ((end - 1, True), (end, False)):
        maintenance.delete_expired(now)
        with store.reading() as connection:
            assert (batches.get(connection, here["id"]) is not None) == kept


def test_a_decided_picture_goes_when_it_can_no_longer_be_undone(store, make_maintenance):
    id_ = done(store, batch(store), json_answer(0.5))
    decide(store, id_)
    maintenance = make_maintenance(undo_minutes=10)
    maintenance.delete_expired(NOW + 599)
    assert photo(store, id_)["file_id"]
    maintenance.delete_expired(NOW + 600)
    assert photo(store, id_)["file_id"] is None


def test_each_task_has_its_own_interval(make_maintenance):
    maintenance, seen = make_maintenance(), []
    for task in maintenance.tasks:
        task.run = lambda _now, every=task.interval: seen.append(every)
    for second in range(61):
        maintenance.run_due(NOW + second)
    assert (seen.count(1.0), seen.count(60.0)) == (61, 2)


def decide(store, id_, ruling=ACCEPT):
    with store.writing() as connection:
        return recording.decide(connection, store.vault, id_, ruling, Act.begin("sri", NOW))


class Caller(BaseHTTPRequestHandler):
    """Takes posts, and answers with the next of `statuses`."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.server.seen.append((self.headers["X-Precheck-Signature"], body))
        self.send_response(self.server.statuses.pop(0))
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_args):
        """Stay silent."""


@pytest.fixture
def caller():
    server = ThreadingHTTPServer(("127.0.0.1", 0), Caller)
    server.seen, server.statuses = [], []
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def settings_of(caller):
    url = f"http://127.0.0.1:{caller.server_port}/decided"
    return {"callback_url": url, "callback_secret": SECRET}


def deliver(store, maintenance, now):
    """Post what is due, and wait until the attempt is recorded."""
    for task in maintenance.tasks:
        task.due = now if task.run.__name__ == "deliver_due" else now + DAY
    maintenance.run_due(now)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with store.reading() as connection:
            row = connection.execute(select(POSTS)).mappings().one()
        if row["tries"]:
            return row
        time.sleep(0.02)
    raise TimeoutError


def test_a_decision_on_a_hand_over_is_posted_signed(store, make_maintenance, caller):
    here = batch(store, origin=HANDOVER, line="kk")
    check = "01JD0000000000000000000000"
    id_ = done(store, here, json_answer(0.5), reference="Budi 17", check_id=check)
    ruling = StoredDecision(decision="re-photo", reason="glare", message="Mohon foto ulang")
    decided = decide(store, id_, ruling)
    caller.statuses = [204]
    row = deliver(store, make_maintenance(**settings_of(caller)), NOW + SETTLE_SECONDS)
    ((given, body),) = caller.seen
    wanted = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert given == f"sha256={wanted}"
    assert json.loads(body) == {
        "id": decided,
        "event": "decision",
        "batch": here["id"],
        "submission": None,
        "slot": None,
        "photo": id_,
        "check": check,
        "reference": "Budi 17",
        "line": "kk",
        "decision": "re-photo",
        "reason": "glare",
        "message": "Mohon foto ulang",
        "decided_at": NOW,
    }
    assert (row["status"], row["next_at"]) == (204, None)
    assert row["sent_at"]


@pytest.mark.parametrize("status", [404, 500])
def test_a_rejected_callback_is_posted_again(store, make_maintenance, caller, status):
    decide(store, done(store, batch(store, origin=HANDOVER), json_answer(0.5)))
    caller.statuses = [status]
    row = deliver(store, make_maintenance(**settings_of(caller)), NOW + SETTLE_SECONDS)
    assert (row["status"], row["sent_at"], len(caller.seen)) == (status, None, 1)
    assert row["next_at"] is not None


def test_an_unreachable_caller_counts_as_a_failed_attempt(store, make_maintenance, caller):
    given = settings_of(caller)
    caller.shutdown()
    caller.socket.close()
    decide(store, done(store, batch(store, origin=HANDOVER), json_answer(0.5)))
    row = deliver(store, make_maintenance(**given), NOW + SETTLE_SECONDS)
    assert (row["status"], row["sent_at"]) == (None, None)


@pytest.mark.parametrize("origin", [batches.Origin.BACKLOG, HANDOVER])
def test_what_is_undone_or_no_hand_over_is_not_posted(store, origin):
    id_ = done(store, batch(store, origin=origin), json_answer(0.5))
    act = Act.begin("sri", NOW)
    with store.writing() as connection:
        recording.decide(connection, store.vault, id_, StoredDecision(decision="accept"), act)
    with store.reading() as connection:
        assert len(connection.execute(select(POSTS)).all()) == (origin is HANDOVER)
    with store.writing() as connection:
        undoing.undo(connection, store.vault, act.group_id, Act.begin("sri", NOW + 1))
        waiting = connection.scalar(select(POSTS.c.decision_id).where(POSTS.c.next_at.is_not(None)))
    assert waiting is None


def test_an_expired_conversation_is_deleted(store, make_maintenance):
    address = Address(channel="cloud", number_id="1", sender="628")
    with store.writing() as connection:
        conversations.wake(connection, store.vault, address, NOW, NOW)
        connection.execute(CONVERSATIONS.update().values(next_at=None))
    maintenance = make_maintenance()
    for now, left in ((NOW + DAY - 1, 1), (NOW + DAY, 0)):
        maintenance.delete_expired(now)
        with store.reading() as connection:
            assert len(connection.execute(select(CONVERSATIONS)).all()) == left
