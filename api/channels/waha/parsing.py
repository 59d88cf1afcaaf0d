"""Deliveries of WAHA as messages."""

import re
from typing import Any

from api.channels.deliveries import Delivery
from api.channels.messages import Incoming, Kind, Media

CITIZEN = re.compile(r"^[0-9]{1,20}@(c\.us|s\.whatsapp\.net|lid)$")
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
    id_, sender = payload.get("id"), payload.get("from")
    if payload.get("fromMe") or not isinstance(id_, str) or not isinstance(sender, str):
        return Delivery()
    sent_at = payload.get("timestamp")
    if not CITIZEN.match(sender) or not isinstance(sent_at, int | float):
        return Delivery()
    media = _media(payload.get("media"))
    kind = _kind(payload, media)
    text = payload.get("body")
    message = Incoming(
        channel="waha",
        number_id=str(content.get("session", "")),
        message_id=id_,
        sender=sender,
        sent_at=float(sent_at),
        kind=kind,
        text=text if isinstance(text, str) and text else None,
        media=media if kind in (Kind.IMAGE, Kind.DOCUMENT) else None,
    )
    return Delivery(messages=[message])


def _kind(payload: dict[str, Any], media: Media | None) -> Kind:
    if media is not None:
        mime = media.mime or ""
        first = mime.partition("/")[0]
        if mime.partition(";")[0] == STICKER:
            return Kind.STICKER
        return Kind.IMAGE if first == PICTURES else KINDS.get(first, Kind.DOCUMENT)
    if payload.get("location"):
        return Kind.LOCATION
    if payload.get("vCards"):
        return Kind.CONTACT
    return Kind.TEXT if payload.get("body") and not payload.get("hasMedia") else Kind.UNKNOWN


def _media(value: Any) -> Media | None:
    if not isinstance(value, dict) or not isinstance(value.get("url"), str):
        return None
    texts = {name: one for name, one in value.items() if isinstance(one, str)}
    return Media(url=texts["url"], mime=texts.get("mimetype"), filename=texts.get("filename"))
