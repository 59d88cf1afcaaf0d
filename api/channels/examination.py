"""Examines the channels for the doctor: their file, their tokens, their numbers, their webhooks."""

import time
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from api.channels.channel import NotAccepted, Outgoing, Rejected, Unsure
from api.channels.cloud.client import KEY_REFUSED, CloudChannel
from api.channels.configuration import Channels, Number
from api.channels.messages import Reply
from api.channels.registration import load
from api.channels.waha.client import WahaChannel
from api.channels.work.open_channels import open_channels
from api.outgoing.addresses import Refused
from api.outgoing.calls import Answer, NoAnswer
from api.settings import Settings
from precheck.errors import BadPolicy

SECONDS = 10.0
"""Maximum time of one call."""
MAX_BYTES = 1_000_000
TOKEN_ENDED = 190
"""Error code of the Graph API."""
TEST_TEXT = "Pesan uji dari precheck. Tidak perlu dibalas."
RENEW = "Make another token for the system user, and put it where the file says."
WEBHOOK = "Enter and verify the webhook's address, and subscribe to messages: docs/whatsapp.md."


@dataclass(frozen=True, slots=True)
class Examined:
    """What was found of one number, or of the file."""

    subject: str
    found: str
    advice: str = ""
    """What to do; empty if all is well."""


def examine(settings: Settings, test_to: str | None = None) -> Iterator[Examined]:
    """Yield what is found; nothing without a channels file.

    test_to: telephone number that gets a test message of every number that is well.
    """
    try:
        channels = load(settings)
    except BadPolicy as error:
        yield Examined("channels", str(error), "Correct the file, or what it names.")
        return
    if channels is None:
        return
    opened = open_channels(channels, MAX_BYTES)
    for name, number in _numbers(channels):
        channel = opened[name]
        one = cloud(channel, number) if isinstance(channel, CloudChannel) else waha(channel, number)
        yield one
        if test_to is not None and not one.advice:
            yield _test(channel, number, test_to)


def _numbers(channels: Channels) -> Iterator[tuple[str, Number]]:
    for name, part in (("cloud", channels.cloud), ("waha", channels.waha)):
        yield from ((name, number) for number in (part.numbers if part else ()))


def cloud(channel: CloudChannel, number: Number) -> Examined:
    """Examine a number of the Cloud API, whose node names its webhook once that is verified."""
    graph, name = channel.graph, f"the number {number.id}"
    url = f"{graph.url(number.id)}?fields=display_phone_number,webhook_configuration"
    try:
        answer = graph.get(url, seconds=SECONDS)
    except (NoAnswer, Refused) as error:
        return _unreachable("cloud", error)
    if answer.status in KEY_REFUSED or graph.error_code(answer) == TOKEN_ENDED:
        return Examined("cloud", f"{name}: the token is refused ({answer.status})", RENEW)
    if 400 <= answer.status < 500:
        advice = "Write the phone number id of WhatsApp Manager, and give the token access to it."
        return Examined("cloud", f"{name} is unknown ({answer.status})", advice)
    if answer.status != 200:
        return Examined("cloud", f"{name}: status {answer.status}", "Try again later.")
    if not answer.object.get("webhook_configuration"):
        return Examined("cloud", f"{name}: its webhook is not verified", WEBHOOK)
    return Examined("cloud", f"{name} is known, its webhook verified")


def waha(channel: Any, number: Number) -> Examined:
    """Examine a session of WAHA: it works, and posts to a webhook."""
    assert isinstance(channel, WahaChannel)
    name = f"the session {number.id}"
    try:
        answer = channel.session(number.id, SECONDS)
    except (NoAnswer, Refused) as error:
        return _unreachable("waha", error)
    if answer.status in KEY_REFUSED:
        return Examined("waha", f"{name}: the key is refused ({answer.status})", "Correct it.")
    if answer.status != 200:
        return Examined("waha", f"{name} is unknown ({answer.status})", "Start it in WAHA.")
    return _judge_session(name, answer)


def _judge_session(name: str, answer: Answer) -> Examined:
    session = answer.object
    if (state := session.get("status")) != "WORKING":
        return Examined("waha", f"{name}: {state}", "Link it to the telephone in WAHA.")
    config = session.get("config")
    if not (isinstance(config, dict) and config.get("webhooks")):
        return Examined("waha", f"{name}: no webhook", "Start it with one: docs/whatsapp.md.")
    return Examined("waha", f"{name} works, with a webhook")


def _unreachable(subject: str, error: NoAnswer | Refused) -> Examined:
    code = error.code if isinstance(error, Refused) else "no answer"
    return Examined(subject, f"cannot be called: {code}", "Check address, network and firewall.")


def _test(channel: Any, number: Number, to: str) -> Examined:
    """Send a test message. An accepted one may still fail: the telephone shows it."""
    chat = f"{to}@c.us" if isinstance(channel, WahaChannel) else to
    message = Outgoing(
        id="test",
        number=number,
        to=chat,
        reply=Reply(text=TEST_TEXT),
        as_template=False,
        tried_at=time.time(),
    )
    try:
        channel.send(message)
    except (NotAccepted, Rejected, Unsure, Refused) as error:
        advice = "The code is in the channel's list of errors: docs/running.md, Troubleshooting."
        return Examined("test", f"not accepted from {number.id}: {error}", advice)
    return Examined("test", f"accepted from {number.id}; it arrives where that number was written")
