"""Writes the reports of a run from its file of results."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from precheck.bulk.results.html_report import write_html
from precheck.bulk.results.result_file import ResultFile
from precheck.bulk.results.spreadsheets import write_csv, write_xlsx


def write_reports(
    results: ResultFile, *, csv: Path | None, xlsx: Path | None, html: Path | None, lang: str
) -> None:
    """Write each report that has a path. Raises OSError."""
    _write_atomically(csv, lambda path: write_csv(path, results.rows()))
    _write_atomically(xlsx, lambda path: write_xlsx(path, results.rows()))
    _write_atomically(html, partial(write_html, results=results, lang=lang))


def _write_atomically(path: Path | None, write: Callable[[Path], None]) -> None:
    """Write beside the path and move the file there when it is complete."""
    if path is None:
        return
    part = path.with_name(f".{path.name}.part")
    part.touch(mode=0o600)
    try:
        write(part)
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
