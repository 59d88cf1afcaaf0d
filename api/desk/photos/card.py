"""The card: what an officer's screen shows of one photo."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import Connection, RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right
from api.desk.accounts.sessions import MAX_SESSION_SECONDS
from api.desk.queue.messages import decision_message
from api.service import service
from api.store import audit_trail, batches
from api.store.photos import answers, claims, documents, holders, intake
from api.store.photos.intake import Names
from precheck.decision.verdict import Code
from precheck.office.policy import Office

KEYBOARD_REASONS = (
    *("cropping", "occlusion", "glare", "blur", "dark"),
    *("overexposed", "shadow", "too_small", "wrong_document"),
)
"""Reasons of the keys 1 to 9."""
_NOT_OFFERED = {Code.NUMBER_UNREAD, Code.SCREEN, Code.SCREENSHOT, Code.MORE_PAGES}
OTHER_REASONS = tuple(
    code.value for code in Code if code not in KEYBOARD_REASONS and code not in _NOT_OFFERED
)
"""Reasons without a key; also `number_unread` if the document has a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CardNumber:
    """The photo's number as the officer sees it."""

    kind: str
    state: str
    masked: str | None
    text: str | None
    """The full number; None if it does not exist, is erased, or the officer may not see it."""
    digits: tuple[tuple[str, str], ...]
    """Each character with its state: read, doubtful or unread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoCard:
    """One photo as displayed."""

    photo: RowMapping
    batch: RowMapping
    batch_name: str | None
    names: Names
    mine: bool
    """Whether this officer may decide it now."""
    holder: RowMapping | None
    """claimed_by and claim_until if another officer holds it."""
    pages: Sequence[RowMapping]
    """All pages of its file."""
    open_pages: tuple[str, ...]
    """Ids of the pages that can be accepted together."""
    unseen_pages: frozenset[str]
    """Ids of those that this officer has not opened: nothing is accepted unseen."""
    picture: bool
    """Whether the picture is still stored."""
    number: CardNumber | None
    message: str | None
    """Message to the citizen."""
    reason: str | None
    """Reason of a re-photo by the key R."""
    reasons: tuple[str, ...]
    others: tuple[str, ...]
    answer: Mapping[str, Any] | None


def load_card(connection: Connection, photo: RowMapping, now: float) -> PhotoCard:
    """Return the card of a photo, claim the photo if it is free, and add the audit entries."""
    here, me = service(), person()
    vault = here.store.vault
    batch = batches.get(connection, photo["batch_id"]) or abort(404)
    mine = _claim(connection, photo, now)
    number = _card_number(photo, full=mine or me.may(Right.NUMBERS))
    answer = photo["answer"]
    unread = ("number_unread",) if number else ()
    pages = documents.pages(connection, photo)
    open_pages = tuple(page["id"] for page in pages if documents.can_be_decided(page))
    card = PhotoCard(
        photo=photo,
        batch=batch,
        batch_name=batches.open_name(vault, batch),
        names=intake.open_names(vault, photo),
        mine=mine,
        holder=None if mine else holders.holder(connection, photo, me.name, now),
        pages=pages,
        open_pages=open_pages,
        unseen_pages=unseen(connection, open_pages, now) - {photo["id"]},
        picture=photo["file_id"] is not None,
        number=number,
        message=_message(photo, batch["lang"], here.office),
        reason=photo["reason"] or "blur",
        reasons=KEYBOARD_REASONS,
        others=OTHER_REASONS + unread,
        answer=answer,
    )
    _audit(connection, photo["id"], number=number)
    return card


def unseen(connection: Connection, pages: Collection[str], now: float) -> frozenset[str]:
    """Return the pages that this officer has not opened lately; none of a single photo."""
    if len(pages) == 1:
        return frozenset()
    since = now - MAX_SESSION_SECONDS
    return frozenset(pages) - audit_trail.viewed(connection, person().name, pages, since)


def _claim(connection: Connection, photo: RowMapping, now: float) -> bool:
    """Return whether this officer may decide the photo; claim it if it is in the queue."""
    if photo["decision"] is not None or photo["state"] not in {"done", "dead"}:
        return False
    me = person().name
    if photo["for_officer"]:
        return claims.claim(connection, photo, me, now)
    return (photo["claim_until"] or 0) < now or photo["claimed_by"] == me


def _card_number(photo: RowMapping, *, full: bool) -> CardNumber | None:
    answer_number = (photo["answer"] or {}).get("number")
    if answer_number is None:
        return None
    secret = (answers.open_number(service().store.vault, photo) if full else None) or {}
    text = answers.full_number(secret)
    digits = secret.get("digits") or [{"char": char, "state": "read"} for char in text or ""]
    return CardNumber(
        kind=answer_number["kind"],
        state=answer_number["state"],
        masked=photo["number_masked"],
        text=text,
        digits=tuple((digit["char"], digit["state"]) for digit in digits),
    )


def _message(photo: RowMapping, lang: str, office: Office) -> str | None:
    if photo["decision"] or photo["state"] == "expired" or photo["answer"] is None:
        return str(photo["message"]) if photo["message"] else None
    reason = photo["reason"] if photo["verdict"] == "re-photo" else None
    return decision_message(photo, lang, office, reason=reason)


def _audit(connection: Connection, id_: str, *, number: CardNumber | None) -> None:
    who = person().name
    audit_trail.add(connection, who, "view_photo", id_)
    if number is not None and number.text is not None:
        audit_trail.add(connection, who, "view_number", id_)
