"""Messages as a table: one row a recipient."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from api.desk.messages.recipients import Recipient
from api.desk.pages.language import Words, in_language, localised
from api.desk.pages.words import REASON_WORDS, STATUS_WORDS
from api.store.photos.search import FoundPhoto, Status

COLUMNS: Mapping[str, Words] = {
    "sender": ("Pengirim", "Sender"),
    "phone": ("Nomor WhatsApp", "WhatsApp number"),
    "files": ("File", "Files"),
    "reasons": ("Alasan", "Reasons"),
    "message": ("Pesan", "Message"),
    "sent": ("Terkirim", "Sent"),
    "sent_by": ("Dikirim oleh", "Sent by"),
}


def message_columns() -> Sequence[str]:
    """Return the headings in the page's language."""
    return tuple(localised(COLUMNS).values())


def message_rows(found: Iterable[Recipient]) -> Iterator[Mapping[str, Any]]:
    """Yield a row for each recipient, by heading."""
    headings = localised(COLUMNS)
    for one in found:
        cells = {
            "sender": one.name,
            "phone": one.phone,
            "files": _joined(photo.names.file for photo in one.photos),
            "reasons": _joined(reason_of(photo) for photo in one.photos),
            "message": one.message,
            "sent": _sent(one),
            "sent_by": _joined(photo.photo["sent_by"] or "" for photo in one.photos),
        }
        yield {headings[name]: cell for name, cell in cells.items()}


def reason_of(found: FoundPhoto) -> str:
    """Return why another photo is needed, in the page's language."""
    photo = found.photo
    if photo["decision"] is None:
        return in_language(*STATUS_WORDS[Status.EXPIRED])
    if photo["decision_reason"] is None:
        return in_language(*STATUS_WORDS[Status.ERROR])
    return in_language(*REASON_WORDS[photo["decision_reason"]])


def _sent(one: Recipient) -> str:
    """Return whether the messages of all photos, of some or of none are marked as sent."""
    sent = sum(photo.photo["sent_at"] is not None for photo in one.photos)
    if sent == len(one.photos):
        return in_language("ya", "yes")
    return in_language("sebagian", "in part") if sent else in_language("belum", "no")


def _joined(texts: Iterable[str]) -> str:
    """Return the texts in order, each once."""
    return ", ".join(text for text in dict.fromkeys(texts) if text)
