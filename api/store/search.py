"""Photos by what people look for: batch, pile, type, reason, a part of number or name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from api.store import claims, intake
from api.store.crypto import Vault
from api.store.intake import Names
from api.store.tables import BATCHES, PHOTOS


class Pile(StrEnum):
    """Where a photo stands, of all of which it is in one."""

    UNFINISHED = "unfinished"
    """No worker has come to it yet."""
    WAITING = "waiting"
    """For an officer."""
    ACCEPT = "accept"
    """Surely readable, and not decided."""
    RE_PHOTO = "re-photo"
    """Surely to be sent back, and not decided."""
    ERROR = "error"
    """Of no verdict: the file cannot be looked at."""
    DECIDED = "decided"
    EXPIRED = "expired"


_UNDECIDED = PHOTOS.c.decision.is_(None) & (PHOTOS.c.state == "done") & ~PHOTOS.c.for_officer

PILES: Mapping[Pile, ColumnElement[bool]] = {
    Pile.UNFINISHED: PHOTOS.c.state.in_(("queued", "leased")),
    Pile.WAITING: claims.waiting(),
    Pile.ACCEPT: _UNDECIDED & (PHOTOS.c.verdict == "accept"),
    Pile.RE_PHOTO: _UNDECIDED & (PHOTOS.c.verdict == "re-photo"),
    Pile.ERROR: _UNDECIDED & PHOTOS.c.verdict.is_(None),
    Pile.DECIDED: PHOTOS.c.decision.is_not(None),
    Pile.EXPIRED: PHOTOS.c.state == "expired",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What is looked for; everything where nothing is said."""

    batch_id: str | None = None
    pile: Pile | None = None
    type: str | None = None
    reason: str | None = None
    """First reason of the machine, or the officer's."""
    text: str = ""
    """A part of the masked number, the file's name, the folder, the reference or the sender."""


@dataclass(frozen=True, slots=True)
class Found:
    """A photo with its batch's `batch_lang` and `line`, and its names."""

    photo: RowMapping
    names: Names


def photos(connection: Connection, vault: Vault, wanted: Wanted) -> Iterator[Found]:
    """Yield the newest batch's photos first, each batch in the order its photos came.

    Names lie encrypted, so that a text is looked for in each photo that fits the rest.
    """
    query = (
        select(PHOTOS, BATCHES.c.line, BATCHES.c.lang.label("batch_lang"))
        .join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
        .where(*_conditions(wanted))
        .order_by(BATCHES.c.created_at.desc(), PHOTOS.c.batch_id, PHOTOS.c.position, PHOTOS.c.page)
    )
    text = wanted.text.casefold().strip()
    for photo in connection.execution_options(yield_per=200).execute(query).mappings():
        found = Found(photo, intake.names(vault, photo))
        if text in _told(found).casefold():
            yield found


def photo(connection: Connection, id_: str) -> RowMapping | None:
    """Return one photo, with its batch's line and language."""
    query = (
        select(PHOTOS, BATCHES.c.line, BATCHES.c.lang.label("batch_lang"))
        .join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
        .where(PHOTOS.c.id == id_)
    )
    return connection.execute(query).mappings().first()


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    if wanted.batch_id is not None:
        yield PHOTOS.c.batch_id == wanted.batch_id
    if wanted.pile is not None:
        yield PILES[wanted.pile]
    if wanted.type is not None:
        yield PHOTOS.c.type == wanted.type
    if wanted.reason is not None:
        yield (PHOTOS.c.reason == wanted.reason) | (PHOTOS.c.decision_reason == wanted.reason)


def _told(found: Found) -> str:
    names = found.names
    parts = (found.photo["number_masked"], names.file, names.folder, names.reference, names.sender)
    return "\n".join(part for part in parts if part)


def pile_of(photo: RowMapping) -> Pile:
    """Return the pile that a photo is in."""
    if photo["decision"] is not None:
        return Pile.DECIDED
    if photo["state"] == "expired":
        return Pile.EXPIRED
    if photo["state"] in {"queued", "leased"}:
        return Pile.UNFINISHED
    if photo["for_officer"]:
        return Pile.WAITING
    return Pile.ERROR if photo["verdict"] is None else Pile(photo["verdict"])
