"""Batches: upload of photos, progress, deletion."""

import time
from dataclasses import asdict
from typing import Any

from flask import (
    Response,
    abort,
    flash,
    jsonify,
    make_response,
    redirect,
    render_template,
    request,
    url_for,
)
from flask.typing import ResponseReturnValue
from sqlalchemy import RowMapping

from api.batches.intake import photos_in
from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.batches import sure_views
from api.desk.batches.dropped_files import (
    UploadReport,
    common_folder,
    count_other,
    upload,
)
from api.desk.batches.immediate_check import check_now
from api.desk.blueprint import bp
from api.desk.photos.listing import list_page
from api.service import service
from api.settings import DESK
from api.store import audit_trail, batches
from api.store.batches import NewBatch, Origin, Progress
from api.store.photos import intake
from precheck.bulk.sources.files import PhotoFile


@bp.post("/batches")
@needs(Right.DECIDE)
def new_batch() -> ResponseReturnValue:
    """Create a batch; a single picture is urgent."""
    name = request.form.get("name", "")[:200] or None
    urgent = request.form.get("urgent") == "1"
    new = NewBatch(owner=DESK, origin=Origin.DESK, urgent=urgent, name=name)
    store = service().store
    with store.writing() as connection:
        id_ = batches.create(connection, store.vault, new, time.time())
    return jsonify({"id": id_, "url": url_for("desk.batch", id_=id_)}), 201


@bp.post("/batches/<id_>/files")
@needs(Right.DECIDE)
def add_files(id_: str) -> Response:
    """Add files, each with its path within the dropped folder."""
    row, report = _batch(id_), UploadReport()
    paths, files = request.form.getlist("path"), request.files.getlist("file")
    if len(paths) != len(files):
        abort(400)
    for path, file in zip(paths, files, strict=True):
        _add(row, path, file.read(), report)
    return jsonify(asdict(report))


@bp.post("/batches/<id_>/close")
@needs(Right.DECIDE)
def close_batch(id_: str) -> Response:
    """Close the batch and return the address of the next page. A single photo is checked now."""
    _batch(id_)
    store = service().store
    with store.writing() as connection:
        batches.close(connection, id_, time.time())
        photos = intake.first(connection, id_, 2)
    if len(photos) != 1:
        return jsonify({"url": url_for("desk.batch", id_=id_)})
    check_now(photos[0])
    return jsonify({"url": url_for("desk.photo", id_=photos[0])})


@bp.get("/batches/<id_>")
@needs(Right.DECIDE)
def batch(id_: str) -> str:
    """Show a batch with its progress and photos."""
    row = _batch(id_)
    name = batches.open_name(service().store.vault, row)
    return render_template("desk/batches/batch.html", **_progress(row), name=name, **list_page(id_))


@bp.get("/batches/<id_>/progress")
@needs(Right.DECIDE)
def batch_progress(id_: str) -> Response:
    """Show the progress; the page polls this until the workers finish, then loads its list."""
    progress = _progress(_batch(id_))
    page = make_response(render_template("desk/batches/progress.html", **progress))
    if progress["progress"].finished:
        page.headers["HX-Trigger-After-Settle"] = "finished"
    return page


@bp.post("/batches/<id_>/delete")
@needs(Right.EXPORT)
def delete_batch(id_: str) -> ResponseReturnValue:
    """Delete a batch with its photos and results; decisions are kept."""
    _batch(id_)
    with service().store.writing() as connection:
        batches.delete(connection, id_)
        audit_trail.add(connection, person().name, "delete_batch", id_)
    flash("batch_deleted")
    return redirect(url_for("desk.home"))


def latest_batches() -> list[dict[str, Any]]:
    """Return the newest batches with their progress."""
    store = service().store
    with store.reading() as connection:
        return [
            {
                "batch": row,
                "name": batches.open_name(store.vault, row),
                "progress": batches.progress(connection, row["id"]),
            }
            for row in batches.latest(connection, 20)
        ]


def _progress(row: RowMapping) -> dict[str, Any]:
    with service().store.reading() as connection:
        progress = batches.progress(connection, row["id"])
        offered = sure_views.offered(connection, row)
    return {"batch": row, "progress": progress, **offered, **_rate(row, progress)}


def _rate(row: RowMapping, progress: Progress) -> dict[str, float | int | None]:
    """Return the number of finished photos and the estimated seconds left."""
    left = progress.states["queued"] + progress.states["leased"]
    finished = progress.photos - left
    passed = time.time() - row["created_at"]
    return {"finished": finished, "left_seconds": passed / finished * left if finished else None}


def _batch(id_: str) -> RowMapping:
    with service().store.reading() as connection:
        return batches.get(connection, id_) or abort(404)


def _add(row: RowMapping, path: str, data: bytes, report: UploadReport) -> None:
    """Add the photos in a file, each in its own transaction."""
    store, max_photos = service().store, service().settings.batch_photos
    folder = common_folder(path, data)
    for one in photos_in(path, data, chosen="/" not in path):
        if not isinstance(one, PhotoFile):
            count_other(report, one)
            continue
        with store.writing() as connection:
            if intake.count(connection, row["id"]) >= max_photos:
                report.refused.append({"name": one.name, "code": "batch_full"})
                continue
            added = intake.add(connection, store.vault, row, upload(one, folder), time.time())
        report.added += added.new
        report.known += not added.new
