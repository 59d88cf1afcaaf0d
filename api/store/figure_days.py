"""Sums of the days that are over, by the local midnight at which each begins."""

from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Column, ColumnElement, Connection, exists, select

from api.store.checks import INSERT
from api.store.tables.figures import FIGURE_DAYS
from api.store.tables.officers import DECISIONS

LONGEST_DAY_SECONDS = 25 * 3600


def kept(connection: Connection, begins: Iterable[float]) -> Mapping[float, Any]:
    """Return the sums that are kept of these days."""
    query = select(FIGURE_DAYS).where(FIGURE_DAYS.c.begin.in_(list(begins)))
    return {row.begin: row.sums for row in connection.execute(query)}


def keep(connection: Connection, days: Mapping[float, Any]) -> None:
    """Keep the sums of days; those that are kept already stay."""
    rows = [{"begin": begin, "sums": sums} for begin, sums in days.items()]
    if rows:
        dialect_insert: Any = INSERT[connection.dialect.name]
        connection.execute(dialect_insert(FIGURE_DAYS).on_conflict_do_nothing(), rows)


def forget_decisions_on(connection: Connection, subject_id: str) -> None:
    """Forget the days on which a photo or a check was decided: the decision is replaced."""
    forget(connection, DECISIONS.c.at, DECISIONS.c.subject_id == subject_id)


def forget(connection: Connection, at: Column[float], which: ColumnElement[bool]) -> None:
    """Forget the days of some rows, which are then changed or deleted.

    at: when a row counts, a column of their table.
    """
    begin = FIGURE_DAYS.c.begin
    of_day = exists().where(which, at.between(begin, begin + LONGEST_DAY_SECONDS))
    connection.execute(FIGURE_DAYS.delete().where(of_day))


def purge(connection: Connection, before: float) -> None:
    """Forget older days."""
    connection.execute(FIGURE_DAYS.delete().where(FIGURE_DAYS.c.begin < before))
