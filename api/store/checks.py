"""One row a `/check`: codes, measures and times; never a picture, a number or a name."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, func, select
from sqlalchemy.dialects import postgresql, sqlite

from api.store.crypto import Vault
from api.store.tables import CHECKS
from precheck.options import Options
from precheck.render import Json

Row = dict[str, Any]
"""What is to be kept of one call, by column."""
INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
COUNTED_SECONDS = 24 * 3600
"""How far back the tries of one reference are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Who asks what of which photo."""

    owner: str
    """Name of the caller's key."""
    options: Options
    file_mac: str
    reference_mac: str | None

    @classmethod
    def of(cls, vault: Vault, owner: str, options: Options, data: bytes) -> "Asked":
        """Tell a call by what may be kept of it."""
        file_mac = vault.mac("check", data)
        assert file_mac is not None
        return cls(
            owner=owner,
            options=options,
            file_mac=file_mac,
            reference_mac=vault.mac("reference", options.reference),
        )


def counted(connection: Connection, asked: Asked, now: float) -> int:
    """Return which try this is for the reference, where the caller does not count.

    The very same photo is the same try. Else one more than the tries of the last 24 hours that
    asked for the same document and were sent back since one was last accepted.
    """
    recent = (
        (CHECKS.c.owner == asked.owner)
        & (CHECKS.c.reference_mac == asked.reference_mac)
        & (CHECKS.c.at > now - COUNTED_SECONDS)
    )
    rows = connection.execute(
        select(CHECKS.c.asked, CHECKS.c.attempt, CHECKS.c.verdict, CHECKS.c.file_mac)
        .where(recent)
        .order_by(CHECKS.c.at, CHECKS.c.id)
    )
    tries = 1
    for types, attempt, verdict, file_mac in rows:
        if types != list(asked.options.types):
            continue
        if file_mac == asked.file_mac:
            return int(attempt)
        tries = 1 if verdict == "accept" else tries + 1
    return tries


def answered(asked: Asked, told: Json, now: float) -> Row:
    """Return what is kept of an answer."""
    number, took, document, reasons, version = (
        told[name] for name in ("number", "took_ms", "document", "reasons", "version")
    )
    assert isinstance(took, dict)
    assert isinstance(version, dict)
    assert isinstance(document, dict)
    assert isinstance(reasons, list)
    kept = ("id", "verdict", "next", "p_accept", "reasons", "notes", "measures", "version")
    return {
        **_called(asked, now),
        **{name: told[name] for name in kept},
        "type": document["type"],
        "reason": reasons[0]["code"] if reasons else None,
        "number_state": number.get("state") if isinstance(number, dict) else None,
        "took_ms": took["total"],
        "service": version["service"],
        "policy": version["policy"],
    }


def unreadable(asked: Asked, id_: str, code: str, now: float) -> Row:
    """Return what is kept of a file that could not be looked at, and was asked for again."""
    nothing: Row = {"reasons": [], "notes": [], "measures": {}, "version": {}}
    return {**_called(asked, now), **nothing, "id": id_, "error": code, "next": "retry"}


def _called(asked: Asked, now: float) -> Row:
    return {
        "at": now,
        "owner": asked.owner,
        "reference_mac": asked.reference_mac,
        "file_mac": asked.file_mac,
        "asked": list(asked.options.types),
        "line": asked.options.line,
        "attempt": asked.options.attempt,
    }


def keep(connection: Connection, row: Row) -> str:
    """Keep a row and return its id.

    A repetition, the same reference, attempt and bytes, changes nothing: the id of the first.
    """
    insert: Any = INSERT[connection.dialect.name]
    added = insert(CHECKS).values(**row).on_conflict_do_nothing().returning(CHECKS.c.id)
    if (id_ := connection.scalar(added)) is not None:
        return str(id_)
    same = [CHECKS.c[name] == row[name] for name in _ONE]
    return str(connection.scalar(select(CHECKS.c.id).where(*same)))


_ONE = ("owner", "reference_mac", "attempt", "file_mac")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which rows are looked for; all of them where nothing is said."""

    since: float | None = None
    until: float | None = None
    """Seconds since 1970; since is among them, until is not."""
    owner: str | None = None
    line: str | None = None
    type: str | None = None
    verdict: str | None = None
    reason: str | None = None
    """The first."""
    reference_mac: str | None = None
    """`vault.mac("reference", …)`."""
    before: str | None = None
    """Only ids that came before this one: the next page."""


def search(connection: Connection, wanted: Wanted, limit: int = 100) -> Sequence[RowMapping]:
    """Return the newest rows that fit, the newest first."""
    query = select(CHECKS).where(*_conditions(wanted)).order_by(CHECKS.c.id.desc()).limit(limit)
    return connection.execute(query).mappings().all()


def _conditions(wanted: Wanted) -> Iterator[ColumnElement[bool]]:
    for name in ("owner", "line", "type", "verdict", "reason", "reference_mac"):
        value = getattr(wanted, name)
        if value is not None:
            yield CHECKS.c[name] == value
    if wanted.since is not None:
        yield CHECKS.c.at >= wanted.since
    if wanted.until is not None:
        yield CHECKS.c.at < wanted.until
    if wanted.before is not None:
        yield CHECKS.c.id < wanted.before


def get(connection: Connection, id_: str, owner: str | None = None) -> RowMapping | None:
    """Return the row; None where there is none, or it is another owner's."""
    query = select(CHECKS).where(CHECKS.c.id == id_)
    if owner is not None:
        query = query.where(CHECKS.c.owner == owner)
    return connection.execute(query).mappings().first()


def count(connection: Connection) -> int:
    """Return how many rows there are."""
    return connection.scalar(select(func.count()).select_from(CHECKS)) or 0
