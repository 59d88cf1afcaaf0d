"""The append-only audit trail: who viewed, exported or changed what, without numbers or names."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from sqlalchemy import ColumnElement, Connection, RowMapping, String, cast

from api.store.paging import newest
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
    values = {"id": new_id(), "at": time.time(), "who": who, "act": act}
    connection.execute(TRAIL.insert().values(**values, subject=subject, detail=detail))


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditFilter:
    """Which entries to list; all by default."""

    who: str | None = None
    act: str | None = None
    subject: str | None = None
    before: str | None = None
    """Only ids before this one: the next page."""


def latest(
    connection: Connection, limit: int = 200, wanted: AuditFilter = AuditFilter()
) -> Sequence[RowMapping]:
    """Return the matching entries, the newest first.

    Exports match by each photo whose full number left with them too.
    """
    about = [] if wanted.subject is None else [_about(wanted.subject)]
    return newest(connection, TRAIL, replace(wanted, subject=None), limit, about)


def _about(subject: str) -> ColumnElement[bool]:
    inside = cast(TRAIL.c.detail, String).contains(f'"{subject}"', autoescape=True)
    return (TRAIL.c.subject == subject) | ((TRAIL.c.act == "export") & inside)
