"""A batch's results: one row per photo, as JSON, CSV or XLSX."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import RowMapping

from api.http.timestamps import iso_timestamp
from api.schema.check_shapes import Answer
from api.store.database.vault import Vault
from api.store.photos import answers
from api.store.photos.search import FoundPhoto
from precheck.answer.as_json import Json
from precheck.bulk.results.spreadsheets import JsonRows, write_csv, write_xlsx
from precheck.bulk.results.table import RESULT_COLUMNS as CHECK_COLUMNS

PHOTO_COLUMNS = (
    *("file", "folder", "reference", "state", "decision.decision", "decision.reason"),
    *("decision.at", "message", "masked"),
)
BATCH_RESULT_COLUMNS = (
    *PHOTO_COLUMNS,
    *(column for column in CHECK_COLUMNS if column not in {*PHOTO_COLUMNS, "pile", "error.detail"}),
    *("sender", "check", "number_mac"),
)
"""Columns of the tables, as paths into a row."""

XLSX_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def result_row(found: FoundPhoto, vault: Vault | None = None) -> Json:
    """Return one photo's row: the answer of `/check`, if any, its state and the officer's decision.

    The number is masked unless a vault is given and the full number is still stored.
    """
    photo, names, decision = found.photo, found.names, _decision(found.photo)
    answer: Json = photo["answer"] or {}
    return {
        **dict.fromkeys(Answer.model_fields),
        **answer,
        "number": answers.open_number(vault, photo) if vault else answer.get("number"),
        "id": photo["id"],
        "file": names.file,
        "folder": names.folder,
        "page": photo["page"],
        "reference": names.reference,
        "sender": names.sender,
        "sent_at": names.sent_at,
        "line": photo["line"],
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
        "at": iso_timestamp(photo["decided_at"]),
    }


def as_json(batch: Json, rows: JsonRows) -> bytes:
    """Return batch and rows as one object."""
    return json.dumps({"batch": batch, "photos": list(rows)}).encode()


def as_csv(rows: JsonRows, columns: Sequence[str] = BATCH_RESULT_COLUMNS) -> bytes:
    """Return the rows as a table of text."""
    return file_bytes(lambda path: write_csv(path, rows, columns))


def as_xlsx(rows: JsonRows, columns: Sequence[str] = BATCH_RESULT_COLUMNS) -> bytes:
    """Return the rows as a spreadsheet."""
    return file_bytes(lambda path: write_xlsx(path, rows, columns))


def file_bytes(write: Callable[[Path], None]) -> bytes:
    """Return the content of the file that `write` writes."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "results"
        write(path)
        return path.read_bytes()
