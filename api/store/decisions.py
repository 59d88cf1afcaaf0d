"""What officers decide: kept for ever with what the machine had said, without any picture."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, RowMapping, func, select, true, tuple_

from api.store import answers, claims, posts
from api.store.batches import Rank
from api.store.crypto import Vault
from api.store.tables import BATCHES, DECISIONS, PHOTOS
from precheck.errors import PrecheckError
from precheck.render import new_id


class Decided(PrecheckError):
    """The photo has its decision already, or is gone, or another officer has claimed it."""

    code = "already_decided"


class BadRuling(PrecheckError):
    """A decision that does not exist, or a number that is none."""

    code = "bad_ruling"


@dataclass(frozen=True, slots=True, kw_only=True)
class Ruling:
    """What one officer decides of one photo or check."""

    decision: str
    """accept or re-photo."""
    reason: str | None = None
    """Code; of a re-photo."""
    message: str | None = None
    """What the citizen is told; None: what the machine would have told."""
    number: str | None = None
    """The full number that the officer confirmed or typed."""
    masked: str | None = None
    """The same, masked."""


@dataclass(frozen=True, slots=True)
class Act:
    """Who decides, and when; several decisions of one act are undone together."""

    who: str
    at: float
    group_id: str


def act(who: str, at: float) -> Act:
    """Begin an act."""
    return Act(who, at, new_id())


def decide(connection: Connection, vault: Vault, photo_id: str, ruling: Ruling, by: Act) -> str:
    """Decide a photo and return the decision's id; of a hand-over, its caller is to hear of it.

    Raises Decided.
    """
    photo = _undecided(connection, photo_id, by)
    id_ = new_id()
    number = _number(vault, photo, ruling)
    row = {"id": id_, "decision": ruling.decision, "reason": ruling.reason, "number": number}
    connection.execute(DECISIONS.insert().values(**row, act="decide", **of_photo(photo), **_by(by)))
    values = {
        "decision": ruling.decision,
        "decision_id": id_,
        "decision_reason": ruling.reason,
        "message": ruling.message or photo["message"],
        "decided_by": by.who,
        "decided_at": by.at,
        "claimed_by": None,
        "claim_until": None,
        **_typed(vault, photo_id, ruling),
    }
    connection.execute(PHOTOS.update().where(PHOTOS.c.id == photo_id).values(**values))
    if photo["rank"] == Rank.HANDOVER:
        posts.enqueue(connection, id_, photo_id, by.at)
    return id_


def accept_sure(connection: Connection, batch_id: str, by: Act) -> int:
    """Accept all that need no officer, as one act; say how many.

    Photos drawn for officers' eyes are not among them: they stand in the queue like any other.
    """
    query = _with_line().where(_sure(batch_id)).with_for_update(of=PHOTOS)
    photos = connection.execute(query).mappings().all()
    for photo in photos:
        id_ = new_id()
        row = {"id": id_, "act": "decide", "decision": "accept", **of_photo(photo), **_by(by)}
        connection.execute(DECISIONS.insert().values(**row))
        connection.execute(
            PHOTOS.update()
            .where(PHOTOS.c.id == photo["id"])
            .values(decision="accept", decision_id=id_, decided_by=by.who, decided_at=by.at)
        )
    return len(photos)


def count_sure(connection: Connection, batch_id: str) -> int:
    """Say how many `accept_sure` would accept."""
    query = select(func.count()).select_from(PHOTOS).where(_sure(batch_id))
    return connection.scalar(query) or 0


def undo(connection: Connection, vault: Vault, group_id: str, by: Act) -> int:
    """Take back the decisions of one act whose pictures are still there; say how many."""
    standing = (DECISIONS.c.group_id == group_id) & (DECISIONS.c.act == "decide")
    query = (
        select(PHOTOS, DECISIONS.c.line)
        .join(DECISIONS, DECISIONS.c.id == PHOTOS.c.decision_id)
        .where(standing, PHOTOS.c.file_id.is_not(None))
    )
    photos = connection.execute(query).mappings().all()
    for photo in photos:
        row = {"id": new_id(), "act": "undo", **of_photo(photo), **_by(by)}
        connection.execute(DECISIONS.insert().values(**row))
        values = {**_UNDECIDED, **_as_told(vault, photo)}
        connection.execute(PHOTOS.update().where(PHOTOS.c.id == photo["id"]).values(**values))
        posts.cancel(connection, photo["id"])
    return len(photos)


def last_group(connection: Connection, who: str, batch_id: str | None = None) -> str | None:
    """Return the last act of an officer, in this batch if one is named, that can be undone."""
    here = true() if batch_id is None else DECISIONS.c.batch_id == batch_id
    query = (
        select(DECISIONS.c.group_id)
        .join(PHOTOS, PHOTOS.c.decision_id == DECISIONS.c.id)
        .where(DECISIONS.c.who == who, PHOTOS.c.file_id.is_not(None), here)
        .order_by(DECISIONS.c.at.desc(), DECISIONS.c.id.desc())
        .limit(1)
    )
    return connection.scalar(query)


def photos_of(connection: Connection, group_id: str) -> list[str]:
    """Return the photos whose standing decision is of this act."""
    query = (
        select(PHOTOS.c.id)
        .join(DECISIONS, PHOTOS.c.decision_id == DECISIONS.c.id)
        .where(DECISIONS.c.group_id == group_id)
    )
    return list(connection.scalars(query))


def decide_check(connection: Connection, check: RowMapping, ruling: Ruling, by: Act) -> str:
    """Record what an officer decided of a `/check`; of several the last counts."""
    id_ = new_id()
    row = {
        "id": id_,
        "act": "decide",
        "subject": "check",
        "subject_id": check["id"],
        "decision": ruling.decision,
        "reason": ruling.reason,
        **{
            name: check[name]
            for name in ("line", "type", "verdict", "p_accept", "reasons", "measures", "version")
        },
        **_by(by),
    }
    connection.execute(DECISIONS.insert().values(**row))
    return id_


def of_check(connection: Connection, check_id: str) -> list[RowMapping]:
    """Return the decisions on a check, and those that stand on photos that follow it.

    Those are the photos of a hand-over and the drawn ones of `/check`. The oldest first.
    """
    followed = select(PHOTOS.c.decision_id).where(PHOTOS.c.check_id == check_id)
    query = select(DECISIONS).where(
        (DECISIONS.c.subject_id == check_id) | DECISIONS.c.id.in_(followed)
    )
    return list(connection.execute(query.order_by(DECISIONS.c.at, DECISIONS.c.id)).mappings())


def standing(
    connection: Connection, since: float = 0.0, *told: Column[Any]
) -> Iterator[RowMapping]:
    """Yield the decisions that nobody took back, the last of each photo or check.

    told: the columns that are wanted; all where none is named.
    """
    later = DECISIONS.alias()
    overtaken = (
        select(later.c.id)
        .where(
            later.c.subject_id == DECISIONS.c.subject_id,
            tuple_(later.c.at, later.c.id) > tuple_(DECISIONS.c.at, DECISIONS.c.id),
        )
        .exists()
    )
    query = (
        select(*(told or (DECISIONS,)))
        .where(DECISIONS.c.at >= since, DECISIONS.c.act == "decide", ~overtaken)
        .order_by(DECISIONS.c.id)
    )
    yield from connection.execution_options(yield_per=500).execute(query).mappings()


def weight(decision: RowMapping) -> float | None:
    """Return how many photos a decision stands for.

    1 where all of its kind stand in the queue, the inverse of the share where it was drawn. None
    where neither a doubt nor a draw brought it to somebody's eyes: accepted with all sure ones,
    looked up, or decided by the caller of a `/check`. Figures cannot count such a one.
    """
    probability = decision["sampling_probability"]
    chosen = bool(decision["sampled"]) or probability == 1
    return 1 / probability if probability and chosen else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which acts are looked for; all of them where nothing is said."""

    who: str | None = None
    type: str | None = None
    overrides: bool = False
    """Only decisions that differ from the machine's verdict."""
    before: str | None = None
    """Only ids that came before this one: the next page."""


def search(connection: Connection, wanted: Wanted, limit: int) -> Sequence[RowMapping]:
    """Return the newest acts that fit, undoing among them, the newest first."""
    conditions: list[ColumnElement[bool]] = []
    for name in ("who", "type"):
        value = getattr(wanted, name)
        if value is not None:
            conditions.append(DECISIONS.c[name] == value)
    if wanted.overrides:
        conditions.append(DECISIONS.c.decision != DECISIONS.c.verdict)
    if wanted.before is not None:
        conditions.append(DECISIONS.c.id < wanted.before)
    query = select(DECISIONS).where(*conditions).order_by(DECISIONS.c.id.desc()).limit(limit)
    return connection.execute(query).mappings().all()


def of_photo(photo: RowMapping) -> dict[str, Any]:
    """Return what a decision keeps of the machine's answer."""
    answer = photo["answer"] or {}
    return {
        "subject": "photo",
        "subject_id": photo["id"],
        "batch_id": photo["batch_id"],
        "line": photo["line"],
        **{name: answer.get(name) for name in ("reasons", "measures", "version")},
        **{
            name: photo[name]
            for name in ("type", "verdict", "p_accept", "sampled", "sampling_probability")
        },
    }


_UNDECIDED: dict[str, None] = dict.fromkeys(
    ("decision", "decision_id", "decision_reason", "decided_by", "decided_at", "sealed_typed")
)


def _by(by: Act) -> dict[str, Any]:
    return {"at": by.at, "who": by.who, "group_id": by.group_id}


def _with_line() -> Any:
    return select(PHOTOS, BATCHES.c.line).join(BATCHES, BATCHES.c.id == PHOTOS.c.batch_id)


def _sure(batch_id: str) -> ColumnElement[bool]:
    return (
        (PHOTOS.c.batch_id == batch_id)
        & (PHOTOS.c.state == "done")
        & (PHOTOS.c.verdict == "accept")
        & PHOTOS.c.decision.is_(None)
        & ~PHOTOS.c.for_officer
    )


def _undecided(connection: Connection, photo_id: str, by: Act) -> RowMapping:
    open_: ColumnElement[bool] = (
        (PHOTOS.c.id == photo_id)
        & PHOTOS.c.state.in_(("done", "dead"))
        & PHOTOS.c.decision.is_(None)
        & claims.free(by.who, by.at)
    )
    query = _with_line().where(open_).with_for_update(of=PHOTOS)
    photo: RowMapping | None = connection.execute(query).mappings().first()
    if photo is None:
        raise Decided("This photo is decided already, claimed by another officer, or gone.")
    return photo


def _number(vault: Vault, photo: RowMapping, ruling: Ruling) -> str | None:
    if ruling.number is None:
        return None
    same = vault.mac("number", ruling.number) == photo["number_mac"]
    return "confirmed" if same else "corrected"


def _as_told(vault: Vault, photo: RowMapping) -> dict[str, Any]:
    """Return what the machine had told, where an officer's decision had overwritten it."""
    answer = photo["answer"]
    if answer is None:
        return {}
    secret = answers.number(vault, photo) or {}
    return {
        "message": answer["message"],
        "number_mac": vault.mac("number", answers.full_number(secret)),
        "number_masked": (answer["number"] or {}).get("masked"),
    }


def _typed(vault: Vault, photo_id: str, ruling: Ruling) -> dict[str, Any]:
    if ruling.number is None:
        return {}
    return {
        "sealed_typed": answers.seal_typed(vault, ruling.number, photo_id),
        "number_mac": vault.mac("number", ruling.number),
        "number_masked": ruling.masked,
    }
