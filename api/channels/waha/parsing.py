"""Deliveries of WAHA as messages."""

import re
from typing import Any

from api.channels.deliveries import Delivery
from api.channels.messages import Incoming, Kind, Media
from api.channels.values import clean_text, instant

CITIZEN = re.compile(r"[0-9]{1,20}@(c\.us|s\.whatsapp\.net|lid)")
"""Senders that are people: no group, broadcast or channel."""
KINDS = {"video": Kind.VIDEO, "audio": Kind.VOICE}
"""By the first part of the media's type."""
PICTURES = "image"
STICKER = "image/webp"


def delivery(content: Any) -> Delivery:
    """Return the message of a delivery; none for other events and for what the office wrote."""
    content = content if isinstance(content, dict) else {}
    payload = content.get("payload")
    if content.get("event") != "message" or not isinstance(payload, dict):
        return Delivery()
    id_, sender = clean_text(payload.get("id")), clean_text(payload.get("from"))
    if payload.get("fromMe") or id_ is None or sender is None or not CITIZEN.fullmatch(sender):
        return Delivery()
    sent_at = instant(payload.get("timestamp"))
    if sent_at is None or _opens_album(payload):
        return Delivery()
    media = _table(payload.get("media"))
    kind = _kind(payload, clean_text(media.get("mimetype")) or "")
    message = Incoming(
        channel="waha",
        number_id=clean_text(content.get("session")) or "",
        message_id=id_,
        sender=sender,
        sent_at=sent_at,
        kind=kind,
        text=clean_text(payload.get("body")) or None,
        media=_media(media) if kind in (Kind.IMAGE, Kind.DOCUMENT) else None,
        quoted=clean_text(_table(payload.get("replyTo")).get("id")),
    )
    return Delivery(messages=[message])


def _opens_album(payload: dict[str, Any]) -> bool:
    """Return whether a message only announces an album, whose pictures come one by one."""
    data = _table(payload.get("_data"))
    contents = (_table(data.get(name)) for name in ("message", "Message"))
    return data.get("type") == "album" or any("albumMessage" in one for one in contents)


def _kind(payload: dict[str, Any], mime: str) -> Kind:
    if mime or _table(payload.get("media")).get("url"):
        first = mime.partition("/")[0]
        if mime.partition(";")[0] == STICKER:
            return Kind.STICKER
        return Kind.IMAGE if first == PICTURES else KINDS.get(first, Kind.DOCUMENT)
    if payload.get("location"):
        return Kind.LOCATION
    if payload.get("vCards"):
        return Kind.CONTACT
    return Kind.TEXT if payload.get("body") and not payload.get("hasMedia") else Kind.UNKNOWN


def _media(table: dict[str, Any]) -> Media | None:
    """Return the file; None where WAHA could not fetch it and names its type alone."""
    url, mime, filename = (clean_text(table.get(name)) for name in ("url", "mimetype", "filename"))
    return None if url is None else Media(url=url, mime=mime, filename=filename)


def _table(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
