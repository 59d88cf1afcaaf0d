"""What an officer's screen shows of one photo."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import abort
from sqlalchemy import Connection, RowMapping

from api.desk import messages
from api.desk.person import person
from api.desk.rights import Right
from api.service import service
from api.store import answers, batches, claims, intake, trail
from api.store.intake import Names
from precheck.office import Office

KEYED = (
    *("cropping", "occlusion", "glare", "blur", "dark"),
    *("overexposed", "shadow", "too_small", "wrong_document"),
)
"""Reasons that the keys 1 to 9 choose, always the same."""
OTHERS = ("no_document", "several_documents", "low_contrast", "perspective", "noise")
"""Those without a key; and `number_unread`, where the document bears a number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbered:
    """The photo's number as the officer sees it."""

    kind: str
    state: str
    masked: str | None
    text: str | None
    """In full; None where there is none, or it is not for these eyes, or gone."""
    digits: tuple[tuple[str, str], ...]
    """Each sign and its state: read, doubtful or unread."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """One photo on the screen."""

    photo: RowMapping
    batch: RowMapping
    batch_name: str | None
    names: Names
    mine: bool
    """Whether this officer may decide it now."""
    picture: bool
    """Whether there is still a picture to show."""
    number: Numbered | None
    message: str | None
    """What the citizen would be told."""
    reason: str | None
    """With which R sends it back."""
    reasons: tuple[str, ...]
    others: tuple[str, ...]
    answer: Mapping[str, Any] | None


def load(connection: Connection, photo: RowMapping, now: float) -> Card:
    """Make the card of a photo, claim it if it is free, and note who looks at what."""
    here, me = service(), person()
    vault = here.store.vault
    batch = batches.get(connection, photo["batch_id"])
    if batch is None:
        abort(404)
    mine = _mine(connection, photo, now)
    number = _number(photo, full=mine or me.may(Right.NUMBERS))
    answer = photo["answer"]
    unread = ("number_unread",) if number else ()
    card = Card(
        photo=photo,
        batch=batch,
        batch_name=batches.name(vault, batch),
        names=intake.names(vault, photo),
        mine=mine,
        picture=photo["file_id"] is not None,
        number=number,
        message=_message(photo, batch["lang"], here.office),
        reason=photo["reason"] or "blur",
        reasons=KEYED,
        others=OTHERS + unread,
        answer=answer,
    )
    _note(connection, photo["id"], now, number=number)
    return card


def _mine(connection: Connection, photo: RowMapping, now: float) -> bool:
    """Claim it; what stands in no queue may be decided too, while nobody else has claimed it."""
    if photo["decision"] is not None or photo["state"] not in {"done", "dead"}:
        return False
    me = person().name
    if photo["for_officer"]:
        return claims.claim(connection, photo["id"], me, now)
    return (photo["claim_until"] or 0) < now or photo["claimed_by"] == me


def _number(photo: RowMapping, *, full: bool) -> Numbered | None:
    told = (photo["answer"] or {}).get("number")
    if told is None:
        return None
    secret = (answers.opened(service().store.vault, photo) if full else None) or {}
    text = answers.full_number(secret)
    digits = secret.get("digits") or [{"char": char, "state": "read"} for char in text or ""]
    return Numbered(
        kind=told["kind"],
        state=told["state"],
        masked=photo["number_masked"],
        text=text,
        digits=tuple((digit["char"], digit["state"]) for digit in digits),
    )


def _message(photo: RowMapping, lang: str, office: Office) -> str | None:
    if photo["decision"] or photo["state"] == "expired" or photo["answer"] is None:
        return str(photo["message"]) if photo["message"] else None
    reason = photo["reason"] if photo["verdict"] == "re-photo" else None
    return messages.told(photo, lang, office, reason=reason)


def _note(connection: Connection, id_: str, now: float, *, number: Numbered | None) -> None:
    who = person().name
    trail.add(connection, trail.Act(who=who, act="view_photo", subject=id_), now)
    if number is not None and number.text is not None:
        trail.add(connection, trail.Act(who=who, act="view_number", subject=id_), now)
