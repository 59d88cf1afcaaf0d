"""Deliveries of the Cloud API as messages and statuses.

What cannot be understood is left out: an error would make WhatsApp repeat the delivery for days.
"""

import re
from collections.abc import Iterator
from functools import partial
from typing import Any

from api.channels.cloud.payloads import AGAIN_MARK
from api.channels.deliveries import Delivery
from api.channels.messages import Incoming, Kind, Media
from api.channels.statuses import Status
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
EDIT = "edit"
"""Type of a change to an earlier message; that of a text is taken as a new text."""
SILENT = frozenset({"reaction", "system", "request_welcome", "revoke", EDIT})
"""Types that call for no answer."""
ARRIVED = {"sent": False, "delivered": True, "read": True}
"""Statuses of accepted replies, and whether the citizen has them."""
REPLY_TAG = re.compile(r"[0-9A-Za-z]+")
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
    id_, (sender, alias) = clean_text(one.get("id")), _sender(one)
    sent_at, one = instant(one.get("timestamp")), _edited_text(one) or one
    type_ = clean_text(one.get("type")) or ""
    if type_ in SILENT or id_ is None or sender is None or sent_at is None:
        return None
    kind, body = KINDS.get(type_, Kind.UNKNOWN), _table(one.get(type_))
    return Incoming(
        channel="cloud",
        number_id=number_id,
        message_id=id_,
        sender=sender,
        alias=alias,
        sent_at=sent_at,
        kind=kind,
        text=_text(kind, body),
        media=_media(body) if kind in (Kind.IMAGE, Kind.DOCUMENT) else None,
        quoted=clean_text(_table(one.get("context")).get("id")),
    )


def _sender(one: dict[str, Any]) -> tuple[str | None, str | None]:
    """Return the telephone number, and the user ID beside it; the user ID alone without a number.

    Who has a WhatsApp username may hide the number.
    """
    number, user_id = clean_text(one.get("from")), clean_text(one.get("from_user_id"))
    return (number or user_id, user_id if number else None)


def _edited_text(one: dict[str, Any]) -> dict[str, Any] | None:
    """Return the new wording of an edited text; None for anything else."""
    edited = _table(_table(one.get(EDIT)).get("message"))
    return edited if one.get("type") == EDIT and edited.get("type") == "text" else None


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
    tag, status = one.get("biz_opaque_callback_data"), one.get("status")
    if not isinstance(tag, str) or not REPLY_TAG.fullmatch(tag):
        return None
    reply = partial(Status, reply_id=tag[:26], again=tag.endswith(AGAIN_MARK))
    if status == "failed":
        return reply(error=_error_code(one) or "failed")
    known = isinstance(status, str) and status in ARRIVED
    return reply(arrived=ARRIVED[str(status)]) if known else None


def _error_code(one: dict[str, Any]) -> str | None:
    """Return the code of the first error; None if it is no word or number."""
    code = next((error.get("code") for error in _tables(one.get("errors"))), None)
    known = isinstance(code, int | str) and ERROR_CODE.fullmatch(str(code))
    return str(code) if known else None


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}


def _tables(value: Any) -> list[dict[str, Any]]:
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []
