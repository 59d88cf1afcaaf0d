"""Deliveries of the Cloud API as messages and statuses.

What cannot be understood is left out: an error would make WhatsApp repeat the delivery for days.
"""

from collections.abc import Iterator
from functools import partial
from typing import Any

from api.channels.cloud.payloads import AGAIN_MARK
from api.channels.deliveries import Delivery
from api.channels.messages import Incoming, Kind, Media
from api.channels.statuses import Status

KINDS = {
    "image": Kind.IMAGE,
    "document": Kind.DOCUMENT,
    "text": Kind.TEXT,
    "interactive": Kind.CHOICE,
    "button": Kind.CHOICE,
    "sticker": Kind.STICKER,
    "audio": Kind.VOICE,
    "video": Kind.VIDEO,
    "location": Kind.LOCATION,
    "contacts": Kind.CONTACT,
}
SILENT = frozenset({"reaction", "system", "request_welcome"})
"""Types that call for no answer."""
ARRIVED = {"sent": False, "delivered": True, "read": True}
"""Statuses of accepted replies, and whether the citizen has them."""


def delivery(content: Any) -> Delivery:
    """Return what a delivery holds, album pictures each as a message of its own."""
    messages: list[Incoming] = []
    statuses: list[Status] = []
    for value in _values(content):
        number_id = str(_table(value.get("metadata")).get("phone_number_id", ""))
        for one in _tables(value.get("messages")):
            message = _message(number_id, one)
            if message is not None:
                messages.append(message)
        statuses.extend(filter(None, map(_status, _tables(value.get("statuses")))))
    return Delivery(messages=messages, statuses=statuses)


def _values(content: Any) -> Iterator[dict[str, Any]]:
    for entry in _tables(_table(content).get("entry")):
        for change in _tables(entry.get("changes")):
            if change.get("field") == "messages":
                yield _table(change.get("value"))


def _message(number_id: str, one: dict[str, Any]) -> Incoming | None:
    type_, id_, sender = one.get("type"), one.get("id"), one.get("from")
    if type_ in SILENT or not isinstance(id_, str) or not isinstance(sender, str):
        return None
    kind, body = KINDS.get(str(type_), Kind.UNKNOWN), _table(one.get(str(type_)))
    try:
        sent_at = float(one.get("timestamp", ""))
    except (TypeError, ValueError):
        return None
    return Incoming(
        channel="cloud",
        number_id=number_id,
        message_id=id_,
        sender=sender,
        sent_at=sent_at,
        kind=kind,
        text=_text(kind, body),
        media=_media(body) if kind in (Kind.IMAGE, Kind.DOCUMENT) else None,
    )


def _text(kind: Kind, body: dict[str, Any]) -> str | None:
    chosen = _table(body.get("button_reply")) or _table(body.get("list_reply"))
    text = {
        Kind.TEXT: body.get("body"),
        Kind.CHOICE: chosen.get("id") or body.get("payload"),
    }.get(kind, body.get("caption"))
    return text if isinstance(text, str) else None


def _media(body: dict[str, Any]) -> Media | None:
    texts = {name: value for name, value in body.items() if isinstance(value, str)}
    if "id" not in texts:
        return None
    return Media(
        id=texts["id"],
        mime=texts.get("mime_type"),
        sha256=texts.get("sha256"),
        filename=texts.get("filename"),
    )


def _status(one: dict[str, Any]) -> Status | None:
    tag, status = one.get("biz_opaque_callback_data"), one.get("status")
    if not isinstance(tag, str) or not tag.isascii():
        return None
    reply = partial(Status, reply_id=tag[:26], again=tag.endswith(AGAIN_MARK))
    if status == "failed":
        codes = [str(error.get("code")) for error in _tables(one.get("errors"))]
        return reply(error=(codes[0] if codes else "failed")[:32])
    known = isinstance(status, str) and status in ARRIVED
    return reply(arrived=ARRIVED[str(status)]) if known else None


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _tables(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
