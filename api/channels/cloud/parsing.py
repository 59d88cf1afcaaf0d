"""Deliveries of the Cloud API as messages and statuses.

What cannot be understood is left out: an error would make WhatsApp repeat the delivery for days.
"""

import re
from collections.abc import Iterator
from typing import Any

from api.channels.deliveries import Delivery, Status
from api.channels.messages import Incoming, Kind, Media
from api.channels.values import clean_text, instant

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
ACCEPTED = ("sent", "delivered", "read")
REPLY_ID = re.compile(r"[0-9A-Za-z]+")
ERROR_CODE = re.compile(r"[0-9A-Za-z_.-]{1,32}")


def delivery(content: Any) -> Delivery:
    """Return what a delivery holds, album pictures each as a message of its own."""
    messages: list[Incoming] = []
    statuses: list[Status] = []
    for value in _values(content):
        number_id = clean_text(_table(value.get("metadata")).get("phone_number_id")) or ""
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
    id_, sender = clean_text(one.get("id")), clean_text(one.get("from"))
    type_, sent_at = clean_text(one.get("type")) or "", instant(one.get("timestamp"))
    if type_ in SILENT or id_ is None or sender is None or sent_at is None:
        return None
    kind, body = KINDS.get(type_, Kind.UNKNOWN), _table(one.get(type_))
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
    return clean_text(text)


def _media(body: dict[str, Any]) -> Media | None:
    names = ("id", "mime_type", "sha256", "filename")
    id_, mime, sha256, filename = (clean_text(body.get(name)) for name in names)
    return None if id_ is None else Media(id=id_, mime=mime, sha256=sha256, filename=filename)


def _status(one: dict[str, Any]) -> Status | None:
    id_, status = one.get("biz_opaque_callback_data"), one.get("status")
    if not isinstance(id_, str) or not REPLY_ID.fullmatch(id_):
        return None
    if status == "failed":
        return Status(reply_id=id_[:26], error=_error_code(one) or "failed")
    return Status(reply_id=id_[:26]) if status in ACCEPTED else None


def _error_code(one: dict[str, Any]) -> str | None:
    """Return the code of the first error; None if it is no word or number."""
    code = next((error.get("code") for error in _tables(one.get("errors"))), None)
    known = isinstance(code, int | str) and ERROR_CODE.fullmatch(str(code))
    return str(code) if known else None


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _tables(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
