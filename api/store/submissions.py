"""Rows of submissions. Their photos are those of their batch."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, NamedTuple

from sqlalchemy import Connection, RowMapping, Text, cast, exists, func, select

from api.store import batches, rows
from api.store.batches import NewBatch, Origin
from api.store.database.vault import Vault
from api.store.stages import ENDED, Stage
from api.store.tables.batches import PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from precheck.answer.as_json import new_id

DEMO_OWNER = "channel/demo"
"""Owner of the demo's submissions: they are no applications, and enter no queue.

No key can have this name.
"""
UNDER_WAY = ("open", "officer")
"""States of submissions that go on where the same one is begun again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NewSubmission:
    """Attributes of a submission to create."""

    owner: str
    """Name of the caller's key, or `channel`. Only the owner can access it."""
    service: str
    variant: str
    lang: str = "id"
    check_lang: str = "id"
    """Of the advice about photos, which fewer languages have."""
    line: str | None = None
    reference: str | None = None
    """The citizen or request; stored encrypted."""
    conversation_id: str | None = None
    """Of the chat in which it is made."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """One submission whose photos are not deleted. Times are seconds since 1970."""

    id: str
    created_at: float
    updated_at: float
    """Of the last photo."""
    owner: str
    service: str
    variant: str
    lang: str
    line: str | None
    batch_id: str
    reference_mac: str | None
    sealed_reference: bytes | None
    state: str
    completed_at: float | None
    stale: bool
    """Whether an officer's decision may have changed the state."""
    step: str | None
    """What officers made of it; None: the papers tell how far it is."""
    step_at: float | None
    officer: str | None
    """To whom it is assigned."""
    touched_at: float | None
    """Of the last photo or act of an officer."""
    closed_at: float | None
    sealed_word: bytes | None
    sealed_note: bytes | None
    conversation_id: str | None
    tell_at: float | None
    told_step: str | None
    rounds: int
    """Photos that were answered."""
    sent_back: int
    saved: int
    spared: Mapping[str, Any] | None

    @property
    def stage(self) -> Stage:
        """How far it is."""
        if self.step is not None:
            return Stage(self.step)
        if self.state in {"complete", "officer"}:
            return Stage.COMPLETE
        return Stage.INCOMPLETE if self.rounds else Stage.NEW

    @property
    def under_way(self) -> bool:
        """Whether it goes on where the same one is begun again."""
        return self.state in UNDER_WAY and not self.ended

    @property
    def ended(self) -> bool:
        """Whether no more photos are taken."""
        return self.state == "expired" or self.stage in ENDED


@dataclass(frozen=True, slots=True, kw_only=True)
class SubmissionCounts:
    """What statistics take from a submission, also from one whose photos are deleted."""

    line: str | None
    state: str
    rounds: int
    sent_back: int
    saved: int


class CompleteSubmission(NamedTuple):  # a tuple, as a page reads tens of thousands
    """What came of a submission whose papers are all in. Times are seconds since 1970."""

    line: str | None
    created_at: float
    completed_at: float
    rounds: int
    """Photos that were answered."""
    spared: str
    """What `submissions.spared` found, as JSON: few are different."""


def create(connection: Connection, vault: Vault, new: NewSubmission, title: str, now: float) -> str:
    """Create a submission with its batch and return its id. title: the batch's name."""
    id_ = new_id()
    batch = NewBatch(
        owner=new.owner, origin=Origin.SUBMISSION, lang=new.check_lang, line=new.line, name=title
    )
    sealed = new.reference and vault.seal_json(new.reference, f"submission:{id_}")
    connection.execute(
        SUBMISSIONS.insert().values(
            id=id_,
            created_at=now,
            updated_at=now,
            touched_at=now,
            owner=new.owner,
            service=new.service,
            variant=new.variant,
            lang=new.lang,
            line=new.line,
            batch_id=batches.create(connection, vault, batch, now),
            reference_mac=vault.mac("reference", new.reference),
            sealed_reference=sealed,
            conversation_id=new.conversation_id,
            state="open",
        )
    )
    return id_


def under_way(connection: Connection, vault: Vault, new: NewSubmission) -> Submission | None:
    """Return the submission that this one continues; None without a reference or such a one.

    Another process that asks for the same reference waits until this transaction ends.
    """
    mac = vault.mac("reference", new.reference)
    if mac is None:
        return None
    if connection.dialect.name == "postgresql":
        key = int(mac[:15], 16)
        connection.execute(select(func.pg_advisory_xact_lock(key)))
    mine = of_reference(connection, vault, new.owner, new.reference)
    same = (row for row in mine if (row.service, row.variant) == (new.service, new.variant))
    return next((row for row in same if row.under_way), None)


def of_reference(
    connection: Connection, vault: Vault, owner: str, reference: str | None
) -> Sequence[Submission]:
    """Return an owner's submissions of one citizen or request, the newest first."""
    mine = (SUBMISSIONS.c.owner == owner) & SUBMISSIONS.c.batch_id.is_not(None)
    same = SUBMISSIONS.c.reference_mac == vault.mac("reference", reference)
    query = select(SUBMISSIONS).where(mine, same).order_by(SUBMISSIONS.c.id.desc())
    return rows.every(connection, Submission, query)


def get(
    connection: Connection, id_: str, owner: str | None = None, *, lock: bool = False
) -> Submission | None:
    """Return the submission; None if it does not exist or belongs to another owner.

    lock: against concurrent photos (SQLite has one writer anyway).
    """
    query = select(SUBMISSIONS).where(SUBMISSIONS.c.id == id_, SUBMISSIONS.c.batch_id.is_not(None))
    if owner is not None:
        query = query.where(SUBMISSIONS.c.owner == owner)
    if lock:
        query = query.with_for_update()
    return rows.first(connection, Submission, query)


def of_batch(connection: Connection, batch_id: str, *, lock: bool = False) -> Submission | None:
    """Return the submission of a batch; None if the batch is of another origin."""
    query = select(SUBMISSIONS).where(SUBMISSIONS.c.batch_id == batch_id)
    if lock:
        query = query.with_for_update()
    return rows.first(connection, Submission, query)


def open_reference(vault: Vault, row: Submission) -> str | None:
    """Return the decrypted reference."""
    reference: str | None = vault.open_json(row.sealed_reference, f"submission:{row.id}")
    return reference


def photos(connection: Connection, row: Submission) -> Sequence[RowMapping]:
    """Return the photos and pages of a submission in the order in which they came."""
    query = select(PHOTOS).where(PHOTOS.c.batch_id == row.batch_id)
    ordered = query.order_by(PHOTOS.c.position, PHOTOS.c.page)
    return connection.execute(ordered).mappings().all()


def update(connection: Connection, id_: str, **values: Any) -> None:
    """Set columns of a submission."""
    connection.execute(SUBMISSIONS.update().where(SUBMISSIONS.c.id == id_).values(**values))


def mark_stale(connection: Connection, batch_id: str) -> None:
    """Note that an officer's decision may have changed the state, if it is a submission's batch."""
    of_it = SUBMISSIONS.c.batch_id == batch_id
    connection.execute(SUBMISSIONS.update().where(of_it).values(stale=True))


def stale(connection: Connection, limit: int = 500) -> Sequence[Submission]:
    """Return submissions that an officer's decision may have changed, locked."""
    query = select(SUBMISSIONS).where(SUBMISSIONS.c.stale, SUBMISSIONS.c.batch_id.is_not(None))
    return rows.every(connection, Submission, query.limit(limit).with_for_update())


def to_tell(connection: Connection, now: float, limit: int = 100) -> Sequence[Submission]:
    """Return the submissions whose step is to be told to the citizen, locked."""
    due = (SUBMISSIONS.c.tell_at <= now) & SUBMISSIONS.c.batch_id.is_not(None)
    query = select(SUBMISSIONS).where(due).order_by(SUBMISSIONS.c.tell_at).limit(limit)
    return rows.every(connection, Submission, query.with_for_update(skip_locked=True))


def expire(connection: Connection, before: float) -> int:
    """Close submissions that were begun before then and got no photo; return their number.

    All others are closed by officers alone.
    """
    empty = ~exists().where(PHOTOS.c.batch_id == SUBMISSIONS.c.batch_id)
    idle = (SUBMISSIONS.c.state == "open") & (SUBMISSIONS.c.updated_at < before) & empty
    return connection.execute(SUBMISSIONS.update().where(idle).values(state="expired")).rowcount


def since(connection: Connection, begin: float) -> Sequence[SubmissionCounts]:
    """Return the counts of the submissions begun since then."""
    columns = [SUBMISSIONS.c[one.name] for one in fields(SubmissionCounts)]
    query = select(*columns).where(SUBMISSIONS.c.created_at >= begin)
    return rows.every(connection, SubmissionCounts, query)


def completed(connection: Connection, begin: float) -> Sequence[CompleteSubmission]:
    """Return the submissions completed since then; not the demo's, nor those of older versions."""
    names = CompleteSubmission._fields[:-1]
    spared = cast(SUBMISSIONS.c.spared, Text)
    query = select(*(SUBMISSIONS.c[name] for name in names), spared).where(
        SUBMISSIONS.c.completed_at >= begin,
        SUBMISSIONS.c.state == "complete",
        SUBMISSIONS.c.owner != DEMO_OWNER,
        SUBMISSIONS.c.spared.is_not(None),
    )
    return [CompleteSubmission._make(row) for row in connection.execute(query)]
