"""The card: what an officer's screen shows of one photo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import Connection, RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.sessions import MAX_SESSION_SECONDS
from api.desk.photos import tiles, visibility
from api.desk.photos.marks import MarkedView, marked_views
from api.desk.queue.messages import decision_message
from api.desk.submissions.panel import SubmissionPanel, load_panel
from api.service import service
from api.store import audit_trail, batches
from api.store.photos import answers, claims, documents, holders, intake
from api.store.photos.intake import Names
from api.store.photos.number_kinds import NOT_LOOKED_FOR, answered_number, number_kind
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
    strip: bool
    """Whether the number's place in the photo is known."""

    @property
    def doubtful(self) -> int | None:
        """Index of the first character that is not surely read; None if there is none."""
        states = (state for _, state in self.digits)
        return next((at for at, state in enumerate(states) if state != "read"), None)


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
    broken: bool
    """Whether the file cannot be decoded: there is nothing to look at or to accept."""
    views: tuple[MarkedView, ...]
    """Views of the picture, the one to begin with first."""
    full: bool
    """Whether number and pictures are shown unmasked."""
    unmaskable: bool
    """Whether this person may unmask it, and there is something to unmask."""
    hidden: bool
    """Whether the picture is withheld because the masked number cannot be covered in it."""
    type: str | None
    """The document type that an officer set, else the recognised one."""
    number: CardNumber | None
    message: str | None
    """Message to the citizen."""
    reason: str | None
    """Reason of a re-photo by the key R; None if the officer has to choose one."""
    reasons: tuple[str, ...]
    others: tuple[str, ...]
    answer: Mapping[str, Any] | None
    submission: SubmissionPanel | None
    """The submission that it belongs to, with its other photos."""


def load_card(
    connection: Connection, photo: RowMapping, now: float, *, unmasked: bool = False
) -> PhotoCard:
    """Return the card of a photo, claim the photo if it is free, and add the audit entries.

    unmasked: whether this person has just unmasked the number.
    """
    here = service()
    vault = here.store.vault
    batch = batches.get(connection, photo["batch_id"]) or abort(404)
    mine = _claim(connection, photo, now)
    full, broken = mine or unmasked, answers.is_broken(photo)
    number = _card_number(photo, full=full)
    unread = ("number_unread",) if number else ()
    pages = documents.pages(connection, photo)
    open_pages = tuple(page["id"] for page in pages if documents.can_be_decided(page))
    card = PhotoCard(
        photo=photo,
        batch=batch,
        batch_name=batches.open_name(vault, batch),
        names=intake.open_names(vault, photo),
        mine=mine,
        holder=None if mine else holders.holder(connection, photo, person().name, now),
        pages=pages,
        open_pages=open_pages,
        unseen_pages=unseen(connection, open_pages, now) - {photo["id"]},
        picture=photo["file_id"] is not None,
        broken=broken,
        views=marked_views(photo),
        full=full,
        unmaskable=not full and visibility.may_unmask() and _has_number(photo),
        hidden=not full and visibility.is_hidden(photo),
        type=photo["officer_type"] or photo["type"],
        number=number,
        message=_message(photo, batch["lang"], here.office),
        reason=photo["error"] if broken else photo["reason"],
        reasons=KEYBOARD_REASONS,
        others=OTHER_REASONS + unread,
        answer=photo["answer"],
        submission=load_panel(connection, photo),
    )
    audit_trail.add(connection, person().name, "view_photo", photo["id"])
    if len(pages) > 1:
        tiles.audit(connection, "document", photo["batch_id"], [pages])
    if mine and number is not None and number.text is not None:
        visibility.note_view(connection, photo["id"], now)
    return card


def unseen(connection: Connection, pages: Sequence[str], now: float) -> frozenset[str]:
    """Return the pages that this officer has not opened lately; none of a single photo."""
    if len(pages) == 1:
        return frozenset()
    since = now - MAX_SESSION_SECONDS
    return frozenset(pages) - audit_trail.viewed(connection, person().name, pages, since)


def _claim(connection: Connection, photo: RowMapping, now: float) -> bool:
    """Return whether this officer may decide the photo; claim it if it is in the queue."""
    if not visibility.may_decide(photo, now):
        return False
    if photo["for_officer"]:
        return claims.claim(connection, photo, person().name, now)
    return True


def _card_number(photo: RowMapping, *, full: bool) -> CardNumber | None:
    kind = number_kind(photo)
    if not kind:
        return None
    known = answered_number(photo)
    exists = known is not None or photo["sealed_typed"] is not None
    opened = answers.open_number(service().store.vault, photo) if full and exists else None
    secret, known = opened or {}, known or NOT_LOOKED_FOR
    text = answers.full_number(secret)
    digits = secret.get("digits") or [{"char": char, "state": "read"} for char in text or ""]
    return CardNumber(
        kind=kind,
        state=known["state"],
        masked=photo["number_masked"] if exists else None,
        text=text,
        digits=tuple((digit["char"], digit["state"]) for digit in digits),
        strip=bool(known.get("box")),
    )


def _has_number(photo: RowMapping) -> bool:
    secrets = ("file_id", "sealed_number", "sealed_typed")
    return bool(number_kind(photo)) and any(photo[name] is not None for name in secrets)


def _message(photo: RowMapping, lang: str, office: Office) -> str | None:
    if photo["decision"] or photo["state"] == "expired" or photo["answer"] is None:
        return str(photo["message"]) if photo["message"] else None
    reason = photo["reason"] if photo["verdict"] == "re-photo" else None
    return decision_message(photo, lang, office, reason=reason)
