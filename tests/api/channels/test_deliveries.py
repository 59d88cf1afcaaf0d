"""Webhooks: verification, signatures, repetitions; on both databases."""

import json
import time
from dataclasses import replace

import pytest
from sqlalchemy import func, select
from structlog.testing import capture_logs

from api.app import create_app
from api.channels.signatures import MAX_DELIVERY_BYTES
from api.process import logs
from api.settings import Settings
from api.store.channels import inbox
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from tests.api.channels.made import SECRETS, channels_file, on_sqlite
from tests.api.channels.stored import stored
from tests.api.http.test_auth import HASH
from tests.servers import graph, waha

CLOUD, WAHA = "/channels/cloud", "/channels/waha"
DAY = 86400
PRIVATE = (graph.CITIZEN, "halo rahasia", "media-77", graph.TOKEN)


@pytest.fixture(scope="module")
def app(tmp_path_factory):
    """An application whose callers need a key and may call once an hour: channels do not."""
    folder, url = tmp_path_factory.mktemp("channels"), "https://graph.example"
    with pytest.MonkeyPatch.context() as patch:
        for name, secret in SECRETS.items():
            patch.setenv(name, secret)
        file = channels_file(folder, cloud=url, waha=url)
        app = create_app(
            Settings(data=folder, channels=file, keys=(HASH,), rate="1 per hour"),
        )
    yield app
    app.extensions["precheck"].store.close()


@pytest.fixture
def client(app, store):
    service = app.extensions["precheck"]
    app.extensions["precheck"] = replace(service, store=replace(store, lock_wait=0.1))
    yield app.test_client()
    app.extensions["precheck"] = service


@pytest.fixture
def count(store):
    def count(table=CHANNEL_MESSAGES):
        with store.reading() as connection:
            return connection.scalar(select(func.count()).select_from(table))

    return count


def post(client, content, *, sign=graph.signature, path=CLOUD):
    body = content if isinstance(content, bytes) else json.dumps(content).encode()
    given = sign(body) if callable(sign) else sign
    name = "X-Hub-Signature-256" if path == CLOUD else "X-Webhook-Hmac"
    return client.post(path, data=body, headers={} if given is None else {name: given})


def test_a_message_is_stored_encrypted(client, count, store):
    content = graph.messages(graph.text("wamid.1", "halo rahasia"))
    assert post(client, content).status_code == 200
    assert (count(), count(CONVERSATIONS)) == (1, 1)
    (message,), conversations = stored(store, CHANNEL_MESSAGES), stored(store, CONVERSATIONS)
    kept = repr([message, *conversations])
    assert not any(private in kept for private in (*PRIVATE, "wamid.1"))
    assert inbox.payload(store.vault, message)["text"] == "halo rahasia"


@on_sqlite
@pytest.mark.parametrize(
    "sign",
    [
        None,
        "",
        "sha256=",
        "sha256=é",
        "sha256=" + "0" * 64,
        lambda body: graph.signature(body, "another secret"),
        lambda body: graph.signature(body + b" "),
        lambda body: waha.signature(body, graph.SECRET),
    ],
)
def test_a_wrong_or_missing_signature_is_refused(client, count, sign):
    answer = post(client, graph.messages(graph.text("1")), sign=sign)
    assert (answer.status_code, answer.json["code"]) == (403, "bad_signature")
    assert count() == 0


@on_sqlite
@pytest.mark.parametrize("sign", [None, "0" * 128, lambda body: waha.signature(body, "other")])
def test_waha_signs_too(client, count, sign):
    assert post(client, waha.message(body="x"), sign=sign, path=WAHA).status_code == 403
    assert count() == 0
    answer = post(client, waha.message(body="x"), sign=waha.signature, path=WAHA)
    assert (answer.status_code, count()) == (200, 1)


def test_a_replayed_delivery_is_stored_once(client, count):
    content = graph.messages(graph.text("1"), graph.text("2"), graph.text("1"))
    for _ in range(3):
        assert post(client, content).status_code == 200
    assert (count(), count(CONVERSATIONS)) == (2, 1)
    other = graph.messages(graph.text("1", sender=graph.SENDER.format(9002)))
    post(client, other)  # a message id belongs to one message, whoever claims to have sent it
    assert (count(), count(CONVERSATIONS)) == (2, 1)


@on_sqlite
def test_a_delivery_older_than_all_that_is_known_is_ignored(client, count):
    old = time.time() - 7 * DAY - 10
    assert post(client, graph.messages(graph.text("1", at=old))).status_code == 200
    assert count() == 0


@on_sqlite
@pytest.mark.parametrize("content", [b"{", b"[" * 100_000, b"null", b"[1]", {"entry": None}])
def test_what_is_signed_and_not_understood_is_taken(client, count, content):
    assert post(client, content).status_code == 200
    assert count() == 0


@on_sqlite
def test_waha_too_may_deliver_junk(client, count):
    assert post(client, b"{", sign=waha.signature, path=WAHA).status_code == 200
    assert count() == 0


@on_sqlite
def test_a_number_that_is_not_configured_is_ignored(client, count):
    assert post(client, graph.messages(graph.text("1"), number="1")).status_code == 200
    assert count() == 0


@on_sqlite
def test_an_oversized_delivery_is_refused(client, count):
    answer = post(client, b"x" * (MAX_DELIVERY_BYTES + 1))
    assert (answer.status_code, count()) == (413, 0)


@on_sqlite
@pytest.mark.parametrize(
    ("query", "status"),
    [
        ({"hub.mode": "subscribe", "hub.verify_token": graph.VERIFY}, 200),
        ({"hub.mode": "subscribe", "hub.verify_token": "wrong"}, 403),
        ({"hub.mode": "subscribe", "hub.verify_token": "é"}, 403),
        ({"hub.mode": "subscribe"}, 403),
        ({"hub.verify_token": graph.VERIFY}, 403),
    ],
)
def test_verification(client, query, status):
    answer = client.get(CLOUD, query_string={**query, "hub.challenge": "11<b>58"})
    assert answer.status_code == status
    if status == 200:
        assert answer.text == "11<b>58"
        assert answer.mimetype == "text/plain"


@on_sqlite
def test_without_a_database_the_channel_delivers_again(client, store):
    with store.writing():
        answer = post(client, graph.messages(graph.text("1")))
    assert answer.status_code == 503


def test_statuses_of_unknown_replies_change_nothing(client, count):
    one = {"status": "sent", "biz_opaque_callback_data": "0" * 26}
    failed = {"status": "failed", "biz_opaque_callback_data": "1" * 26}
    assert post(client, graph.statuses(one, failed)).status_code == 200
    assert count(CHANNEL_REPLIES) == 0


@on_sqlite
def test_no_private_data_in_a_log(client):
    content = graph.messages(graph.text("1", "halo rahasia"), graph.image("2", "media-77"))
    with capture_logs(processors=[logs.only_allowed]) as lines:
        post(client, content)
        post(client, graph.messages(graph.text("3", "halo rahasia"), number="1"))
        post(client, content, sign=None)
        client.get(CLOUD, query_string={"hub.verify_token": "rahasia"})
    assert [line["event"] for line in lines].count("request") == 4
    assert not any(private in json.dumps(lines) for private in (*PRIVATE, "rahasia"))


def test_no_file_is_needed_where_no_channel_is(tmp_path):
    assert Settings(data=tmp_path).channels is None
