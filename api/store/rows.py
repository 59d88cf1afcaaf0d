"""Rows as values of a class for each table, so that a wrong column is an error of types."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

from sqlalchemy import Connection, Select

Row = TypeVar("Row")


def first(connection: Connection, make: Callable[..., Row], query: Select[Any]) -> Row | None:
    """Return the first row; None if there is none. make: takes each column by its name."""
    row = connection.execute(query).mappings().first()
    return None if row is None else make(**row)


def every(connection: Connection, make: Callable[..., Row], query: Select[Any]) -> Sequence[Row]:
    """Return all rows."""
    return [make(**row) for row in connection.execute(query).mappings()]
