"""The reports of a run, made from the file of results; each appears whole or not at all."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

from precheck.bulk.page import write_html
from precheck.bulk.results import Results
from precheck.bulk.sheets import write_csv, write_xlsx


def write(
    results: Results, *, csv: Path | None, xlsx: Path | None, html: Path | None, lang: str
) -> None:
    """Write the reports that were asked for. Raises OSError."""
    _whole(csv, lambda path: write_csv(path, results.rows()))
    _whole(xlsx, lambda path: write_xlsx(path, results.rows()))
    _whole(html, partial(write_html, results=results, lang=lang))


def _whole(path: Path | None, written: Callable[[Path], None]) -> None:
    """Write beside the place and move: whoever opens it meanwhile sees the older one."""
    if path is None:
        return
    fresh = path.with_name(f".{path.name}.part")
    fresh.touch(mode=0o600)
    try:
        written(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
