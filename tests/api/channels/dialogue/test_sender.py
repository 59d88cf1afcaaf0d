"""A sender is exported and deleted whole, whatever it has sent, and nobody else with it."""

import base64
import json
import time

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from api.channels.messages import Kind
from api.cli import main
from api.commands import stores as command
from api.store import audit_trail, submissions
from api.store.channels import outbox, outcomes, retention, senders
from api.store.channels.conversations import Address
from api.store.submissions import NewSubmission
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from api.store.tables.registry import ALL_TABLES
from tests.api.channels.made import on_sqlite
from tests.api.channels.stored import stored
from tests.api.submissions.seen import NUMBERS, photo

KK, KTP = photo("kk"), photo("ktp")
OURS, ANOTHER = "6281290009001", "6281290009002"
TYPED = "+62 812-9000-9001"
STAYS = {"message_mac", "call_mac"}
"""Keyed HMACs that name no citizen: of a message's id, and of a picture with what was asked."""


@pytest.fixture
def run(store, monkeypatch):
    """Run a command on the store, which stays open; the number is typed."""
    monkeypatch.setattr(command.Store, "open", lambda _settings: store)

    def run(*arguments, typed=TYPED):
        return CliRunner().invoke(main, ["citizen", *arguments], input=typed)

    return run


def files(phone):
    """Send a photo, which is filed, and leave the answer unread."""
    phone.chooses("apply:nik/aktivasi")
    phone.sends(KTP)


def holds(phone):
    """Send a photo that is kept until its purpose is known."""
    phone.sends(KK)


def waits(phone):
    """Send a text that nobody has handled."""
    phone._receive(Kind.TEXT, text="rahasia 9001")


def is_answered(phone):
    """Send a text whose answer was not sent."""
    phone.hears = list
    phone.says("halo")


def is_accepted(phone):
    """Send a text whose answer the channel accepted and may report as failed."""
    is_answered(phone)
    with phone._desk.store.writing() as connection:
        (row,) = outbox.take(connection, "w", time.time() + 60, hold=60, limit=1)
        outcomes.mark_sent(connection, row.id, time.time(), keep=True)


def is_gone(phone):
    """Write long ago: the conversation has expired, its messages and replies are known."""
    phone.says("halo")
    with phone._desk.store.writing() as connection:
        connection.execute(CONVERSATIONS.delete())


def asks_at_two_numbers(phone):
    files(phone)
    phone._number = "all"
    holds(phone)


def writes_over_waha(phone):
    phone._sender += "@c.us"
    holds(phone)


DEEDS = (
    files,
    holds,
    waits,
    is_answered,
    is_accepted,
    is_gone,
    asks_at_two_numbers,
    writes_over_waha,
)


def does_all(phone):
    """Do one deed after the other, at numbers of their own where they would undo another."""
    for number, deed in (("nik", files), ("all", holds), ("kk", is_accepted), ("en", waits)):
        phone._number = number
        deed(phone)
    writes_over_waha(phone)


def rows(store):
    """Return all rows of all tables, each as (table, row)."""
    with store.reading() as connection:
        return [
            (table.name, dict(row))
            for table in ALL_TABLES.sorted_tables
            for row in connection.execute(select(table)).mappings().all()
        ]


def macs(store):
    """Return every keyed HMAC by which something of the sender can be found."""
    own = {store.vault.mac("reference", one) for one in senders.spellings(OURS)}
    for one in senders.spellings(OURS):
        for number in ("nik", "kk", "kematian", "all", "en"):
            own.add(Address(channel="cloud", number_id=number, sender=one).mac(store.vault))
    return own


def left(store, ours):
    """Return what is left of the sender: rows found by an HMAC, and contents of its own rows."""
    found = macs(store)
    by_mac = [(name, row) for name, row in rows(store) if found & set(map(str, row.values()))]
    contents = [
        (name, column)
        for name, row in rows(store)
        if row.get("id") in ours
        for column, value in row.items()
        if value is not None and column not in STAYS
        if column.startswith("sealed_") or column.endswith("_mac")
    ]
    return by_mac, contents


@on_sqlite
@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.__name__)
def test_nothing_is_left_of_a_deleted_sender(store, phone, run, deed):
    delete_after(deed, store, phone, run)


def test_nothing_is_left_on_either_database(store, phone, run):
    delete_after(does_all, store, phone, run)


def delete_after(deed, store, phone, run):
    """Delete a sender after a deed, search the database, and read the trail."""
    other, ours = phone("nik", sender=ANOTHER), phone("nik", sender=OURS)
    files(other)
    others = rows(store)
    known = {row.get("id") for _, row in others}
    deed(ours)
    if deed is is_gone:
        others = [one for one in others if one[0] != "conversations"]
    made = {row["id"] for _, row in rows(store) if "id" in row} - known
    assert left(store, made) != ([], [])
    done = run("delete", "--sender", "--yes")
    assert done.exit_code == 0, done.output
    assert left(store, made) == ([], [])
    assert [one for one in others if one not in rows(store)] == []
    with store.reading() as connection:
        (entry,) = audit_trail.latest(connection)
    assert (entry["who"], entry["act"]) == ("operator", "delete_citizen")
    assert "9001" not in json.dumps(entry["detail"])


@on_sqlite
@pytest.mark.parametrize("deed", [files, holds, is_accepted])
def test_a_citizen_who_asks_is_forgotten_but_for_the_answer(store, phone, deed):
    """The row of the answer goes a day after it was sent."""
    ours = phone("nik", sender=OURS)
    deed(ours)
    type(ours).hears(ours)
    before = {row["id"] for _, row in rows(store) if "id" in row}
    ours.__dict__.pop("hears", None)
    (said,) = ours.says("hapus data saya")
    assert "sudah kami hapus" in said.text
    by_mac, contents = left(store, before)
    assert ([name for name, _ in by_mac], contents) == (["channel_replies"], [])
    assert by_mac[0][1]["sealed_payload"] is None
    with store.writing() as connection:
        retention.expire(connection, time.time() + 86_401)
    assert left(store, before) == ([], [])
    with store.reading() as connection:
        (entry,) = audit_trail.latest(connection)
    assert (entry["who"], entry["act"]) == ("citizen", "delete_citizen")


@pytest.mark.parametrize(
    ("typed", "spelled"),
    [
        (TYPED, OURS),
        (OURS, OURS),
        ("0812 9000 9001", OURS),
        ("0812.9000.9001 ", OURS),
        ("(0331) 429001", "62331429001"),
        ("4479110009001", "4479110009001"),
        (f"{OURS}@lid", None),
        (f" {OURS}@c.us", None),
        ("siti", ValueError),
        ("123", ValueError),
        ("", ValueError),
    ],
)
def test_a_number_is_typed_as_people_do(typed, spelled):
    if spelled is ValueError:
        with pytest.raises(ValueError, match="neither"):
            senders.spellings(typed)
    else:
        ours = tuple(f"{spelled}{suffix}" for suffix in ("", "@c.us", "@s.whatsapp.net"))
        assert senders.spellings(typed) == (ours if spelled else (typed.strip(),))


def test_an_export_is_whole(store, phone, run):
    other, ours = phone("nik", sender=ANOTHER), phone("nik", sender=OURS)
    files(other)
    asks_at_two_numbers(ours)
    is_accepted(ours)
    done = run("export", "--sender")
    assert done.exit_code == 0, done.output
    shown = json.loads(done.stdout)
    assert ANOTHER not in done.stdout
    assert [one["service"] for one in shown["submissions"]] == ["nik"]
    assert [one["number"]["value"] for one in shown["photos"]] == [NUMBERS["ktp"]]
    conversations = {one["number"]: one for one in shown["conversations"]}
    assert conversations.keys() == {"nik", "all"}
    assert conversations["nik"]["submission"] == shown["submissions"][0]["id"]
    assert [one["state"] for one in conversations["all"]["messages"]] == ["held", "done"]
    assert conversations["all"]["messages"][0]["content"]["sender"] == OURS
    assert conversations["all"]["replies"][-1]["content"]["to"] == OURS
    with store.reading() as connection:
        (entry,) = audit_trail.latest(connection)
    assert entry["detail"]["full_numbers"] == [shown["photos"][0]["id"]]


@on_sqlite
@pytest.mark.parametrize("pictures", [True, False])
def test_a_replys_picture_leaves_only_if_asked_for(store, phone, run, pictures):
    phone("nik", sender=OURS).says("halo")
    (row,) = stored(store, CONVERSATIONS)
    with store.writing() as connection:
        reply = outbox.NewReply(to=OURS, text="x", buttons=(), picture=b"jpeg")
        outbox.add(connection, store.vault, row, [reply], time.time())
    shown = json.loads(run("export", "--sender", *(["--pictures"] if pictures else [])).stdout)
    content = shown["conversations"][0]["replies"][-1]["content"]
    assert content["picture_stored"] is True
    assert content.get("picture_base64") == (
        base64.b64encode(b"jpeg").decode() if pictures else None
    )


@on_sqlite
@pytest.mark.parametrize(
    ("arguments", "typed", "status", "said"),
    [
        (["export"], "", 2, "Give REFERENCE, or --sender"),
        (["export", "62812", "--sender"], TYPED, 2, "Give REFERENCE, or --sender"),
        (["export", "--sender"], "siti", 1, "neither a telephone number"),
        (["delete", "--sender"], f"{TYPED}\nn\n", 1, "Delete all that is stored under 62812"),
        (["delete", "--sender", "--yes"], "6281290009009", 0, "0 photos"),
        (["delete", "--sender", "--yes"], "123456789@lid", 0, "0 conversations"),
    ],
)
def test_what_is_asked_is_clear(store, phone, run, arguments, typed, status, said):
    holds(phone("nik", sender=OURS))
    before = [one for one in rows(store) if one[0] != "trail"]
    done = run(*arguments, typed=typed)
    assert (done.exit_code, said in done.output) == (status, True), done.output
    assert [one for one in rows(store) if one[0] != "trail"] == before


@on_sqlite
@pytest.mark.parametrize(("by", "kept"), [("the citizen", 1), ("the operator", 0)])
def test_what_a_bot_stored_is_the_operators_to_delete(store, phone, run, by, kept):
    new = NewSubmission(owner="bot", service="nik", variant="aktivasi", reference=OURS)
    with store.writing() as connection:
        submissions.create(connection, store.vault, new, "NIK", 1.0)
    ours = phone("nik", sender=OURS)
    files(ours)
    if by == "the citizen":
        ours.says("hapus data saya")
    else:
        run("delete", "--sender", "--yes")
    left = [row["owner"] for name, row in rows(store) if name == "submissions" and row["batch_id"]]
    assert left == ["bot"] * kept


@on_sqlite
def test_a_worker_amid_the_message_of_a_deleted_sender_writes_nothing(store, desk, phone, run):
    ours = phone("nik", sender=OURS)
    real = desk.dialogue.prepare

    def prepare(*given):
        handler = real(*given)
        assert run("delete", "--sender", "--yes").exit_code == 0
        return handler

    desk.dialogue.prepare = prepare
    assert ours.says("halo") == []
    assert not [*stored(store, CONVERSATIONS), *stored(store, CHANNEL_REPLIES)]
    (message,) = stored(store, CHANNEL_MESSAGES)
    assert (message.state, message.sender_mac, message.sealed_payload) == (
        "dead",
        None,
        None,
    )
