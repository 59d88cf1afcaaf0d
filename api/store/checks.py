"""One row for each `/check`: codes, measures and times; no picture, number or name."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, RowMapping, func, select
from sqlalchemy.dialects import postgresql, sqlite

from api.store.database.vault import Vault
from api.store.paging import newest
from api.store.photos.answers import verdict_columns
from api.store.tables.checks import CHECKS
from precheck.decision.verdict import Next
from precheck.options import Options

CheckRow = dict[str, Any]
"""Values of one row by column."""
UNIQUE_COLUMNS = ("owner", "reference_mac", "attempt", "call_mac")
INSERT = {"sqlite": sqlite.insert, "postgresql": postgresql.insert}
ATTEMPT_WINDOW_SECONDS = 24 * 3600
"""How far back the attempts of one reference are counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckCall:
    """One call of `/check`: caller, options and keyed hashes of photo and reference."""

    owner: str
    """Name of the caller's key."""
    options: Options
    file_mac: str
    call_mac: str
    """Of the photo with its page and types: equal calls have equal verdicts."""
    reference_mac: str | None

    @classmethod
    def of(cls, vault: Vault, owner: str, options: Options, data: bytes) -> "CheckCall":
        """Return the call; photo and reference are replaced by their keyed hashes."""
        file_mac = vault.mac("check", data)
        what = f"{file_mac} {options.page} {' '.join(sorted(options.types))}"
        call_mac = vault.mac("check", what)
        assert file_mac is not None
        assert call_mac is not None
        return cls(
            owner=owner,
            options=options,
            file_mac=file_mac,
            call_mac=call_mac,
            reference_mac=vault.mac("reference", options.reference),
        )


def count_attempt(connection: Connection, call: CheckCall, now: float) -> int:
    """Return the attempt number of a call whose caller does not count attempts.

    A repeated photo keeps its attempt number. Any other photo is one more than the re-photo
    verdicts on its reference and document types in the last 24 hours, since the last accept.
    """
    recent = (
        (CHECKS.c.owner == call.owner)
        & (CHECKS.c.reference_mac == call.reference_mac)
        & (CHECKS.c.at > now - ATTEMPT_WINDOW_SECONDS)
    )
    rows = connection.execute(
        select(CHECKS.c.asked, CHECKS.c.attempt, CHECKS.c.verdict, CHECKS.c.file_mac)
        .where(recent)
        .order_by(CHECKS.c.at, CHECKS.c.id)
    )
    attempt = 1
    for types, stored_attempt, verdict, file_mac in rows:
        if types != list(call.options.types):
            continue
        if file_mac == call.file_mac:
            return int(stored_attempt)
        attempt = 1 if verdict == "accept" else attempt + 1
    return attempt


def answer_row(call: CheckCall, answer: Mapping[str, Any], now: float) -> CheckRow:
    """Return the row of a call that has a verdict."""
    names = ("id", "reasons", "notes", "measures", "version")
    return {
        **_call_columns(call, now),
        **verdict_columns(answer),
        **{name: answer[name] for name in names},
    }


def error_row(call: CheckCall, id_: str, code: str, next_: Next, now: float) -> CheckRow:
    """Return the row of a call whose file could not be decoded."""
    empty: CheckRow = {"reasons": [], "notes": [], "measures": {}, "version": {}}
    return {**_call_columns(call, now), **empty, "id": id_, "error": code, "next": next_}


def _call_columns(call: CheckCall, now: float) -> CheckRow:
    return {
        "at": now,
        "owner": call.owner,
        "reference_mac": call.reference_mac,
        "file_mac": call.file_mac,
        "call_mac": call.call_mac,
        "asked": list(call.options.types),
        "line": call.options.line,
        "attempt": call.options.attempt,
    }


def insert(connection: Connection, row: CheckRow) -> str:
    """Insert a row and return its id.

    A repeated call (same reference, attempt, bytes, page and types) inserts nothing and returns
    the first id.
    """
    dialect_insert: Any = INSERT[connection.dialect.name]
    added = dialect_insert(CHECKS).values(**row).on_conflict_do_nothing().returning(CHECKS.c.id)
    if (id_ := connection.scalar(added)) is not None:
        return str(id_)
    same = [CHECKS.c[name] == row[name] for name in UNIQUE_COLUMNS]
    return str(connection.scalar(select(CHECKS.c.id).where(*same)))


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckFilter:
    """Which rows to list; all by default."""

    since: float | None = None
    until: float | None = None
    """Seconds since 1970: since <= at < until."""
    owner: str | None = None
    line: str | None = None
    type: str | None = None
    verdict: str | None = None
    reason: str | None = None
    """Code of the first reason."""
    reference_mac: str | None = None
    """`vault.mac("reference", …)`."""
    before: str | None = None
    """Only ids before this one: the next page."""


def search(connection: Connection, wanted: CheckFilter, limit: int = 100) -> Sequence[RowMapping]:
    """Return the matching rows, the newest first."""
    in_span = []
    if wanted.since is not None:
        in_span.append(CHECKS.c.at >= wanted.since)
    if wanted.until is not None:
        in_span.append(CHECKS.c.at < wanted.until)
    return newest(connection, CHECKS, wanted, limit, in_span)


def get(connection: Connection, id_: str) -> RowMapping | None:
    """Return the row; None if it does not exist."""
    return connection.execute(select(CHECKS).where(CHECKS.c.id == id_)).mappings().first()


def count(connection: Connection) -> int:
    """Return the number of rows."""
    return connection.scalar(select(func.count()).select_from(CHECKS)) or 0
