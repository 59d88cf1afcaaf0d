"""WAHA as a channel."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote

from api.channels.channel import MediaFailed, MediaLater, NotAccepted, Outgoing, Rejected, Unsure
from api.channels.checksums import is_whole
from api.channels.configuration import Channels, Number, Waha
from api.channels.messages import Incoming, Media, Problem, Reply
from api.channels.values import clean_text
from api.outgoing.addresses import Refused
from api.outgoing.calls import Answer, Caller, NoAnswer

GONE_STATUSES = frozenset({404, 410})
NOTICE_SECONDS = 5.0
"""Maximum time of each mark that a message is read; no answer waits for it."""
LATEST = 20
"""Messages of a chat that are searched for a reply."""
CLOCK_SECONDS = 5.0
"""Difference of the two clocks that the search allows for."""


@dataclass(frozen=True, slots=True)
class WahaChannel:
    """Fetches media and sends replies; choices are a numbered text."""

    settings: Waha
    caller: Caller
    max_bytes: int

    @classmethod
    def of(cls, channels: Channels, max_bytes: int) -> "WahaChannel":
        """Return the channel of a configuration with [waha]."""
        assert channels.waha is not None
        caller = Caller(channels.waha.origins, channels.private_networks)
        return cls(channels.waha, caller, max_bytes)

    def fetch(self, media: Media) -> bytes:
        """Return the bytes of a message's file. Raises MediaFailed, MediaLater."""
        try:
            answer = self._call("GET", str(media.url), max_bytes=self.max_bytes)
        except NoAnswer as error:
            raise MediaLater from error
        except Refused as refused:
            if refused.code == "too_large":
                raise MediaFailed(Problem.TOO_LARGE) from refused
            raise
        if answer.status in GONE_STATUSES:
            raise MediaFailed(Problem.GONE)
        if answer.status != 200:
            raise MediaLater(answer.retry_after)
        if not is_whole(answer.body, media.sha256, media.size):
            raise MediaLater
        return answer.body

    def notice(self, number: Number, incoming: Incoming) -> None:
        """Mark a chat as seen, and show the sign of writing. Raises Refused, NoAnswer."""
        body = {"session": number.id, "chatId": incoming.sender}
        for path in ("sendSeen", "startTyping"):
            url = f"{self.settings.url}/api/{path}"
            self._call("POST", url, json=body, seconds=NOTICE_SECONDS)

    def send(self, outgoing: Outgoing) -> str | None:
        """Send a reply, without its picture and quotation where they are not taken.

        Returns the message's id. Raises NotAccepted, Rejected, Unsure.
        """
        reply = replace(outgoing.reply, picture=None) if outgoing.plain else outgoing.reply
        try:
            return self._post(outgoing, reply)
        except Rejected:
            if reply.picture is None and reply.quotes is None:
                raise
            return self._post(outgoing, replace(reply, picture=None, quotes=None))

    def _post(self, outgoing: Outgoing, reply: Reply) -> str | None:
        path, content = _content(reply)
        body = {"session": outgoing.number.id, "chatId": outgoing.to, **content}
        try:
            answer = self._call("POST", f"{self.settings.url}/api/{path}", json=body)
        except NoAnswer as error:
            if error.sent:
                raise Unsure("no_answer") from error
            raise NotAccepted("no_connection") from error
        if answer.status == 429 or answer.status in (401, 403):
            raise NotAccepted(str(answer.status), answer.retry_after, whole_number=True)
        if answer.status >= 500:
            raise Unsure(str(answer.status), answer.retry_after)
        if answer.status >= 300:
            raise Rejected(str(answer.status))
        return sent_id(answer.object)

    def was_sent(self, outgoing: Outgoing) -> bool:
        """Return whether the chat holds the reply: WAHA reports no id of ours.

        Raises Unsure while WAHA does not say.
        """
        session, chat = (quote(one, safe="") for one in (outgoing.number.id, outgoing.to))
        url = f"{self.settings.url}/api/{session}/chats/{chat}/messages"
        try:
            answer = self._call("GET", f"{url}?limit={LATEST}&downloadMedia=false")
            found = json.loads(answer.body) if answer.status == 200 else None
        except (NoAnswer, ValueError) as error:
            raise Unsure("no_answer") from error
        if not isinstance(found, list):
            raise Unsure(str(answer.status))
        text, since = numbered(outgoing.reply), outgoing.tried_at - CLOCK_SECONDS
        return any(
            one.get("fromMe") and one.get("body") == text and one.get("timestamp", 0) >= since
            for one in found
            if isinstance(one, dict)
        )

    def session(self, name: str, seconds: float) -> Answer:
        """Return what WAHA tells of a session. Raises Refused, NoAnswer."""
        url = f"{self.settings.url}/api/sessions/{quote(name, safe='')}"
        return self._call("GET", url, seconds=seconds)

    def _call(self, method: str, url: str, **options: Any) -> Answer:
        headers = {"X-Api-Key": self.settings.key.get_secret_value()}
        return self.caller.call(method, url, headers=headers, **options)


def sent_id(answer: Mapping[str, Any]) -> str | None:
    """Return the id of a sent message, which WAHA's engines write differently."""
    id_, key = answer.get("id"), answer.get("key")
    if isinstance(id_, dict):
        id_ = id_.get("_serialized")
    if id_ is None and isinstance(key, dict):
        id_ = key.get("id")
    return clean_text(id_)


def _content(reply: Reply) -> tuple[str, dict[str, Any]]:
    """Return the call that sends a reply, and its fields."""
    quotes = {"reply_to": reply.quotes} if reply.quotes else {}
    if reply.picture is None:
        return "sendText", {"text": numbered(reply), **quotes}
    data = base64.b64encode(reply.picture).decode()
    file = {"mimetype": "image/jpeg", "filename": "photo.jpg", "data": data}
    return "sendImage", {"file": file, "caption": numbered(reply), **quotes}


def numbered(reply: Reply) -> str:
    """Return the text with its choices as numbered lines."""
    lines = [f"{n}. {title}" for n, (_, title) in enumerate(reply.buttons, 1)]
    return "\n".join((reply.text, *lines))
