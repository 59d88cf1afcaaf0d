"""Search for photos by batch, status, type, reason, and part of the number or a name."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, select

from api.store.database.vault import Vault
from api.store.photos import claims, intake
from api.store.photos.intake import Names
from api.store.tables.batches import BATCHES, PHOTOS


class Status(StrEnum):
    """A photo's status for officers; each photo has exactly one."""

    UNFINISHED = "unfinished"
    """Not checked yet."""
    WAITING = "waiting"
    """In the officers' queue."""
    ACCEPT = "accept"
    """Sure accept verdict, not decided."""
    RE_PHOTO = "re-photo"
    """Sure re-photo verdict, not decided."""
    ERROR = "error"
    """No verdict: the file cannot be decoded."""
    DECIDED = "decided"
    EXPIRED = "expired"


_AWAITS_DECISION = PHOTOS.c.decision.is_(None) & (PHOTOS.c.state == "done") & ~PHOTOS.c.for_officer

STATUS_CONDITIONS: Mapping[Status, ColumnElement[bool]] = {
    Status.UNFINISHED: PHOTOS.c.state.in_(("queued", "leased")),
    Status.WAITING: claims.waiting(),
    Status.ACCEPT: _AWAITS_DECISION & (PHOTOS.c.verdict == "accept"),
    Status.RE_PHOTO: _AWAITS_DECISION & (PHOTOS.c.verdict == "re-photo"),
    Status.ERROR: _AWAITS_DECISION & PHOTOS.c.verdict.is_(None),
    Status.DECIDED: PHOTOS.c.decision.is_not(None),
    Status.EXPIRED: PHOTOS.c.state == "expired",
}


WITH_BATCH = select(PHOTOS, BATCHES.c.line, BATCHES.c.lang.label("batch_lang")).join(
    BATCHES, BATCHES.c.id == PHOTOS.c.batch_id
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFilter:
    """Which photos to list; all by default."""

    batch_id: str | None = None
    status: Status | None = None
    type: str | None = None
    reason: str | None = None
    """First automatic reason, or the officer's."""
    text: str = ""
    """Part of the masked number, file name, folder, reference or sender."""


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A photo with its names, and its batch's `batch_lang` and `line`."""

    photo: RowMapping
    names: Names


def find(connection: Connection, vault: Vault, wanted: PhotoFilter) -> Iterator[FoundPhoto]:
    """Yield the matching photos, the newest batch first, each batch in upload order.

    Names are encrypted, so that the text is compared photo by photo after the other conditions.
    """
    query = WITH_BATCH.where(*_conditions(wanted)).order_by(
        BATCHES.c.created_at.desc(), PHOTOS.c.batch_id, PHOTOS.c.position, PHOTOS.c.page
    )
    text = wanted.text.casefold().strip()
    for photo in connection.execution_options(yield_per=200).execute(query).mappings():
        found = FoundPhoto(photo, intake.open_names(vault, photo))
        if text in _searchable_text(found).casefold():
            yield found


def get(connection: Connection, id_: str) -> RowMapping | None:
    """Return one photo with its batch's line and language; None if it does not exist."""
    return connection.execute(WITH_BATCH.where(PHOTOS.c.id == id_)).mappings().first()


def _conditions(wanted: PhotoFilter) -> Iterator[ColumnElement[bool]]:
    if wanted.batch_id is not None:
        yield PHOTOS.c.batch_id == wanted.batch_id
    if wanted.status is not None:
        yield STATUS_CONDITIONS[wanted.status]
    if wanted.type is not None:
        yield PHOTOS.c.type == wanted.type
    if wanted.reason is not None:
        yield (PHOTOS.c.reason == wanted.reason) | (PHOTOS.c.decision_reason == wanted.reason)


def _searchable_text(found: FoundPhoto) -> str:
    names = found.names
    parts = (found.photo["number_masked"], names.file, names.folder, names.reference, names.sender)
    return "\n".join(part for part in parts if part)


def status_of(photo: RowMapping) -> Status:
    """Return the photo's status."""
    if photo["decision"] is not None:
        return Status.DECIDED
    if photo["state"] == "expired":
        return Status.EXPIRED
    if photo["state"] in {"queued", "leased"}:
        return Status.UNFINISHED
    if photo["for_officer"]:
        return Status.WAITING
    return Status.ERROR if photo["verdict"] is None else Status(photo["verdict"])
