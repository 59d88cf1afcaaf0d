"""Deliveries of the Cloud API; what cannot be understood is left out."""

import json

import pytest

from api.channels.cloud.parsing import delivery
from api.channels.deliveries import Status
from api.channels.messages import Incoming, Kind, Media
from tests.servers import graph

SENDER = graph.CITIZEN
USER_ID = "ID.13491208655302741918"


def only(one):
    (message,) = delivery(graph.messages(one)).messages
    return message


def test_an_image():
    message = only(graph.image("wamid.1", "42", b"x", at=1000))
    assert message == Incoming(
        channel="cloud",
        number_id=graph.NUMBER,
        message_id="wamid.1",
        sender=SENDER,
        sent_at=1000.0,
        kind=Kind.IMAGE,
        text="KK",
        media=Media(
            id="42", mime="image/jpeg", sha256="LXEWQrcmsEQBYnyp+6wy9chTD7GQPMTbAiWHF5IaSIE="
        ),
    )


@pytest.mark.parametrize(
    ("type_", "body", "kind", "text"),
    [
        ("text", {"body": "halo"}, Kind.TEXT, "halo"),
        ("document", {"id": "1", "filename": "kk.pdf", "caption": "KK"}, Kind.DOCUMENT, "KK"),
        ("interactive", {"button_reply": {"id": "kk", "title": "KK"}}, Kind.CHOICE, "kk"),
        ("interactive", {"list_reply": {"id": "ktp", "title": "KTP"}}, Kind.CHOICE, "ktp"),
        ("button", {"payload": "p", "text": "Ya"}, Kind.CHOICE, "p"),
        ("sticker", {"id": "1"}, Kind.STICKER, None),
        ("audio", {"id": "1", "voice": True}, Kind.VOICE, None),
        ("video", {"id": "1", "caption": "lihat"}, Kind.VIDEO, "lihat"),
        ("location", {"latitude": 1}, Kind.LOCATION, None),
        ("contacts", [{"name": {}}], Kind.CONTACT, None),
        ("text", {"body": "halo \ud83d"}, Kind.TEXT, "halo ?"),
        ("unsupported", {}, Kind.UNKNOWN, None),
        ("text", "junk", Kind.TEXT, None),
        ("image", {"caption": 1}, Kind.IMAGE, None),
    ],
)
def test_kinds(type_, body, kind, text):
    message = only(graph.message("1", type_=type_) | {type_: body})
    assert (message.kind, message.text) == (kind, text)
    assert (message.media is not None) == (type_ == "document")


@pytest.mark.parametrize("type_", [[], {}, None, 1, json.loads("[" * 900 + "]" * 900)])
def test_a_type_that_is_no_word_is_unknown(type_):
    assert only(graph.message("1") | {"type": type_}).kind is Kind.UNKNOWN


def edit(type_, **body):
    changed = {"context": {"id": "M0"}, "type": type_, type_: body}
    edited = {"original_message_id": "wamid.0", "message": changed}
    return graph.message("wamid.1", type_="edit") | {"edit": edited}


def test_an_edited_text_is_a_new_text():
    message = only(edit("text", body="akta"))
    assert (message.message_id, message.kind, message.text) == ("wamid.1", Kind.TEXT, "akta")


@pytest.mark.parametrize(
    ("context", "quoted"),
    [({"id": "wamid.0", "from": SENDER}, "wamid.0"), ({"forwarded": True}, None), ([], None)],
)
def test_the_message_that_is_answered(context, quoted):
    assert only(graph.text("1") | {"context": context}).quoted == quoted


@pytest.mark.parametrize(
    ("given", "sender", "alias"),
    [
        ({"from_user_id": USER_ID}, SENDER, USER_ID),
        ({"from": None, "from_user_id": USER_ID}, USER_ID, None),
        ({"from_user_id": 1}, SENDER, None),
    ],
    ids=["with the number", "without the number", "junk"],
)
def test_a_sender_is_known_by_number_or_user_id(given, sender, alias):
    message = only(graph.text("1") | given)
    assert (message.sender, message.alias) == (sender, alias)


def test_an_album_is_messages_of_their_own():
    album = [graph.image(f"wamid.{n}", f"{n}") for n in range(3)]
    assert [one.media.id for one in delivery(graph.messages(*album)).messages] == ["0", "1", "2"]


@pytest.mark.parametrize(
    "one",
    [
        graph.message("1", type_="reaction", emoji="x"),
        graph.message("1", type_="system"),
        graph.message("1", type_="revoke", original_message_id="0"),
        edit("image", caption="KK", id="1"),
        *(graph.message("1", type_="edit") | {"edit": one} for one in (None, {}, {"message": []})),
        {"type": "text", "from": SENDER, "timestamp": "1"},
        {"type": "text", "id": "1", "timestamp": "1"},
        {"type": "text", "id": "1", "from": SENDER},
        *(
            {"type": "text", "id": "1", "from": SENDER, "timestamp": at}
            for at in ("soon", "nan", "inf", float("nan"), 10**400, None, [])
        ),
        {},
        "junk",
    ],
)
def test_messages_that_call_for_no_answer(one):
    assert delivery(graph.messages(one)).messages == []


@pytest.mark.parametrize(
    "content",
    [
        *(None, 1, "x", [], {}, {"entry": 1}, {"entry": [1]}, {"entry": [{"changes": 1}]}),
        {"entry": [{"changes": [{"field": "messages", "value": 1}]}]},
        {"entry": [{"changes": [{"field": "messages", "value": {"messages": 1, "statuses": 1}}]}]},
        {"entry": [{"changes": [{"field": "account_update", "value": {"messages": [{}]}}]}]},
    ],
)
def test_junk_is_an_empty_delivery(content):
    result = delivery(content)
    assert (list(result.messages), list(result.statuses)) == ([], [])


@pytest.mark.parametrize(
    ("status", "more", "expected"),
    [
        ("sent", {}, Status(reply_id="01R")),
        ("delivered", {}, Status(reply_id="01R", arrived=True)),
        ("read", {}, Status(reply_id="01R", arrived=True)),
        ("failed", {"errors": [{"code": 131047}]}, Status(reply_id="01R", error="131047")),
        ("failed", {}, Status(reply_id="01R", error="failed")),
        ("failed", {"errors": [{"code": "a\0b"}]}, Status(reply_id="01R", error="failed")),
        ([], {}, None),
        ("sent", {"biz_opaque_callback_data": "01R\0"}, None),
        ("deleted", {}, None),
        (["sent"], {}, None),
    ],
)
def test_statuses(status, more, expected):
    one = {"status": status, "biz_opaque_callback_data": "01R", **more}
    assert list(delivery(graph.statuses(one)).statuses) == ([expected] if expected else [])


@pytest.mark.parametrize(("mark", "again"), [("", False), ("again", True)])
def test_a_status_names_the_sending_that_it_is_about(mark, again):
    one = {"status": "failed", "biz_opaque_callback_data": f"{'0' * 26}{mark}"}
    (status,) = delivery(graph.statuses(one)).statuses
    assert (status.reply_id, status.again) == ("0" * 26, again)


def test_a_status_of_a_message_of_another_program_is_left_out():
    assert list(delivery(graph.statuses({"status": "sent", "id": "wamid.1"})).statuses) == []
