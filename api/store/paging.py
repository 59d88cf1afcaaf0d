"""Pages of rows, the newest first."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from sqlalchemy import ColumnElement, Connection, RowMapping, Table, select


def newest(
    connection: Connection,
    table: Table,
    wanted: Any,
    limit: int,
    conditions: Sequence[ColumnElement[bool]] = (),
) -> Sequence[RowMapping]:
    """Return the newest rows that match.

    wanted: a dataclass. Its fields named like a column must equal it unless they are None, and only
    ids before its `before` are returned.
    """
    equal = {name: value for name, value in asdict(wanted).items() if name in table.c}
    matches = [table.c[name] == value for name, value in equal.items() if value is not None]
    if wanted.before is not None:
        matches.append(table.c.id < wanted.before)
    query = select(table).where(*matches, *conditions).order_by(table.c.id.desc()).limit(limit)
    return connection.execute(query).mappings().all()
