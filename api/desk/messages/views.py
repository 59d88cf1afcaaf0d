"""Messages to send: listed by recipient, exported, and marked as sent."""

import time

from flask import Response, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.messages.recipients import Recipient, recipients
from api.desk.messages.table import message_columns, message_rows
from api.desk.pages.downloads import table_download
from api.desk.pages.language import in_language
from api.service import service
from api.store import audit_trail, batches
from api.store.photos import outgoing, re_photos
from api.store.tables.batches import PHOTOS

SENT = {"": False, "sent": True, "all": None}
"""Values of the filter, and the mark that each shows."""
RECIPIENTS_PER_PAGE = 50


@bp.get("/messages")
@needs(Right.DECIDE)
def all_messages() -> str:
    """Show the messages by recipient."""
    store, batch_id = service().store, request.args.get("batch") or None
    page = max(1, request.args.get("page", 1, type=int))
    with store.reading() as connection:
        batch = batch_id and (batches.get(connection, batch_id) or abort(404))
        found = _requested(connection)
        unsent = outgoing.count_unsent(connection, batch_id)
    first = (page - 1) * RECIPIENTS_PER_PAGE
    return render_template(
        "desk/messages/messages.html",
        batch=batch,
        name=batch and batches.open_name(store.vault, batch),
        shown=found[first : first + RECIPIENTS_PER_PAGE],
        total=len(found),
        page=page,
        more=len(found) > first + RECIPIENTS_PER_PAGE,
        mark=request.args.get("mark", ""),
        unsent=unsent,
    )


@bp.post("/messages/sent")
@needs(Right.DECIDE)
def mark_messages() -> ResponseReturnValue:
    """Mark the messages of photos as sent, or remove the mark with `remove`.

    Returns the recipient's part of the page to the script, else the page again.
    """
    ids, batch_id = request.form.getlist("photo"), request.form.get("batch") or None
    with service().store.writing() as connection:
        changed = _mark(connection, ids, remove="remove" in request.form)
        if "HX-Request" in request.headers:
            return _recipient(connection, ids, batch_id)
    flash(in_language(f"{changed} foto ditandai.", f"Photos marked: {changed}."))
    mark = request.form.get("mark") or None
    return redirect(url_for("desk.all_messages", batch=batch_id, mark=mark))


@bp.get("/messages.<any(csv, xlsx):kind>")
@needs(Right.DECIDE)
def export_messages(kind: str) -> Response:
    """Return the listed messages as a table, without any number, and add an audit entry."""
    with service().store.writing() as connection:
        found = _requested(connection)
        detail = {"format": kind, "list": "messages", "photos": sum(len(o.photos) for o in found)}
        audit_trail.add(connection, person().name, "export", request.args.get("batch"), detail)
    return table_download("pesan", kind, message_rows(found), message_columns())


def _requested(connection: Connection) -> list[Recipient]:
    """Return the recipients of the request's batch and mark."""
    sent = SENT.get(request.args.get("mark", ""), False)
    in_batch = re_photos.in_batch(request.args.get("batch") or None)
    which = outgoing.to_send(sent=sent) & in_batch
    return recipients(re_photos.find(connection, service().store.vault, which), service().office)


def _mark(connection: Connection, ids: list[str], *, remove: bool) -> int:
    """Set or remove the mark, with an audit entry a photo; return how many changed."""
    who = person().name
    if remove:
        changed = outgoing.unmark_sent(connection, ids)
    else:
        changed = outgoing.mark_sent(connection, ids, who, time.time())
    act = "unmark_sent" if remove else "mark_sent"
    audit_trail.add_all(connection, who, act, ids if changed else [], None)
    return changed


def _recipient(connection: Connection, ids: list[str], batch_id: str | None) -> str:
    """Return the part of the page of the recipient whose photos these are."""
    which = outgoing.to_send() & PHOTOS.c.id.in_(ids)
    found = re_photos.find(connection, service().store.vault, which)
    if not found:
        abort(404)
    return render_template(
        "desk/messages/marked.html",
        one=recipients(found, service().office)[0],
        batch_id=batch_id,
        unsent=outgoing.count_unsent(connection, batch_id),
    )
