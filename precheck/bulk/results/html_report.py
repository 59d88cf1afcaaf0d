"""The HTML report: one file that needs no network and runs only its own script."""

import time
import tomllib
from base64 import b64encode
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from precheck.answer.formats import clock, percent, sent_clock
from precheck.answer.words import code_words
from precheck.bulk.results.counts import count_rows
from precheck.bulk.results.result_file import ResultFile
from precheck.bulk.results.triage import Triage

FIRST_TO_LAST = (Triage.DOUBTFUL, Triage.ERROR, Triage.RE_PHOTO, Triage.ACCEPT)
"""Order of the rows."""
HTML_FOLDER = Path(__file__).resolve().parent / "html"


def write_html(path: Path, results: ResultFile, lang: str) -> None:
    """Write the report; memory does not grow with the rows."""
    pages = Environment(
        loader=PackageLoader("precheck.bulk.results", "html"),
        undefined=StrictUndefined,
        autoescape=True,
    )
    texts = report_texts()[lang]
    style, script = (_read(name) for name in ("report.css", "report.js"))
    stream = pages.get_template("report.html.j2").stream(
        lang=lang,
        texts=texts,
        style=style,
        script=script,
        allowed={"style": _csp_source(style), "script": _csp_source(script)},
        made=clock(time.time()),
        percent=percent,
        sent_at=sent_clock,
        names=texts["reasons"] | texts["errors"],
        order=list(map(str, FIRST_TO_LAST)),
        counts=count_rows(results.rows()),
        rows=_sorted_rows(results),
    )
    stream.enable_buffering(100)
    with path.open("wb") as out:
        stream.dump(out, encoding="utf-8")


def _sorted_rows(results: ResultFile) -> Iterator[dict[str, Any]]:
    """Yield the rows by class: what needs a person's eye first."""
    for pile in FIRST_TO_LAST:
        yield from (row for row in results.rows() if row["pile"] == pile)


def report_texts() -> Mapping[str, Mapping[str, Any]]:
    """Return the report's texts and the short names of codes, by language."""
    texts = tomllib.loads(_read("texts.toml"))
    return {lang: {**code_words(lang), **own} for lang, own in texts.items()}


def _read(name: str) -> str:
    return (HTML_FOLDER / name).read_text(encoding="utf-8")


def _csp_source(text: str) -> str:
    """Return the Content-Security-Policy source that allows exactly this inline text."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"
