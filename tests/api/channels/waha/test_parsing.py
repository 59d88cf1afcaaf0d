"""Deliveries of WAHA: messages of citizens only."""

import pytest

from api.channels.messages import Kind, Media
from api.channels.waha.parsing import delivery
from tests.servers import waha

JPEG = {"url": "http://waha/api/files/1.jpeg", "mimetype": "image/jpeg", "filename": None}


def only(**payload):
    (message,) = delivery(waha.message(**payload)).messages
    return message


def test_an_image():
    message = only(body="KK", hasMedia=True, media=JPEG)
    assert (message.channel, message.number_id, message.sender) == ("waha", "default", waha.CHAT)
    assert (message.kind, message.text) == (Kind.IMAGE, "KK")
    assert message.media == Media(url=JPEG["url"], mime="image/jpeg")


@pytest.mark.parametrize(
    ("payload", "kind"),
    [
        ({"body": "halo"}, Kind.TEXT),
        ({"body": ""}, Kind.UNKNOWN),
        ({"body": "halo", "_data": {"type": "chat", "message": None}}, Kind.TEXT),
        ({"media": JPEG | {"mimetype": "application/pdf"}}, Kind.DOCUMENT),
        ({"media": JPEG | {"mimetype": "image/webp"}}, Kind.STICKER),
        ({"media": JPEG | {"mimetype": "video/mp4"}}, Kind.VIDEO),
        ({"media": JPEG | {"mimetype": "audio/ogg; codecs=opus"}}, Kind.VOICE),
        ({"location": {"latitude": "1"}}, Kind.LOCATION),
        ({"vCards": ["BEGIN:VCARD"]}, Kind.CONTACT),
        ({"hasMedia": True, "media": None, "body": "x"}, Kind.UNKNOWN),
    ],
)
def test_kinds(payload, kind):
    message = only(**payload)
    assert message.kind is kind
    assert (message.media is not None) == (kind is Kind.DOCUMENT)


@pytest.mark.parametrize(
    ("reply_to", "quoted"), [({"id": "3EB0A"}, "3EB0A"), ({}, None), (1, None)]
)
def test_the_message_that_is_answered(reply_to, quoted):
    assert only(body="itu KK", replyTo=reply_to).quoted == quoted


def test_an_image_that_waha_could_not_fetch_is_an_image_without_a_file():
    failed = {"url": None, "mimetype": "image/jpeg", "error": {"code": "ECONNREFUSED"}}
    message = only(hasMedia=True, media=failed)
    assert (message.kind, message.media) == (Kind.IMAGE, None)


@pytest.mark.parametrize(
    "content",
    [
        waha.message(body="", media=None, _data={"type": "album"}),
        *(waha.message(_data={name: {"albumMessage": {}}}) for name in ("message", "Message")),
        waha.message(fromMe=True, body="x"),
        waha.message(event="message.ack"),
        waha.message(sender="123-456@g.us", body="x"),
        waha.message(sender="status@broadcast", body="x"),
        *(waha.message(timestamp=at) for at in ("now", float("nan"), 10**400, None)),
        waha.message(sender="1@c.us\n", body="x"),
        waha.message(id=1),
        *(None, [], {}, {"event": "message"}, {"event": "message", "payload": 1}),
    ],
)
def test_anything_else_is_left_out(content):
    assert list(delivery(content).messages) == []
