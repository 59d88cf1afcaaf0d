"""The append-only audit trail: who viewed, exported or changed what, without numbers or names."""

import time
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, RowMapping, String, cast, select

from api.store.paging import newest
from api.store.tables.columns import ID
from api.store.tables.officers import TRAIL
from precheck.answer.as_json import new_id

Detail = Mapping[str, object] | None


def add(
    connection: Connection, who: str, act: str, subject: str | None = None, detail: Detail = None
) -> None:
    """Append one entry. act: `view_number`, `export`, `delete_batch` …; subject: an id.

    An export is one entry. Its detail holds the count of `photos` and, as `full_numbers`,
    the ids of those whose full numbers left.
    """
    add_all(connection, who, act, [subject], detail)


def add_all(
    connection: Connection, who: str, act: str, subjects: Sequence[str | None], detail: Detail
) -> None:
    """Append one entry for each subject; a subject that is not an id is left out."""
    common = {"at": time.time(), "who": who, "act": act, "detail": detail}
    if subjects:
        ids = (one if one and ID.fullmatch(one) else None for one in subjects)
        rows = [{"id": new_id(), "subject": id_, **common} for id_ in ids]
        connection.execute(TRAIL.insert(), rows)


def viewed(
    connection: Connection, who: str, photo_ids: Collection[str], since: float
) -> frozenset[str]:
    """Return which of these photos the person has opened since then."""
    query = select(TRAIL.c.subject).where(
        TRAIL.c.at >= since,
        TRAIL.c.who == who,
        TRAIL.c.act == "view_photo",
        TRAIL.c.subject.in_(photo_ids),
    )
    return frozenset(connection.scalars(query))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries to list; all by default."""

    who: str | None = None
    act: str | None = None
    subject: str | None = None
    since: float | None = None
    until: float | None = None
    """Seconds since 1970: since <= at < until."""
    before: str | None = None
    """Only ids before this one: the next page."""


def latest(
    connection: Connection, limit: int = 200, wanted: AuditFilter = AuditFilter()
) -> Sequence[RowMapping]:
    """Return the matching entries, the newest first.

    Exports match by each photo whose full number left with them too.
    """
    about = [] if wanted.subject is None else [_about(wanted.subject)]
    about += [] if wanted.since is None else [TRAIL.c.at >= wanted.since]
    about += [] if wanted.until is None else [TRAIL.c.at < wanted.until]
    return newest(connection, TRAIL, replace(wanted, subject=None), limit, about)


def _about(subject: str) -> ColumnElement[bool]:
    inside = cast(TRAIL.c.detail, String).contains(f'"{subject}"', autoescape=True)
    return (TRAIL.c.subject == subject) | ((TRAIL.c.act == "export") & inside)


def noted(connection: Connection, wanted: AuditFilter, begin: float) -> bool:
    """Return whether there is a matching entry from `begin` on."""
    return bool(newest(connection, TRAIL, wanted, 1, [TRAIL.c.at >= begin]))
