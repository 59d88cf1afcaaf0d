"""The report for people: one HTML file without network, that runs only its own script."""

import tomllib
from base64 import b64encode
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from precheck.bulk.results import Results
from precheck.bulk.summary import summary

FOLDER = Path(__file__).resolve().parent / "report"


def write_html(path: Path, results: Results, lang: str) -> None:
    """Write the report, row by row."""
    pages = Environment(
        loader=PackageLoader("precheck.bulk", "report"), undefined=StrictUndefined, autoescape=True
    )
    style, script = (_text(name) for name in ("report.css", "report.js"))
    stream = pages.get_template("report.html.j2").stream(
        lang=lang,
        texts=texts()[lang],
        style=style,
        script=script,
        allowed={"style": _allowed(style), "script": _allowed(script)},
        made=datetime.now().astimezone().strftime("%Y-%m-%d %H:%M"),
        summary=summary(results.rows()),
        rows=results.rows(),
    )
    stream.enable_buffering(100)
    with path.open("wb") as out:
        stream.dump(out, encoding="utf-8")


def texts() -> Mapping[str, Mapping[str, Any]]:
    """Return the report's own words, by language."""
    return tomllib.loads(_text("texts.toml"))


def _text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def _allowed(text: str) -> str:
    """Return what a Content-Security-Policy allows this very text by."""
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode('ascii')}'"
