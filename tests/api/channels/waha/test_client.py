"""WAHA as a channel, on a stand-in server."""

import time

import pytest

from api.channels.channel import MediaFailed, MediaLater, NotAccepted, Outgoing, Rejected, Unsure
from api.channels.configuration import Number
from api.channels.messages import Incoming, Kind, Media, Problem, Reply
from api.channels.waha.client import WahaChannel, sent_id
from api.outgoing.addresses import Refused
from tests.api.channels.made import loaded
from tests.servers.ports import free_port
from tests.servers.waha import CHAT, SESSION

MENU = (("kk", "Kartu Keluarga"), ("ktp", "KTP"))


@pytest.fixture
def channel(waha, tmp_path):
    return WahaChannel.of(loaded(tmp_path, waha=waha.url), 1000)


def outgoing(text="Halo", since=None, **given):
    plain, to = given.pop("plain", False), given.pop("to", CHAT)
    reply, at = Reply(text=text, **given), time.time() if since is None else since
    more = {"to": to, "as_template": False, "tried_at": at, "plain": plain}
    return Outgoing(id="01R", number=Number(id=SESSION), reply=reply, **more)


def fetch(channel, waha, name):
    return channel.fetch(Media(url=f"{waha.url}/api/files/{name}"))


def test_a_file_is_fetched_with_the_key(waha, channel):
    waha.files["1.jpeg"] = b"picture"
    assert fetch(channel, waha, "1.jpeg") == b"picture"


@pytest.mark.parametrize(("size", "problem"), [(None, Problem.GONE), (1001, Problem.TOO_LARGE)])
def test_files_that_cannot_be_had(waha, channel, size, problem):
    if size:
        waha.files["1.jpeg"] = b"x" * size
    with pytest.raises(MediaFailed) as result:
        fetch(channel, waha, "1.jpeg")
    assert result.value.problem is problem


def test_a_damaged_file_is_fetched_later(waha, channel):
    waha.files["1.jpeg"] = b"picture"
    with pytest.raises(MediaLater):
        channel.fetch(Media(url=f"{waha.url}/api/files/1.jpeg", size=8))


@pytest.mark.parametrize(
    "url", ["http://evil.example/api/files/1.jpeg", "http://0x7f000001/x", "", "\r\n", None]
)
def test_a_file_elsewhere_is_never_fetched(waha, channel, url):
    began = time.monotonic()
    with pytest.raises(Refused):
        channel.fetch(Media(url=url))
    assert time.monotonic() - began < 0.5
    assert waha.sent == []


def test_choices_are_a_numbered_text(waha, channel):
    channel.send(outgoing("Pilih:", buttons=MENU))
    (sent,) = waha.sent
    assert sent["asked"] == {
        "session": SESSION,
        "chatId": CHAT,
        "text": "Pilih:\n1. Kartu Keluarga\n2. KTP",
    }


def test_a_picture(waha, channel):
    channel.send(outgoing(picture=b"x"))
    asked = waha.sent[0]["asked"]
    assert (asked["caption"], asked["file"]["data"]) == ("Halo", "eA==")


@pytest.mark.parametrize("more", [{"picture": b"x"}, {"quotes": "A"}])
def test_a_rejected_picture_or_quotation_leaves_the_text(waha, channel, more):
    waha.faults.append(422)
    channel.send(outgoing(**more))
    assert waha.sent[0]["asked"] == {"session": SESSION, "chatId": CHAT, "text": "Halo"}


def test_after_an_unsure_try_the_picture_is_left_out(waha, channel):
    channel.send(outgoing(picture=b"x", plain=True))
    assert waha.sent[0]["asked"]["text"] == "Halo"


def test_a_quotation(waha, channel):
    channel.send(outgoing(quotes="false_628@c.us_A"))
    assert waha.sent[0]["asked"]["reply_to"] == "false_628@c.us_A"


@pytest.mark.parametrize(
    ("status", "kind"),
    [(429, NotAccepted), (401, NotAccepted), (500, Unsure), (422, Rejected)],
)
def test_answers(waha, channel, status, kind):
    waha.faults.append(status)
    with pytest.raises(kind):
        channel.send(outgoing())
    assert not channel.was_sent(outgoing())


def test_the_chat_says_what_became_of_an_unsure_reply(waha, channel):
    waha.faults.append("accepted")
    with pytest.raises(Unsure):
        channel.send(outgoing())
    assert channel.was_sent(outgoing())
    assert not channel.was_sent(outgoing("Lain"))
    assert not channel.was_sent(outgoing(since=time.time() + 100))
    assert not channel.was_sent(outgoing(to="6281200009002@c.us"))


def test_while_waha_is_down_nothing_is_decided(tmp_path):
    down = f"http://127.0.0.1:{free_port()}"
    channel = WahaChannel.of(loaded(tmp_path, waha=down), 1000)
    with pytest.raises(MediaLater):
        channel.fetch(Media(url=f"{down}/api/files/1.jpeg"))
    with pytest.raises(NotAccepted, match="no_connection"):
        channel.send(outgoing())
    with pytest.raises(Unsure):
        channel.was_sent(outgoing())


def test_a_chat_that_waha_does_not_show_decides_nothing(waha, channel):
    waha.faults_of_chats.append((200, b'{"error": "no store"}'))
    with pytest.raises(Unsure):
        channel.was_sent(outgoing())


def test_a_chat_is_shown_as_seen_with_the_sign_of_writing(waha, channel):
    message = Incoming(
        channel="waha",
        number_id=SESSION,
        message_id="false_A1",
        sender=CHAT,
        sent_at=time.time(),
        kind=Kind.TEXT,
    )
    channel.notice(Number(id=SESSION), message)
    asked = {"session": SESSION, "chatId": CHAT}
    assert waha.noticed == [("sendSeen", asked), ("startTyping", asked)]
    assert waha.sent == []


@pytest.mark.parametrize(
    ("told", "id_"),
    [
        ({"id": "true_628@c.us_A1"}, "true_628@c.us_A1"),
        ({"id": {"_serialized": "true_628@c.us_A1"}}, "true_628@c.us_A1"),
        ({"key": {"id": "A1"}}, "A1"),
        ({"id": 7, "key": []}, None),
        ({}, None),
    ],
)
def test_the_id_of_a_sent_message_is_read_from_every_engine(told, id_):
    assert sent_id(told) == id_


def test_a_sent_reply_returns_its_id(channel):
    assert channel.send(outgoing()) == f"true_{CHAT}_A1"
