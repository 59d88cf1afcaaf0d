"""`/batches`: upload of many photos, checked in the background, and download of the results."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from http import HTTPStatus

from apiflask import APIBlueprint
from flask import Response, g, jsonify, request
from sqlalchemy import RowMapping

from api.batches import documentation, results
from api.batches.intake import UploadedFile, add_files
from api.batches.requests import read_batch, read_photo_options
from api.batches.uploads import handover_files, request_files
from api.errors import ServiceError
from api.http.inputs import BadOption
from api.http.timestamps import iso_timestamp
from api.metrics import record
from api.process.capacity import Busy
from api.service import service
from api.store import audit_trail, batches
from api.store.batches import NoSuchBatch, Origin, Rank
from api.store.photos import search
from api.store.tables.columns import ID
from precheck.answer.as_json import Json
from precheck.bulk.results.spreadsheets import JsonRows

bp = APIBlueprint("batches", __name__, url_prefix="/batches")

MAX_FORM_PARTS = 2000
"""Photos and options of one request."""
RESULT_FORMATS: dict[str, tuple[str, Callable[[Json, JsonRows], bytes]]] = {
    "json": ("application/json", results.as_json),
    "csv": ("text/csv; charset=utf-8", lambda _, rows: results.as_csv(rows)),
    "xlsx": (results.XLSX_TYPE, lambda _, rows: results.as_xlsx(rows)),
}


class BatchClosed(ServiceError):
    """The batch is closed to further photos."""

    code = "batch_closed"
    status = HTTPStatus.CONFLICT


@bp.before_request
def _raise_request_limits() -> None:
    """Allow many photos in one request. Runs before the body is read."""
    request.max_content_length = service().settings.batch_bytes
    request.max_form_parts = MAX_FORM_PARTS


@bp.post("")
@bp.doc(
    operation_id="new_batch",
    responses=documentation.NEW_BATCH,
    extensions=documentation.NEW_BATCH_BODY,
)
def new_batch() -> tuple[Response, int]:
    """Make a batch, to which more photos may be added; or hand one citizen's tries to an officer.

    A hand-over's photos all come in this very request, and it is closed at once.
    """
    with _upload_slot():
        options = read_batch(request)
        handover = options.origin == "handover"
        files = handover_files(request, options) if handover or request.files else []
        store = service().store
        with store.writing() as connection:
            id_ = batches.create(connection, store.vault, options.new_batch(g.owner), time.time())
        received = _add_files(_own_batch(id_), files)
    if handover:
        _close(id_)
    return jsonify({**_batch_json(_own_batch(id_)), "received": received}), HTTPStatus.CREATED


@bp.post("/<batch_id>/photos")
@bp.doc(
    operation_id="add_photos", responses=documentation.ADDED, extensions=documentation.PHOTOS_BODY
)
def add_photos(batch_id: str) -> Response:
    """Add photos, or zip archives of them. The same file again changes nothing."""
    batch = _own_batch(batch_id)
    if batch["closed_at"] is not None:
        raise BatchClosed("This batch is closed: make another.")
    with _upload_slot():
        files = request_files(request, read_photo_options(request))
        return jsonify(_add_files(batch, files))


@bp.post("/<batch_id>/close")
@bp.doc(operation_id="close_batch", responses=documentation.BATCH_STATUS)
def close_batch(batch_id: str) -> Response:
    """Say that no more photos come. Closing twice changes nothing."""
    _own_batch(batch_id)
    _close(batch_id)
    return jsonify(_batch_json(_own_batch(batch_id)))


@bp.get("/<batch_id>")
@bp.doc(operation_id="batch", responses=documentation.BATCH_STATUS)
def batch(batch_id: str) -> Response:
    """Say how far the batch is."""
    return jsonify(_batch_json(_own_batch(batch_id)))


@bp.get("/<batch_id>/results")
@bp.doc(
    operation_id="results", responses=documentation.RESULTS, extensions=documentation.RESULTS_QUERY
)
def batch_results(batch_id: str) -> Response:
    """Return one row a photo: its verdict, and what an officer decided. Numbers are masked."""
    row, name = _own_batch(batch_id), request.args.get("format", "json")
    if name not in RESULT_FORMATS:
        raise BadOption(f"Option 'format': one of {', '.join(RESULT_FORMATS)}.")
    kind, write = RESULT_FORMATS[name]
    store = service().store
    with store.writing() as connection:
        audit_trail.add(connection, g.owner, "export", batch_id, {"format": name})
    with store.reading() as connection:
        rows = map(results.result_row, search.of_batch(connection, store.vault, batch_id))
        return Response(write(_batch_json(row), rows), content_type=kind)


@bp.delete("/<batch_id>")
@bp.doc(operation_id="delete_batch", responses=documentation.DELETED)
def delete_batch(batch_id: str) -> tuple[str, int]:
    """Remove the batch with its photos and results. Officers' decisions are kept."""
    _own_batch(batch_id)
    with service().store.writing() as connection:
        batches.delete(connection, batch_id)
        audit_trail.add(connection, g.owner, "delete_batch", batch_id)
    return "", HTTPStatus.NO_CONTENT


@contextmanager
def _upload_slot() -> Iterator[None]:
    """Limit the number of large requests held in memory. Raises Busy."""
    here = service()
    if not here.uploads.acquire(timeout=here.settings.wait):
        record.reject("uploads")
        raise Busy("Enough photos are coming in. Ask again shortly.")
    try:
        yield
    finally:
        here.uploads.release()


def _own_batch(batch_id: str) -> RowMapping:
    """Return the caller's batch. Raises NoSuchBatch."""
    row = None
    if ID.fullmatch(batch_id):
        with service().store.reading() as connection:
            row = batches.get(connection, batch_id, g.owner)
    if row is None or row["origin"] == Origin.SUBMISSION:
        raise NoSuchBatch
    return row


def _add_files(batch: RowMapping, files: list[UploadedFile]) -> Json:
    here = service()
    most, most_bytes = here.settings.batch_photos, here.settings.max_bytes
    return asdict(add_files(here.store, batch, files, most, most_bytes))


def _close(batch_id: str) -> None:
    with service().store.writing() as connection:
        batches.close(connection, batch_id, time.time())


def _batch_json(batch: RowMapping) -> Json:
    """Return the batch and its progress in the shape of the contract."""
    store = service().store
    with store.reading() as connection:
        progress = batches.progress(connection, batch["id"])
    return {
        "id": batch["id"],
        "name": batches.open_name(store.vault, batch),
        "line": batch["line"],
        "lang": batch["lang"],
        "origin": batch["origin"],
        "priority": "urgent" if batch["rank"] < Rank.BACKLOG else "normal",
        "created_at": iso_timestamp(batch["created_at"]),
        "closed_at": iso_timestamp(batch["closed_at"]),
        **asdict(progress),
        "finished": progress.finished and batch["closed_at"] is not None,
    }
