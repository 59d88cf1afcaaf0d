"""Downloads of files from the desk."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from flask import Response, current_app

from api.batches.results import XLSX_TYPE, as_csv, as_xlsx
from api.desk.pages import office_time
from precheck.bulk.results.spreadsheets import JsonRows

TABLE_FORMATS: Mapping[str, tuple[str, Callable[[JsonRows, Sequence[str]], bytes]]] = {
    "csv": ("text/csv; charset=utf-8", as_csv),
    "xlsx": (XLSX_TYPE, as_xlsx),
}


def table_download(name: str, kind: str, rows: JsonRows, columns: Sequence[str]) -> Response:
    """Return a table to download; formulas stay text. kind: csv or xlsx."""
    type_, write = TABLE_FORMATS[kind]
    return file_download(write(rows, columns), f"{name}.{kind}", type_)


def file_download(data: bytes | Iterator[bytes], name: str, type_: str) -> Response:
    """Return a file to download, its name prefixed with today's date; parts are sent as they come.

    The parts are made while the request's context lasts.
    """
    answer = current_app.response_class(data, content_type=type_)
    today = office_time.today().isoformat()
    answer.headers["Content-Disposition"] = f'attachment; filename="{today}-{name}"'
    return answer
