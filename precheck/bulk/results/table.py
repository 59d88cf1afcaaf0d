"""A row of results as the cells of a table; columns are paths into the JSON."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from precheck.measures import MEASURES

CellValue = str | float | datetime | None
"""Document numbers are text and stay so."""

RESULT_COLUMNS = (
    *("file", "pile", "verdict", "next", "p_accept", "reasons", "notes"),
    *("message_short", "message"),
    *("document.type", "document.confidence", "document.turn"),
    *(
        "number.kind",
        "number.state",
        "number.masked",
        "number.value",
        "number.normalised",
        "number.candidate",
    ),
    *("number.confidence", "number.flags", "qr", "reference", "sent_at"),
    *("image.format", "image.width", "image.height", "image.bytes", "image.page", "image.pages"),
    *(f"measures.{code}.value" for code in MEASURES),
    *("took_ms.total", "id", "version.service", "version.models", "version.policy"),
    *("error.code", "error.detail"),
)
"""Paths, in the order of the columns."""


def cells(row: Mapping[str, Any], columns: Iterable[str] = RESULT_COLUMNS) -> tuple[CellValue, ...]:
    """Return the cells of a row; None where the row has no such path."""
    return tuple(_cell(_value_at(row, path)) for path in columns)


def _value_at(row: Mapping[str, Any], path: str) -> Any:
    value: Any = row
    for step in path.split("."):
        value = value.get(step) if isinstance(value, Mapping) else None
    return value


def _cell(value: Any) -> CellValue:
    if isinstance(value, list):
        return ", ".join(part["code"] if isinstance(part, Mapping) else part for part in value)
    return value  # type: ignore[no-any-return]  # JSON holds text, a number or null there
