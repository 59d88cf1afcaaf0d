"""Batches: photos are brought, progress is watched, the sure ones are accepted together."""

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

from api.desk import at_once
from api.desk.blueprint import bp
from api.desk.filters import listed
from api.desk.person import person
from api.desk.rights import Right, needs
from api.desk.unpack import Dropped, Taken, found, tell, top, upload
from api.service import service
from api.settings import DESK
from api.store import batches, decisions, intake, trail
from api.store.batches import NewBatch, Origin, Progress
from precheck.bulk.found import Source

FILES = 200
"""Files of one request."""


@bp.before_request
def _let_files_in() -> None:
    """Let one request bring more than a single photo. Runs before the form is read."""
    if request.endpoint == "desk.add_files":
        request.max_content_length = service().settings.batch_bytes
        request.max_form_parts = 2 * FILES + 1


@bp.post("/batches")
@needs(Right.DECIDE)
def new_batch() -> ResponseReturnValue:
    """Make a batch; a single picture comes before every backlog."""
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
    """Take files, each with its path from the folder that was dropped."""
    row, taken = _batch(id_), Taken()
    paths, files = request.form.getlist("path"), request.files.getlist("file")
    if len(paths) != len(files):
        abort(400)
    for path, file in zip(paths, files, strict=True):
        _add(row, Dropped(path, file.read()), taken)
    return jsonify(asdict(taken))


@bp.post("/batches/<id_>/close")
@needs(Right.DECIDE)
def close_batch(id_: str) -> Response:
    """Say that no more photos come, and where to look next. A single one is checked at once."""
    _batch(id_)
    store = service().store
    with store.writing() as connection:
        batches.close(connection, id_, time.time())
        photos = intake.first(connection, id_, 2)
    single = len(photos) == 1
    if single:
        at_once.check(photos[0])
    url = url_for("desk.photo", id_=photos[0]) if single else url_for("desk.batch", id_=id_)
    return jsonify({"url": url})


@bp.get("/batches/<id_>")
@needs(Right.DECIDE)
def batch(id_: str) -> str:
    """Show a batch: how far it is, and its photos."""
    row = _batch(id_)
    name = batches.name(service().store.vault, row)
    return render_template("desk/batch.html", **_progress(row), name=name, **listed(id_))


@bp.get("/batches/<id_>/progress")
@needs(Right.DECIDE)
def batch_progress(id_: str) -> Response:
    """Show how far it is; the page asks for this while workers are busy, then for its list."""
    how = _progress(_batch(id_))
    page = make_response(render_template("desk/progress.html", **how))
    if how["progress"].finished:
        page.headers["HX-Trigger-After-Settle"] = "finished"
    return page


@bp.post("/batches/<id_>/accept-sure")
@needs(Right.DECIDE)
def accept_sure(id_: str) -> ResponseReturnValue:
    """Accept all sure ones as one act, which can be undone."""
    _batch(id_)
    act = decisions.act(person().name, time.time())
    with service().store.writing() as connection:
        decisions.accept_sure(connection, id_, act)
    flash("accepted_sure")
    return redirect(url_for("desk.batch", id_=id_))


@bp.post("/batches/<id_>/delete")
@needs(Right.EXPORT)
def delete_batch(id_: str) -> ResponseReturnValue:
    """Remove a batch with its photos and results; the decisions stay."""
    _batch(id_)
    with service().store.writing() as connection:
        batches.delete(connection, id_)
        act = trail.Act(who=person().name, act="delete_batch", subject=id_)
        trail.add(connection, act, time.time())
    flash("batch_deleted")
    return redirect(url_for("desk.home"))


def latest() -> list[dict[str, Any]]:
    """Return the newest batches with their progress."""
    store = service().store
    with store.reading() as connection:
        return [
            {
                "batch": row,
                "name": batches.name(store.vault, row),
                "progress": batches.progress(connection, row["id"]),
            }
            for row in batches.latest(connection, 20)
        ]


def _progress(row: RowMapping) -> dict[str, Any]:
    with service().store.reading() as connection:
        progress = batches.progress(connection, row["id"])
        sure = decisions.count_sure(connection, row["id"])
        undoable = decisions.last_group(connection, person().name, row["id"])
    return {
        "batch": row,
        "progress": progress,
        "sure": sure,
        "undoable": undoable,
        **_rate(row, progress),
    }


def _rate(row: RowMapping, progress: Progress) -> dict[str, float | int | None]:
    """Return photos finished, and seconds left at the rate so far."""
    left = progress.states["queued"] + progress.states["leased"]
    finished = progress.photos - left
    passed = time.time() - row["created_at"]
    return {"finished": finished, "left_seconds": passed / finished * left if finished else None}


def _batch(id_: str) -> RowMapping:
    with service().store.reading() as connection:
        row = batches.get(connection, id_)
    if row is None:
        abort(404)
    return row


def _add(row: RowMapping, dropped: Dropped, taken: Taken) -> None:
    """Add what is in a file, photo by photo: each is safe once it is told."""
    store, most, folder = service().store, service().settings.batch_photos, top(dropped)
    for one in found(dropped):
        if not isinstance(one, Source):
            tell(taken, one)
            continue
        with store.writing() as connection:
            if intake.count(connection, row["id"]) >= most:
                taken.refused.append({"name": one.name, "code": "batch_full"})
                continue
            added = intake.add(connection, store.vault, row, upload(one, folder), time.time())
        taken.added += added.new
        taken.known += not added.new
