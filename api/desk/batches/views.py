"""Pages of batches: progress, deletion."""

import time
from typing import Any

from flask import Response, flash, make_response, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import RowMapping

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.batches import sure_views
from api.desk.batches.outcomes import reported_of_batch
from api.desk.batches.upload_views import batch_or_404, may_discard, may_grow
from api.desk.blueprint import bp
from api.desk.photos.listing import list_page
from api.service import service
from api.store import audit_trail, batches
from api.store.uploads import unfinished
from api.store.uploads.announced import UploadLedger
from api.store.uploads.states import FileState

UPLOAD_ALIVE_SECONDS = 60
"""Time after the last file until an upload counts as broken off; pages follow it until then."""


@bp.get("/batches/<id_>")
@needs(Right.DECIDE)
def batch(id_: str) -> str:
    """Show a batch with its progress and photos."""
    row = batch_or_404(id_)
    name = batches.open_name(service().store.vault, row)
    return render_template(
        "desk/batches/batch.html", name=name, **_progress(row), **_upload(row), **list_page(id_)
    )


@bp.get("/batches/<id_>/progress")
@needs(Right.DECIDE)
def batch_progress(id_: str) -> Response:
    """Show the progress; the page polls this until all is sent and checked, then loads its list."""
    progress = _progress(batch_or_404(id_))
    page = make_response(render_template("desk/batches/progress.html", **progress))
    if not progress["followed"]:
        page.headers["HX-Trigger-After-Settle"] = "finished"
    return page


@bp.post("/batches/<id_>/delete")
@needs(Right.EXPORT)
def delete_batch(id_: str) -> ResponseReturnValue:
    """Delete a batch with its photos and results; decisions are kept."""
    batch_or_404(id_)
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
                "upload": unfinished.progress(connection, row["id"]),
            }
            for row in batches.latest(connection, 20)
        ]


def _progress(row: RowMapping) -> dict[str, Any]:
    now = time.time()
    with service().store.reading() as connection:
        progress = batches.progress(connection, row["id"])
        pace = batches.pace(connection, row["id"], now)
        upload = unfinished.progress(connection, row["id"])
        offered = sure_views.offered(connection, row)
    alive = bool(upload.missing and now < (upload.changed_at or 0) + UPLOAD_ALIVE_SECONDS)
    left = progress.states["queued"] + progress.states["leased"]
    return {
        "batch": row,
        "progress": progress,
        "finished": progress.photos - left,
        "left_seconds": left / pace if pace else None,
        "upload": upload,
        "alive": alive,
        "followed": alive or not progress.finished,
        **offered,
    }


def _upload(row: RowMapping) -> dict[str, Any]:
    """Return what was announced and did not come, and what came and became no photo."""
    vault = service().store.vault
    with service().store.reading() as connection:
        ledger = UploadLedger(connection, vault, row["id"])
        progress = batches.progress(connection, row["id"])
        return {
            "missing": ledger.listed([FileState.MISSING]),
            "reported": reported_of_batch(connection, row["id"]),
            "growing": row["id"] if may_grow(row) else None,
            "discardable": may_discard(row, progress),
        }
