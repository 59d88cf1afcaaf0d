"""Replies as the Cloud API takes them."""

import re
from typing import Any

from api.channels.channel import Outgoing
from api.channels.messages import MAX_BUTTONS, Reply

AGAIN_MARK = "again"
"""Behind the reply's id in the statuses of its second sending."""
USER_ID = re.compile(r"[A-Z]{2}\.(ENT\.)?[0-9A-Za-z]{1,128}")
"""A business-scoped user ID: country, and who of the office's business portfolio it is.

Sources: Meta, "System messages webhook reference" of 2026-08-11 (IDs that change); of providers,
docs.ycloud.com/reference/webhook-updates-bsuid and dualhook.com/docs/contacts-bsuid-api-changes
(`recipient` without `to`), docs.360dialog.com/docs/resources/phone-numbers/usernames-and-bsuid (the
form of an ID, and when the number is missing).
"""
MAX_TEXT = 4096
MAX_CAPTION = 1024
"""Of a picture, and of a text with choices."""
MAX_BUTTON_TITLE = 20
MAX_ROW_TITLE = 24
MAX_DESCRIPTION = 72
"""Of a row, below its title."""
LIST_LABELS = {"id": "Pilih", "en": "Choose"}
"""Label of the button that opens a list."""


def message(outgoing: Outgoing, picture_id: str | None) -> dict[str, Any]:
    """Return the body of a message; the picture was uploaded before.

    Its id comes back in the statuses of the message.
    """
    if outgoing.as_template:
        content, quotes = _template(outgoing), None
    else:
        content, quotes = _content(outgoing, picture_id), outgoing.reply.quotes
    return {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        **_recipient(outgoing.to),
        "biz_opaque_callback_data": outgoing.id + (AGAIN_MARK if outgoing.again else ""),
        **({"context": {"message_id": quotes}} if quotes else {}),
        **content,
    }


def notice(message_id: str) -> dict[str, Any]:
    """Return the body that marks a message as read, and shows the sign of writing."""
    return {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": message_id,
        "typing_indicator": {"type": "text"},
    }


def _recipient(to: str) -> dict[str, str]:
    """Return whom the message is for: a telephone number, or a user ID of who hides it."""
    return {"recipient" if USER_ID.fullmatch(to) else "to": to}


def _content(outgoing: Outgoing, picture_id: str | None) -> dict[str, Any]:
    reply = outgoing.reply
    if reply.buttons:
        return _typed("interactive", _choices(reply, outgoing.number.lang, picture_id))
    if picture_id is not None:
        return _typed("image", {"id": picture_id, "caption": reply.text[:MAX_CAPTION]})
    return _typed("text", {"body": reply.text[:MAX_TEXT], "preview_url": False})


def _choices(reply: Reply, lang: str, picture_id: str | None) -> dict[str, Any]:
    body = {"body": {"text": reply.text[:MAX_CAPTION]}}
    longest = max(len(title) for _, title in reply.buttons)
    if len(reply.buttons) > MAX_BUTTONS or longest > MAX_BUTTON_TITLE:  # a list takes no picture
        rows = [_row(id_, title) for id_, title in reply.buttons]
        action = {"button": LIST_LABELS[lang], "sections": [{"rows": rows}]}
        return {"type": "list", **body, "action": action}
    header = {"header": {"type": "image", "image": {"id": picture_id}}} if picture_id else {}
    buttons = [
        {"type": "reply", "reply": {"id": id_, "title": title}} for id_, title in reply.buttons
    ]
    return {"type": "button", **header, **body, "action": {"buttons": buttons}}


def _row(id_: str, title: str) -> dict[str, str]:
    """Return a row of a list; a title that is too long stands whole below its beginning."""
    if len(title) <= MAX_ROW_TITLE:
        return {"id": id_, "title": title}
    cut = f"{title[: MAX_ROW_TITLE - 1]}…"
    return {"id": id_, "title": cut, "description": title[:MAX_DESCRIPTION]}


def _template(outgoing: Outgoing) -> dict[str, Any]:
    template = outgoing.number.template
    assert template is not None
    text = " ".join(outgoing.reply.text.split())[:MAX_CAPTION]  # a parameter has no line breaks
    body = {"type": "body", "parameters": [{"type": "text", "text": text}]}
    language = {"code": template.language}
    return _typed("template", {"name": template.name, "language": language, "components": [body]})


def _typed(type_: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"type": type_, type_: content}
