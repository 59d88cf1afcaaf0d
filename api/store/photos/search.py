"""Search for photos by batch, status, type, reason, officer, time, and part of a number or name."""

import json
import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Connection,
    RowMapping,
    Text,
    cast,
    func,
    literal,
    select,
)

from api.store import batches
from api.store.database.vault import Vault
from api.store.photos import claims, intake
from api.store.photos.intake import Names
from api.store.tables.batches import BATCHES, PHOTOS
from api.store.tables.officers import DECISIONS


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


JOINED = PHOTOS.join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)
WITH_BATCH = select(
    PHOTOS,
    BATCHES.c.line,
    BATCHES.c.lang.label("batch_lang"),
    BATCHES.c.sealed_name,
    DECISIONS.c.number.label("number_outcome"),  # confirmed | corrected
).select_from(JOINED.outerjoin(DECISIONS, DECISIONS.c.id == PHOTOS.c.decision_id))

IN_NO_MASKED_NUMBER = re.compile(r"\d{5}")
"""Masked numbers show four digits in a row at most."""

NEWEST_BATCH_FIRST: tuple[ColumnElement[Any], ...] = (
    BATCHES.c.created_at.desc(),
    *(PHOTOS.c.batch_id, PHOTOS.c.position, PHOTOS.c.page),
)
"""Default order: the newest batch first, each batch in upload order."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A span of time in seconds since 1970; open where None."""

    since: float | None = None
    before: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class PhotoFilter:
    """Which photos to list; all by default."""

    ids: tuple[str, ...] = ()
    """Only these photos, if any are given."""
    batch_id: str | None = None
    status: Status | None = None
    type: str | None = None
    reason: str | None = None
    """First automatic reason, or the officer's."""
    officer: str | None = None
    """Name of the account that decided."""
    came: Period = Period()
    decided: Period = Period()
    free: tuple[str, float] | None = None
    """An account's name and a time: only photos that no other officer has claimed then."""
    text: str = ""
    """Part of the masked number, file name, folder, reference or sender."""


@dataclass(frozen=True, slots=True)
class FoundPhoto:
    """A photo with its names, its batch's `batch_lang` and `line`, and its `number_outcome`."""

    photo: RowMapping
    names: Names
    batch_name: str | None = None


def of_batch(connection: Connection, vault: Vault, batch_id: str) -> Iterator[FoundPhoto]:
    """Yield the photos of a batch in upload order."""
    query = WITH_BATCH.where(PHOTOS.c.batch_id == batch_id).order_by(*NEWEST_BATCH_FIRST)
    for photo in connection.execution_options(yield_per=200).execute(query).mappings():
        yield found(vault, photo, intake.open_names(vault, photo))


def get(connection: Connection, id_: str) -> RowMapping | None:
    """Return one photo with its batch's line and language; None if it does not exist."""
    return connection.execute(WITH_BATCH.where(PHOTOS.c.id == id_)).mappings().first()


def type_in_force() -> ColumnElement[str]:
    """Return the type that an officer set, else the automatic one."""
    return func.coalesce(PHOTOS.c.officer_type, PHOTOS.c.type)


def conditions(wanted: PhotoFilter) -> Iterator[ColumnElement[bool]]:
    """Yield the conditions of a filter except that on its text, which is encrypted."""
    if wanted.ids:
        yield PHOTOS.c.id.in_(wanted.ids)
    equal = {"batch_id": wanted.batch_id, "decided_by": wanted.officer}
    yield from (PHOTOS.c[name] == value for name, value in equal.items() if value is not None)
    if wanted.status is not None:
        yield STATUS_CONDITIONS[wanted.status]
    if wanted.type is not None:
        yield type_in_force() == wanted.type
    if wanted.reason is not None:
        yield (PHOTOS.c.reason == wanted.reason) | (PHOTOS.c.decision_reason == wanted.reason)
    yield from _within("added_at", wanted.came)
    yield from _within("decided_at", wanted.decided)
    if wanted.free is not None:
        yield claims.free(*wanted.free)


def _within(name: str, period: Period) -> Iterator[ColumnElement[bool]]:
    if period.since is not None:
        yield PHOTOS.c[name] >= period.since
    if period.before is not None:
        yield PHOTOS.c[name] < period.before


def found(vault: Vault, photo: RowMapping, names: Names) -> FoundPhoto:
    """Return a photo with its decrypted names and those of its batch."""
    batch_name = batches.unsealed_name(vault, photo["batch_id"], photo["sealed_name"])
    return FoundPhoto(photo, names, batch_name)


def has_text(connection: Connection, text: str, named: Collection[str]) -> ColumnElement[bool]:
    """Condition: the masked number contains the text, or the photo is one of those named so.

    The list of these is one parameter, as databases take only so many. Without the masked number
    no photo is read but these.
    """
    ids = literal(json.dumps(sorted(named)), Text())
    if connection.dialect.name == "sqlite":
        each = func.json_each(ids).table_valued("value").c.value
    else:
        each = func.json_array_elements_text(cast(ids, JSON)).column_valued("value")
    is_named = PHOTOS.c.id.in_(select(each))
    if IN_NO_MASKED_NUMBER.search(re.sub(r"[\s().-]", "", text)):
        return is_named
    return PHOTOS.c.number_masked.icontains(text.strip(), autoescape=True) | is_named


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
