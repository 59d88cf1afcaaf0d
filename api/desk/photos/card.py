"""The card: what an officer's screen shows of one photo."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import Connection, RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.sessions import MAX_SESSION_SECONDS
from api.desk.photos import tiles, visibility
from api.desk.photos.gone import why_gone
from api.desk.photos.marks import MarkedView, marked_views
from api.desk.queue.messages import decision_message
from api.desk.submissions.panel import SubmissionPanel, load_panel
from api.service import service
from api.store import audit_trail, batches
from api.store.photos import answers, claims, documents, holders, intake, siblings
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
"""The others; also `number_unread` if the document has a number."""
LETTERS = {
    Code.NO_DOCUMENT: "d",
    Code.SEVERAL_DOCUMENTS: "b",
    Code.LOW_CONTRAST: "p",
    Code.PERSPECTIVE: "m",
    Code.NOISE: "i",
    Code.NUMBER_UNREAD: "x",
}
"""Their keys: letters that press nothing else, mostly of their Indonesian words."""


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
    views: tuple[MarkedView, ...]
    """Views of the picture, the one to begin with first."""
    full: bool
    """Whether number and pictures are shown unmasked."""
    unmaskable: bool
    """Whether this person may unmask it, and there is something to unmask."""
    number: CardNumber | None
    message: str | None
    """Message to the citizen."""
    siblings: Sequence[RowMapping]
    """Other photos of its reference; empty where the submission shows them."""
    submission: SubmissionPanel | None
    """The submission that it belongs to, with its other photos."""

    @property
    def picture(self) -> bool:
        """Whether the picture is still stored."""
        return self.photo["file_id"] is not None

    @property
    def why_gone(self) -> str:
        """The rule by which the picture was deleted."""
        return why_gone(self.photo)

    @property
    def broken(self) -> bool:
        """Whether the file cannot be decoded: there is nothing to look at or to accept."""
        return answers.is_broken(self.photo)

    @property
    def hidden(self) -> bool:
        """Whether the picture is withheld because the masked number cannot be covered in it."""
        return not self.full and visibility.is_hidden(self.photo)

    @property
    def type(self) -> str | None:
        """The document type that an officer set, else the recognised one."""
        type_: str | None = self.photo["officer_type"] or self.photo["type"]
        return type_

    @property
    def answer(self) -> Mapping[str, Any] | None:
        """The answer of the check."""
        answer: Mapping[str, Any] | None = self.photo["answer"]
        return answer

    @property
    def reason(self) -> str | None:
        """Reason of a re-photo by the key R; None if the officer has to choose one."""
        reason: str | None = self.photo["error" if self.broken else "reason"]
        return reason

    @property
    def reasons(self) -> tuple[str, ...]:
        """Reasons of the keys 1 to 9."""
        return KEYBOARD_REASONS

    @property
    def others(self) -> tuple[str, ...]:
        """The other reasons that fit the document."""
        return OTHER_REASONS + (("number_unread",) if self.number else ())

    @property
    def best(self) -> str | None:
        """Id of the clearest photo of its type among its siblings and itself; None if alone."""
        return siblings.best_of([self.photo, *self.siblings], self.type)


def load_card(
    connection: Connection, photo: RowMapping, now: float, *, unmasked: bool = False
) -> PhotoCard:
    """Return the card of a photo, claim the photo if it is free, and add the audit entries.

    unmasked: whether this person has just unmasked the number.
    """
    vault, office = service().store.vault, service().office
    batch = batches.get(connection, photo["batch_id"]) or abort(404)
    mine = _claim(connection, photo, now)
    full = mine or unmasked or visibility.is_of_my_work(connection, photo)
    pages = documents.pages(connection, photo)
    open_pages = tuple(page["id"] for page in pages if documents.can_be_decided(page))
    submission = load_panel(connection, photo)
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
        views=marked_views(photo),
        full=full,
        unmaskable=not full and visibility.may_unmask() and _has_number(photo),
        number=_card_number(photo, full=full),
        message=_message(photo, batch["lang"], office),
        siblings=[] if submission else siblings.of_reference(connection, photo),
        submission=submission,
    )
    _audit(connection, card)
    if full and not unmasked and card.number is not None and card.number.text is not None:
        visibility.note_view(connection, photo["id"], now)
    return card


def _audit(connection: Connection, card: PhotoCard) -> None:
    """Add the entries of what the card shows."""
    if len(card.pages) > 1:
        tiles.audit(connection, "document", card.photo["batch_id"], [card.pages])
    beside = {"list": "reference", "photos": len(card.siblings)} if card.siblings else None
    audit_trail.add(connection, person().name, "view_photo", card.photo["id"], beside)


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
