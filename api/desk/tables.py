"""Files that are taken away from the desk."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from flask import Response, abort, current_app

from api import openapi
from api.results import Rows, as_csv, as_xlsx

FORMATS: Mapping[str, tuple[str, Callable[[Rows, Sequence[str]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": (openapi.XLSX, as_xlsx),
}


def table(name: str, kind: str, rows: Rows, columns: Sequence[str]) -> Response:
    """Return a table to be saved; 404 for a kind that there is not. Formulas stay text."""
    if kind not in FORMATS:
        abort(404)
    type_, write = FORMATS[kind]
    return saved(write(rows, columns), f"{name}.{kind}", type_)


def saved(data: bytes, name: str, type_: str) -> Response:
    """Return a file that browsers save, today's date before its name."""
    answer = current_app.response_class(data, content_type=type_)
    today = f"{datetime.now().astimezone():%Y-%m-%d}"
    answer.headers["Content-Disposition"] = f'attachment; filename="{today}-{name}"'
    return answer
