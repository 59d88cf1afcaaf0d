"""Batches: create, close, count and delete them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from http import HTTPStatus

from sqlalchemy import Connection, RowMapping, func, select

from api.errors import ServiceError
from api.store import figure_days, name_blocks
from api.store.database.vault import Vault
from api.store.decisions import unlearning
from api.store.tables.batches import BATCHES, PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from precheck.answer.as_json import new_id


class NoSuchBatch(ServiceError):
    """The batch does not exist, belongs to another caller, or was deleted meanwhile."""

    code = "no_such_batch"
    status = HTTPStatus.NOT_FOUND

    def __init__(self, message: str = "There is no such batch.") -> None:
        super().__init__(message)


class Origin(StrEnum):
    """The channel a batch comes from."""

    BACKLOG = "backlog"
    HANDOVER = "handover"
    """One citizen's photos that the bot hands over to an officer."""
    DESK = "desk"
    CHECK = "check"
    """Photos sampled from `/check` for officers."""
    SUBMISSION = "submission"
    """The photos of one submission."""


HIDDEN_ORIGINS = (Origin.CHECK, Origin.SUBMISSION)
"""Origins with many small batches; no list of batches shows them."""


class Rank(IntEnum):
    """Priority of a batch for workers and officers; lower values come first."""

    CITIZEN = -1
    """Of a submission: a citizen waits for the check, and in an urgent case for the officer."""
    HANDOVER = 0
    URGENT = 1
    BACKLOG = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBatch:
    """Attributes of a batch to create."""

    owner: str
    """Name of the caller's key, or `desk`. Only the owner can access the batch."""
    origin: Origin = Origin.BACKLOG
    urgent: bool = False
    lang: str = "id"
    line: str | None = None
    name: str | None = None
    """Display name, stored encrypted."""

    @property
    def rank(self) -> Rank:
        """Priority: citizens who wait, hand-overs, urgent batches."""
        if self.origin is Origin.SUBMISSION:
            return Rank.CITIZEN
        if self.origin is Origin.HANDOVER:
            return Rank.HANDOVER
        return Rank.URGENT if self.urgent else Rank.BACKLOG


def create(connection: Connection, vault: Vault, new: NewBatch, now: float) -> str:
    """Create a batch and return its id."""
    id_ = new_id()
    name = None if new.name is None else vault.seal_json(new.name, f"name:{id_}")
    connection.execute(
        BATCHES.insert().values(
            id=id_,
            created_at=now,
            owner=new.owner,
            origin=new.origin,
            rank=new.rank,
            lang=new.lang,
            line=new.line,
            sealed_name=name,
        )
    )
    return id_


def get(connection: Connection, id_: str, owner: str | None = None) -> RowMapping | None:
    """Return the batch; None if it does not exist or belongs to another owner."""
    query = select(BATCHES).where(BATCHES.c.id == id_)
    if owner is not None:
        query = query.where(BATCHES.c.owner == owner)
    return connection.execute(query).mappings().first()


def open_name(vault: Vault, batch: RowMapping) -> str | None:
    """Return the decrypted display name."""
    return unsealed_name(vault, batch["id"], batch["sealed_name"])


def unsealed_name(vault: Vault, batch_id: str, sealed: bytes | None) -> str | None:
    """Return the decrypted display name of a batch; None if it has none."""
    name: str | None = vault.open_json(sealed, f"name:{batch_id}")
    return name


def latest(connection: Connection, limit: int = 100) -> Sequence[RowMapping]:
    """Return the newest batches, without those of sampled checks and submissions."""
    query = select(BATCHES).where(BATCHES.c.origin.not_in(HIDDEN_ORIGINS))
    query = query.order_by(BATCHES.c.created_at.desc()).limit(limit)
    return connection.execute(query).mappings().all()


def close(connection: Connection, id_: str, now: float) -> None:
    """Close the batch to further photos. Closing twice has no effect."""
    connection.execute(
        BATCHES.update()
        .where(BATCHES.c.id == id_, BATCHES.c.closed_at.is_(None))
        .values(closed_at=now)
    )


def delete(connection: Connection, id_: str) -> None:
    """Delete the batch with its photos, files, results and what these teach. Decisions are kept.

    Of a submission only its counts remain, without a reference and officers' words.
    """
    erased = ("reference_mac", "sealed_reference", "sealed_word", "sealed_note", "tell_at")
    emptied = {"state": "cancelled", **dict.fromkeys(erased)}
    connection.execute(SUBMISSIONS.update().where(SUBMISSIONS.c.batch_id == id_).values(**emptied))
    figure_days.forget(connection, PHOTOS.c.done_at, PHOTOS.c.batch_id == id_)
    name_blocks.forget(connection, PHOTOS.c.batch_id == id_)
    unlearning.erase_on(connection, PHOTOS.c.batch_id == id_)
    connection.execute(BATCHES.delete().where(BATCHES.c.id == id_))


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Counts of a batch's photos."""

    photos: int
    states: dict[str, int]
    """Photos by state: queued, leased, done, dead, expired; always all of them."""
    verdicts: dict[str, int]
    """Photos in state done by verdict: accept, re-photo, or error without a verdict."""
    sure: dict[str, int]
    """Photos that wait for nobody and are not decided, by verdict as in `verdicts`."""
    waiting_for_officer: int
    decided: int
    expired: int
    """Photos in state expired that nobody decided."""

    @property
    def finished(self) -> bool:
        """Whether no photo waits for a worker."""
        return self.states["queued"] == self.states["leased"] == 0


def progress(connection: Connection, id_: str) -> Progress:
    """Count a batch's photos."""
    mine = PHOTOS.c.batch_id == id_
    states = dict.fromkeys(("queued", "leased", "done", "dead", "expired"), 0)
    verdicts = dict.fromkeys(("accept", "re-photo", "error"), 0)
    sure = verdicts.copy()
    waiting = decided = expired = 0
    columns = (PHOTOS.c.state, PHOTOS.c.verdict, PHOTOS.c.for_officer, PHOTOS.c.decision)
    grouped = select(*columns, func.count()).where(mine).group_by(*columns)
    for state, verdict, for_officer, decision, count in connection.execute(grouped):
        states[state] += count
        verdicts[verdict or "error"] += count if state == "done" else 0
        if decision:
            decided += count
        elif state == "expired":
            expired += count
        elif state in {"done", "dead"} and for_officer:
            waiting += count
        elif state in {"done", "dead"}:
            sure[verdict or "error"] += count
    return Progress(
        photos=sum(states.values()),
        states=states,
        verdicts=verdicts,
        sure=sure,
        waiting_for_officer=waiting,
        decided=decided,
        expired=expired,
    )


PACE_SECONDS = 120
"""Time over which a batch's pace is measured."""


def pace(connection: Connection, id_: str, now: float) -> float | None:
    """Return the photos finished per second since the oldest unfinished one came; None if none."""
    mine = PHOTOS.c.batch_id == id_
    unfinished = mine & PHOTOS.c.state.in_(("queued", "leased"))
    begun = connection.scalar(select(func.min(PHOTOS.c.added_at)).where(unfinished))
    if begun is None:
        return None
    since = max(begun, now - PACE_SECONDS)
    done = select(func.count()).select_from(PHOTOS).where(mine, PHOTOS.c.done_at >= since)
    return (connection.scalar(done) or 0) / max(now - since, 1) or None
