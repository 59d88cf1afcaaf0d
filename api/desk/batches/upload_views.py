"""Uploads to batches: announced, received, continued after a break, ended or discarded."""

import time
from collections.abc import Sequence

from flask import Response, abort, flash, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, RowMapping

from api.callers.keys import DESK
from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.batches import outcomes
from api.desk.batches.announcement import read_announcement
from api.desk.batches.immediate_check import check_now
from api.desk.batches.receiving import UploadReport, receive
from api.desk.blueprint import bp
from api.service import service
from api.store import audit_trail, batches
from api.store.batches import NewBatch, Origin
from api.store.photos import intake
from api.store.uploads import same_files, unfinished
from api.store.uploads.announced import AnnouncedFile, UploadLedger
from api.store.uploads.states import FileState
from precheck.answer.as_json import Json
from precheck.bulk.sources.files import RefusalCode

HOUR_SECONDS = 3600


@bp.context_processor
def upload_limits() -> dict[str, int]:
    """Return the sizes that the page's script compares files with before it sends them."""
    settings = service().settings
    return {"max_request_bytes": settings.batch_bytes, "max_photo_bytes": settings.max_bytes}


@bp.post("/batches")
@needs(Right.DECIDE)
def new_batch() -> ResponseReturnValue:
    """Create a batch for the files that a page announces.

    No batch is created where the files belong to an upload that broke off (the answer's
    `unfinished`), nor where other batches hold all of them.
    """
    asked, store, now = read_announcement(request), service().store, time.time()
    files = asked.local_files(store.vault)
    macs = {file.mac for file in files}
    new = NewBatch(owner=DESK, origin=Origin.DESK, urgent=asked.urgent, name=asked.name)
    with store.writing() as connection:
        begun = None if asked.fresh else unfinished.recognise(connection, macs, _oldest(now))
        if begun is not None:
            return jsonify(unfinished=_unfinished_json(connection, begun))
        known = {} if asked.anyway else same_files.elsewhere(connection, store.vault, macs)
        if macs <= known.keys():
            lines = [outcomes.known_line(file.path, known[file.mac]) for file in files]
            return jsonify(wanted=[], reported=outcomes.as_json(lines))
        id_ = batches.create(connection, store.vault, new, now)
        ledger = UploadLedger(connection, store.vault, id_)
        rows = ledger.announce(files, now, anyway=asked.anyway)
        ledger.refuse(asked.too_large_paths(), RefusalCode.TOO_LARGE, now)
        return jsonify(_announced_json(connection, id_, rows)), 201


@bp.post("/batches/<id_>/announce")
@needs(Right.DECIDE)
def announce_files(id_: str) -> Response:
    """Announce further files, or again those of an upload that broke off."""
    row, store, now = _growing_batch(id_), service().store, time.time()
    asked = read_announcement(request)
    files = asked.local_files(store.vault)
    with store.writing() as connection:
        ledger = UploadLedger(connection, store.vault, row["id"])
        rows = ledger.announce(files, now, anyway=asked.anyway)
        ledger.refuse(asked.too_large_paths(), RefusalCode.TOO_LARGE, now)
        return jsonify(_announced_json(connection, id_, rows))


@bp.post("/batches/<id_>/files")
@needs(Right.DECIDE)
def add_files(id_: str) -> Response:
    """Add files, each with its path as announced; the last one closes the batch."""
    row, report = _growing_batch(id_), UploadReport()
    paths, files = request.form.getlist("path"), request.files.getlist("file")
    if len(paths) != len(files):
        abort(400)
    anyway = request.form.get("anyway") == "1"
    for path, file in zip(paths, files, strict=True):
        receive(row, path, file.read(), report, anyway=anyway)
    with service().store.writing() as connection:
        unfinished.close_complete(connection, id_, time.time())
        lines = outcomes.reported(connection, id_, report.others)
    return jsonify(skipped=report.skipped, reported=outcomes.as_json(lines))


@bp.post("/batches/<id_>/close")
@needs(Right.DECIDE)
def close_batch(id_: str) -> Response:
    """Close the batch unless files are missing, and check a single photo now.

    Returns the address of the next page, the batch's photos, and what became no photo.
    """
    batch_or_404(id_)
    store, url = service().store, url_for("desk.batch", id_=id_)
    with store.writing() as connection:
        unfinished.close_complete(connection, id_, time.time())
        photos = intake.first(connection, id_, 2)
        count = intake.count(connection, id_)
        reported = outcomes.as_json(outcomes.reported_of_batch(connection, id_))
    if len(photos) == 1:
        check_now(photos[0])
        url = url_for("desk.photo", id_=photos[0])
    return jsonify(url=url, photos=count, reported=reported)


@bp.post("/batches/<id_>/end-upload")
@needs(Right.DECIDE)
def end_upload(id_: str) -> ResponseReturnValue:
    """End an upload that broke off without the files that are missing."""
    batch_or_404(id_)
    with service().store.writing() as connection:
        unfinished.end(connection, id_, time.time())
    flash("upload_ended")
    return redirect(url_for("desk.batch", id_=id_))


@bp.post("/batches/<id_>/discard-upload")
@needs(Right.DECIDE)
def discard_upload(id_: str) -> ResponseReturnValue:
    """Delete a batch that was never complete, unless one of its photos is decided."""
    with service().store.writing() as connection:
        row = batches.get(connection, id_) or abort(404)
        if not may_discard(row, batches.progress(connection, id_)):
            abort(403)
        batches.delete(connection, id_)
        audit_trail.add(connection, person().name, "delete_batch", id_)
    flash("batch_deleted")
    return redirect(url_for("desk.home"))


def may_discard(batch: RowMapping, progress: batches.Progress) -> bool:
    """Return whether an officer may delete the batch: its upload broke off, nothing is decided."""
    unclosed = batch["owner"] == DESK and batch["closed_at"] is None
    return unclosed and progress.decided == 0


def may_grow(batch: RowMapping) -> bool:
    """Return whether the batch takes further files, closed or not.

    Only a batch of the desk does, while its first photos have not expired: its rows are deleted by
    its own age, and late photos would go with them undecided.
    """
    return bool(batch["owner"] == DESK and batch["created_at"] >= _oldest(time.time()))


def batch_or_404(id_: str) -> RowMapping:
    """Return the batch. Aborts with 404 if it does not exist."""
    with service().store.reading() as connection:
        return batches.get(connection, id_) or abort(404)


def _growing_batch(id_: str) -> RowMapping:
    row = batch_or_404(id_)
    return row if may_grow(row) else abort(409)


def _oldest(now: float) -> float:
    return now - service().settings.undecided_hours * HOUR_SECONDS


def _announced_json(connection: Connection, id_: str, rows: Sequence[AnnouncedFile]) -> Json:
    """Return the indices of the wanted files, and lines on those that become no new photo."""
    wanted = [at for at, row in enumerate(rows) if row.state is FileState.MISSING]
    lines = outcomes.reported(connection, id_, rows)
    progress = unfinished.progress(connection, id_)
    return {
        "id": id_,
        "url": url_for("desk.batch", id_=id_),
        "wanted": wanted,
        "reported": outcomes.as_json(lines),
        "received": progress.received,
        "announced": progress.announced,
    }


def _unfinished_json(connection: Connection, id_: str) -> Json:
    row, progress = batches.get(connection, id_), unfinished.progress(connection, id_)
    assert row is not None
    return {
        "id": id_,
        "url": url_for("desk.batch", id_=id_),
        "name": batches.open_name(service().store.vault, row),
        "received": progress.received,
        "announced": progress.announced,
    }
