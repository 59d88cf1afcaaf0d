"""A batch's results: one row a photo, as JSON, CSV or XLSX."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import RowMapping

from api.schemas import Answer
from api.store import answers
from api.store.crypto import Vault
from api.store.results import Result
from precheck.bulk.sheets import write_csv, write_xlsx
from precheck.bulk.table import COLUMNS as CHECKED
from precheck.render import Json

OURS = (
    *("file", "folder", "reference", "state", "decision.decision", "decision.reason"),
    *("decision.at", "message", "masked"),
)
COLUMNS = (
    *OURS,
    *(column for column in CHECKED if column not in {*OURS, "pile", "error.detail"}),
    *("sender", "check", "number_mac"),
)
"""Columns of the tables, as paths into a row."""

Rows = Iterable[Mapping[str, Any]]


def row(result: Result, vault: Vault | None = None) -> Json:
    """Return one photo's row: the answer of `/check` where there is one, and what became of it.

    The number is masked. With the vault it stands there in full, as long as that is kept.
    """
    photo, names, decision = result.photo, result.names, _decision(result.photo)
    answer: Json = photo["answer"] or {}
    return {
        **dict.fromkeys(Answer.model_fields),
        **answer,
        "number": answers.opened(vault, photo) if vault else answer.get("number"),
        "id": photo["id"],
        "file": names.file,
        "folder": names.folder,
        "page": photo["page"],
        "reference": names.reference,
        "sender": names.sender,
        "sent_at": names.sent_at,
        "line": result.line,
        "attempt": photo["attempt"],
        "check": photo["check_id"],
        "state": photo["state"],
        "error": photo["error"] and {"code": photo["error"]},
        "next": photo["next"],
        "message": photo["message"],
        "message_short": answer.get("message_short")
        if photo["state"] == "done" and not decision
        else None,
        "masked": photo["number_masked"],
        "number_mac": photo["number_mac"],
        "decision": decision,
    }


def _decision(photo: RowMapping) -> Json | None:
    if photo["decision"] is None:
        return None
    return {
        "id": photo["decision_id"],
        "decision": photo["decision"],
        "reason": photo["decision_reason"],
        "at": told_time(photo["decided_at"]),
    }


def told_time(seconds: float | None) -> str | None:
    """Return a time as ISO 8601 in UTC."""
    return (
        None if seconds is None else datetime.fromtimestamp(seconds, UTC).isoformat("T", "seconds")
    )


def as_json(batch: Json, rows: Rows) -> bytes:
    """Return batch and rows as one object."""
    return json.dumps({"batch": batch, "photos": list(rows)}).encode()


def as_csv(rows: Rows, columns: Sequence[str] = COLUMNS) -> bytes:
    """Return the rows as a table of text."""
    return _written(lambda path: write_csv(path, rows, columns))


def as_xlsx(rows: Rows, columns: Sequence[str] = COLUMNS) -> bytes:
    """Return the rows as a spreadsheet."""
    return _written(lambda path: write_xlsx(path, rows, columns))


def _written(write: Callable[[Path], None]) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "results"
        write(path)
        return path.read_bytes()
