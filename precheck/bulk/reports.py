"""The reports of a run, made from the file of results; each appears whole or not at all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from precheck.bulk.page import write_html
from precheck.bulk.results import Results
from precheck.bulk.sheets import write_csv, write_xlsx


@dataclass(frozen=True, slots=True, kw_only=True)
class Reports:
    """Which reports are written, and where."""

    csv: Path | None = None
    xlsx: Path | None = None
    html: Path | None = None
    lang: str = "id"

    def write(self, results: Results) -> None:
        """Write those that were asked for. Raises OSError."""
        _whole(self.csv, lambda path: write_csv(path, results.rows()))
        _whole(self.xlsx, lambda path: write_xlsx(path, results.rows()))
        _whole(self.html, partial(write_html, results=results, lang=self.lang))


def _whole(path: Path | None, write: Callable[[Path], None]) -> None:
    """Write beside the place and move: whoever opens it meanwhile sees the older one."""
    if path is None:
        return
    fresh = path.with_name(f".{path.name}.part")
    fresh.touch(mode=0o600)
    try:
        write(fresh)
        fresh.replace(path)
    finally:
        fresh.unlink(missing_ok=True)
