"""Batches: many photos come in, are worked on by and by, and their results are fetched."""

import re
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, replace
from http import HTTPStatus

from apiflask import APIBlueprint
from flask import Response, g, jsonify, request
from sqlalchemy import RowMapping

from api import openapi, results
from api.batch_asked import HandoverAsked, PhotosAsked, files, read_batch, read_photos
from api.capacity import Busy
from api.inputs import BadOption
from api.received import File, receive
from api.results import told_time
from api.service import service
from api.store import batches, checks, trail
from api.store import results as stored
from api.store.batches import Rank
from precheck.errors import PrecheckError
from precheck.render import Json

bp = APIBlueprint("batches", __name__, url_prefix="/batches")

ID = re.compile(r"[0-9A-Z]{26}")
PARTS = 2000
"""Photos and options of one request."""
FORMATS: dict[str, tuple[str, Callable[[Json, results.Rows], bytes]]] = {
    "json": ("application/json", results.as_json),
    "csv": ("text/csv; charset=utf-8", lambda _, rows: results.as_csv(rows)),
    "xlsx": (openapi.XLSX, lambda _, rows: results.as_xlsx(rows)),
}


class NoSuchBatch(PrecheckError):
    """There is no such batch, or it is another caller's."""

    code = "no_such_batch"


class BatchClosed(PrecheckError):
    """The batch takes no more photos."""

    code = "batch_closed"


@bp.before_request
def _let_many_in() -> None:
    """Let one request bring many photos. Runs before its body is read."""
    request.max_content_length = service().settings.batch_bytes
    request.max_form_parts = PARTS


@bp.post("")
@bp.doc(operation_id="new_batch", responses=openapi.NEW_BATCH, extensions=openapi.NEW_BATCH_BODY)
def new_batch() -> tuple[Response, int]:
    """Make a batch, to which photos are then added; or hand one citizen's tries to an officer.

    A hand-over's photos come in this very request, and it is closed at once.
    """
    with _room():
        asked = read_batch(request)
        tries = _tries(asked) if asked.origin == "handover" else []
        store = service().store
        with store.writing() as connection:
            id_ = batches.create(connection, store.vault, asked.new(g.owner), time.time())
        received = _received(_mine(id_), tries)
    if tries:
        _close(id_)
    return jsonify({**_told(_mine(id_)), "received": received}), HTTPStatus.CREATED


@bp.post("/<batch_id>/photos")
@bp.doc(operation_id="add_photos", responses=openapi.ADDED, extensions=openapi.PHOTOS_BODY)
def add_photos(batch_id: str) -> Response:
    """Add photos, or zip archives of them. The same file again changes nothing."""
    batch = _mine(batch_id)
    if batch["closed_at"] is not None:
        raise BatchClosed("This batch is closed: make another.")
    with _room():
        return jsonify(_received(batch, _asked_files(read_photos(request))))


@bp.post("/<batch_id>/close")
@bp.doc(operation_id="close_batch", responses=openapi.BATCH)
def close_batch(batch_id: str) -> Response:
    """Say that no more photos come. Closing twice changes nothing."""
    _mine(batch_id)
    _close(batch_id)
    return jsonify(_told(_mine(batch_id)))


@bp.get("/<batch_id>")
@bp.doc(operation_id="batch", responses=openapi.BATCH)
def batch(batch_id: str) -> Response:
    """Say how far the batch is."""
    return jsonify(_told(_mine(batch_id)))


@bp.get("/<batch_id>/results")
@bp.doc(operation_id="results", responses=openapi.RESULTS, extensions=openapi.RESULTS_QUERY)
def batch_results(batch_id: str) -> Response:
    """Return one row a photo: its verdict, and what an officer decided. Numbers are masked."""
    row, name = _mine(batch_id), request.args.get("format", "json")
    if name not in FORMATS:
        raise BadOption(f"Option 'format': one of {', '.join(FORMATS)}.")
    kind, write = FORMATS[name]
    store = service().store
    with store.writing() as connection:
        act = trail.Act(who=g.owner, act="export", subject=batch_id, detail={"format": name})
        trail.add(connection, act, time.time())
    with store.reading() as connection:
        rows = map(results.row, stored.of_batch(connection, store.vault, batch_id))
        return Response(write(_told(row), rows), content_type=kind)


@bp.delete("/<batch_id>")
@bp.doc(operation_id="delete_batch", responses=openapi.DELETED)
def delete_batch(batch_id: str) -> tuple[str, int]:
    """Remove the batch with its photos and results. What officers decided is kept."""
    _mine(batch_id)
    with service().store.writing() as connection:
        batches.delete(connection, batch_id)
        act = trail.Act(who=g.owner, act="delete_batch", subject=batch_id)
        trail.add(connection, act, time.time())
    return "", HTTPStatus.NO_CONTENT


@contextmanager
def _room() -> Iterator[None]:
    """Let few requests of this size into memory at once. Raises Busy."""
    here = service()
    if not here.uploads.acquire(timeout=here.settings.wait):
        raise Busy("Enough photos are coming in. Ask again shortly.")
    try:
        yield
    finally:
        here.uploads.release()


def _mine(batch_id: str) -> RowMapping:
    """Return the caller's batch. Raises NoSuchBatch."""
    row = None
    if ID.fullmatch(batch_id):
        with service().store.reading() as connection:
            row = batches.get(connection, batch_id, g.owner)
    if row is None:
        raise NoSuchBatch("There is no such batch.")
    return row


def _tries(asked: HandoverAsked) -> list[File]:
    """Return a hand-over's photos, each as its `/check` was asked. Raises BadOption."""
    photos = _asked_files(asked)
    ids = asked.check_id or [""] * len(photos)
    if len(ids) != len(photos):
        raise BadOption(f"'check_id' came {len(ids)} times for {len(photos)} photos.")
    return [_of_check(photo, id_) if id_ else photo for photo, id_ in zip(photos, ids, strict=True)]


def _of_check(photo: File, check_id: str) -> File:
    store = service().store
    with store.reading() as connection:
        check = checks.get(connection, check_id, g.owner)
    if check is None:
        raise BadOption(f"Option 'check_id': there is no such check as {check_id}.")
    if check["reference_mac"] not in (None, store.vault.mac("reference", photo.reference)):
        raise BadOption(f"Option 'check_id': {check_id} is a check of another reference.")
    types = photo.types or tuple(check["asked"])
    return replace(photo, check_id=check_id, attempt=check["attempt"], types=types)


def _asked_files(asked: PhotosAsked) -> list[File]:
    return [
        File(
            name=part.filename or "",
            data=part.read(),
            reference=asked.reference,
            types=asked.types,
        )
        for part in files(request)
    ]


def _received(batch: RowMapping, photos: list[File]) -> Json:
    here = service()
    return asdict(receive(here.store, batch, photos, here.settings.batch_photos))


def _close(batch_id: str) -> None:
    with service().store.writing() as connection:
        batches.close(connection, batch_id, time.time())


def _told(batch: RowMapping) -> Json:
    """Return a batch as callers see it."""
    store = service().store
    with store.reading() as connection:
        progress = batches.progress(connection, batch["id"])
    return {
        "id": batch["id"],
        "name": batches.name(store.vault, batch),
        "line": batch["line"],
        "lang": batch["lang"],
        "origin": batch["origin"],
        "priority": "urgent" if batch["rank"] < Rank.BACKLOG else "normal",
        "created_at": told_time(batch["created_at"]),
        "closed_at": told_time(batch["closed_at"]),
        **asdict(progress),
        "finished": progress.finished and batch["closed_at"] is not None,
    }
