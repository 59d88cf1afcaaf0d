"""What is due beside the photos: the dead shown, the expired told, posts signed and delivered."""

import hashlib
import hmac
import json
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from sqlalchemy import select

from api.settings import Settings
from api.store import batches, decisions
from api.store.decisions import Ruling
from api.store.ledger import TRIES
from api.store.posts import SETTLE_SECONDS
from api.store.tables import FILES, POSTS
from api.work.chores import DAY, HOUR, Chores
from tests.api.store.filled import NOW, add, batch, done, photo, take, told

SECRET = "shared"
ACCEPT = Ruling(decision="accept")
HANDOVER = batches.Origin.HANDOVER


@pytest.fixture
def make_chores(store):
    made = []

    def make(**given):
        made.append(Chores.of(Settings(**given), store))
        return made[-1]

    yield make
    for chores in made:
        chores.close()


def test_a_photo_that_killed_its_workers_is_shown(store, make_chores):
    id_ = add(store, batch(store)).photo_id
    for death in range(TRIES):
        assert take(store, f"w{death}", NOW + 100 * death)
    make_chores().do(NOW + 100 * TRIES)
    assert photo(store, id_)["state"] == "dead"


def test_what_nobody_decided_in_time_asks_again(store, make_chores):
    here = batch(store, lang="en")
    id_ = done(store, here, told(0.5))
    chores = make_chores(undecided_hours=96)
    chores.tidy(NOW + 96 * HOUR - 1)
    assert photo(store, id_)["state"] == "done"
    chores.tidy(NOW + 96 * HOUR + 1)
    row = photo(store, id_)
    assert (row["state"], row["message"].partition(",")[0]) == ("expired", "Sorry")
    with store.reading() as connection:
        assert connection.scalar(select(FILES.c.id)) is None
    chores.tidy(NOW + 90 * DAY + 1)
    with store.reading() as connection:
        assert batches.get(connection, here["id"]) is None


def test_a_decided_picture_goes_when_it_can_no_longer_be_undone(store, make_chores):
    id_ = done(store, batch(store), told(0.5))
    decide(store, id_)
    chores = make_chores(undo_minutes=10)
    chores.tidy(NOW + 599)
    assert photo(store, id_)["file_id"]
    chores.tidy(NOW + 600)
    assert photo(store, id_)["file_id"] is None


def test_each_chore_has_its_own_pace(make_chores):
    chores, seen = make_chores(), []
    for chore in chores.all:
        chore.do = lambda _now, every=chore.every: seen.append(every)
    for second in range(61):
        chores.do(NOW + second)
    assert (seen.count(1.0), seen.count(60.0)) == (61, 2)


def decide(store, id_, ruling=ACCEPT):
    with store.writing() as connection:
        return decisions.decide(connection, store.vault, id_, ruling, decisions.act("sri", NOW))


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


def deliver(store, chores, now):
    """Post what is due, and wait until it is noted."""
    for chore in chores.all:
        chore.due = now if chore.do.__name__ == "deliver" else now + DAY
    chores.do(now)
    until = time.monotonic() + 20
    while time.monotonic() < until:
        with store.reading() as connection:
            row = connection.execute(select(POSTS)).mappings().one()
        if row["tries"]:
            return row
        time.sleep(0.02)
    raise TimeoutError


def test_a_decision_on_a_hand_over_is_posted_signed(store, make_chores, caller):
    here = batch(store, origin=HANDOVER, line="kk")
    check = "01JD0000000000000000000000"
    id_ = done(store, here, told(0.5), reference="Budi 17", check_id=check)
    ruling = Ruling(decision="re-photo", reason="glare", message="Mohon foto ulang")
    decided = decide(store, id_, ruling)
    caller.statuses = [204]
    row = deliver(store, make_chores(**settings_of(caller)), NOW + SETTLE_SECONDS)
    ((given, body),) = caller.seen
    wanted = hmac.new(SECRET.encode(), body, hashlib.sha256).hexdigest()
    assert given == f"sha256={wanted}"
    assert json.loads(body) == {
        "id": decided,
        "event": "decision",
        "batch": here["id"],
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


@pytest.mark.parametrize("status", [302, 404, 500])
def test_what_the_caller_does_not_take_is_posted_again(store, make_chores, caller, status):
    decide(store, done(store, batch(store, origin=HANDOVER), told(0.5)))
    caller.statuses = [status]
    row = deliver(store, make_chores(**settings_of(caller)), NOW + SETTLE_SECONDS)
    assert (row["status"], row["sent_at"], len(caller.seen)) == (status, None, 1)
    assert row["next_at"] is not None


def test_silence_is_no_answer(store, make_chores, caller):
    given = settings_of(caller)
    caller.shutdown()
    caller.socket.close()
    decide(store, done(store, batch(store, origin=HANDOVER), told(0.5)))
    row = deliver(store, make_chores(**given), NOW + SETTLE_SECONDS)
    assert (row["status"], row["sent_at"]) == (None, None)


@pytest.mark.parametrize("origin", [batches.Origin.BACKLOG, HANDOVER])
def test_what_is_undone_or_no_hand_over_is_not_posted(store, origin):
    id_ = done(store, batch(store, origin=origin), told(0.5))
    act = decisions.act("sri", NOW)
    with store.writing() as connection:
        decisions.decide(connection, store.vault, id_, Ruling(decision="accept"), act)
    with store.reading() as connection:
        assert len(connection.execute(select(POSTS)).all()) == (origin is HANDOVER)
    with store.writing() as connection:
        decisions.undo(connection, store.vault, act.group_id, decisions.act("sri", NOW + 1))
        waiting = connection.scalar(select(POSTS.c.decision_id).where(POSTS.c.next_at.is_not(None)))
    assert waiting is None
