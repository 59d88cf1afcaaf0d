"""Batches: made, filled, closed, counted, deleted."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum

from sqlalchemy import Connection, RowMapping, func, select

from api.store.crypto import Vault
from api.store.tables import BATCHES, PHOTOS
from precheck.render import new_id


class Origin(StrEnum):
    """Where a batch comes from."""

    BACKLOG = "backlog"
    HANDOVER = "handover"
    """One citizen's tries, which the bot gives to an officer."""
    DESK = "desk"
    CHECK = "check"
    """Photos of `/check` that were drawn for officers' eyes."""


class Rank(IntEnum):
    """Which photos come first, with workers and with officers: the lower."""

    HANDOVER = 0
    URGENT = 1
    BACKLOG = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class NewBatch:
    """What makes a batch."""

    owner: str
    """Name of the caller's key, or `desk`: only the owner's calls reach it."""
    origin: Origin = Origin.BACKLOG
    urgent: bool = False
    lang: str = "id"
    line: str | None = None
    name: str | None = None
    """For people; kept encrypted."""

    @property
    def rank(self) -> Rank:
        """A hand-over comes before everything, the urgent before the rest."""
        if self.origin is Origin.HANDOVER:
            return Rank.HANDOVER
        return Rank.URGENT if self.urgent else Rank.BACKLOG


def create(connection: Connection, vault: Vault, new: NewBatch, now: float) -> str:
    """Make a batch and return its id."""
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
    """Return the batch; None where there is none, or it is another owner's."""
    query = select(BATCHES).where(BATCHES.c.id == id_)
    if owner is not None:
        query = query.where(BATCHES.c.owner == owner)
    return connection.execute(query).mappings().first()


def name(vault: Vault, batch: RowMapping) -> str | None:
    """Return what people call it."""
    told: str | None = vault.open_json(batch["sealed_name"], f"name:{batch['id']}")
    return told


def latest(connection: Connection, limit: int = 100) -> Sequence[RowMapping]:
    """Return the newest batches that somebody brought."""
    query = select(BATCHES).where(BATCHES.c.origin != Origin.CHECK)
    query = query.order_by(BATCHES.c.created_at.desc()).limit(limit)
    return connection.execute(query).mappings().all()


def close(connection: Connection, id_: str, now: float) -> None:
    """Say that no more photos come. Closing twice changes nothing."""
    connection.execute(
        BATCHES.update()
        .where(BATCHES.c.id == id_, BATCHES.c.closed_at.is_(None))
        .values(closed_at=now)
    )


def delete(connection: Connection, id_: str) -> None:
    """Remove the batch with its photos, pictures and results. Decisions stay."""
    connection.execute(BATCHES.delete().where(BATCHES.c.id == id_))


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """How far a batch is, in photos."""

    photos: int
    states: dict[str, int]
    """queued, leased, done, dead, expired: each present, also at 0."""
    verdicts: dict[str, int]
    """accept, re-photo, and error where there is no verdict; of those done."""
    waiting_for_officer: int
    decided: int

    @property
    def finished(self) -> bool:
        """Whether no worker has anything left to do."""
        return self.states["queued"] == self.states["leased"] == 0


def progress(connection: Connection, id_: str) -> Progress:
    """Count a batch's photos."""
    mine = PHOTOS.c.batch_id == id_
    states = dict.fromkeys(("queued", "leased", "done", "dead", "expired"), 0)
    verdicts = dict.fromkeys(("accept", "re-photo", "error"), 0)
    waiting = decided = 0
    columns = (PHOTOS.c.state, PHOTOS.c.verdict, PHOTOS.c.for_officer, PHOTOS.c.decision)
    grouped = select(*columns, func.count()).where(mine).group_by(*columns)
    for state, verdict, for_officer, decision, count in connection.execute(grouped):
        states[state] += count
        verdicts[verdict or "error"] += count if state == "done" else 0
        decided += count if decision else 0
        waiting += count if for_officer and not decision and state in {"done", "dead"} else 0
    return Progress(
        photos=sum(states.values()),
        states=states,
        verdicts=verdicts,
        waiting_for_officer=waiting,
        decided=decided,
    )
