"""Additions that a step back leaves in place, so that the next step on finds them."""

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.schema import SchemaItem


def add_columns(table: str, *columns: sa.Column[Any]) -> None:
    """Add the columns that the table does not have."""
    known = {column["name"] for column in sa.inspect(op.get_bind()).get_columns(table)}
    for column in columns:
        if column.name not in known:
            op.add_column(table, column)


def create_table(name: str, *items: SchemaItem) -> None:
    """Create the table if there is none of this name."""
    op.create_table(name, *items, if_not_exists=True)


def create_index(name: str, table: str, columns: list[str], *, where: str | None = None) -> None:
    """Create the index if there is none of this name. where: only of rows that meet this."""
    condition = None if where is None else sa.text(where)
    op.create_index(
        name,
        table,
        columns,
        if_not_exists=True,
        sqlite_where=condition,
        postgresql_where=condition,
    )
