"""How a citizen can be reached now: freely, by the number's template alone, or not at all."""

from collections.abc import Mapping
from enum import StrEnum

from api.desk.pages.language import Words
from api.http import number_templates
from api.store.channels.conversations import REPORTING
from api.store.channels.stored import StoredConversation

MAX_TEXT = 1000
"""Characters of an officer's message; a template takes no more."""


class Reach(StrEnum):
    """How a message goes out."""

    FREE = "free"
    TEMPLATE = "template"
    """The 24 hours after the citizen's last message are over."""
    NONE = "none"
    """The same, and the number has no template; or the conversation is gone."""


def reach(conversation: StoredConversation | None, now: float) -> Reach:
    """Return how the citizen of a conversation can be reached."""
    if conversation is None:
        return Reach.NONE
    if conversation.channel not in REPORTING or conversation.window_until > now:
        return Reach.FREE
    known = number_templates.has_template(conversation.channel, conversation.number_id)
    return Reach.TEMPLATE if known else Reach.NONE


DELIVERY_WORDS: Mapping[str, Words] = {
    "queued": ("menunggu dikirim", "waits to be sent"),
    "sending": ("sedang dikirim", "being sent"),
    "sent": ("terkirim", "sent"),
    "delivered": ("sampai", "delivered"),
    "failed": ("gagal terkirim", "failed"),
}

KIND_WORDS: Mapping[str, Words] = {
    "image": ("foto", "photo"),
    "document": ("file", "file"),
    "sticker": ("stiker", "sticker"),
    "voice": ("pesan suara", "voice message"),
    "video": ("video", "video"),
    "location": ("lokasi", "place"),
    "contact": ("kontak", "contact"),
    "choice": ("tombol", "button"),
}
"""Messages without a text."""
