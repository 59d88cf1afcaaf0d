"""The officers' conversations with citizens: listed, read, answered, and returned to the bot."""

import hashlib
import time
from functools import partial
from http import HTTPStatus
from typing import Any

from flask import Response, abort, current_app, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.desk.conversations.reach import DELIVERY_WORDS, KIND_WORDS, MAX_TEXT, Reach, reach
from api.desk.pages.language import in_language, localised
from api.service import service
from api.store import audit_trail, submissions
from api.store.channels import conversations, inbox, outbox, threads
from api.store.channels.outbox import NewReply
from api.store.channels.stored import StoredConversation
from api.store.channels.threads import OFFICER, NewMessage, Thread
from api.store.tables.columns import ID
from api.submissions.records.rows import Transaction
from api.submissions.returning import tell_return
from api.submissions.rules import rules
from precheck.answer.as_json import new_id
from precheck.answer.views import draw_view, whole_view
from precheck.decode.file import decode
from precheck.decode.guards import Guards
from precheck.errors import PrecheckError

PER_PAGE = 50


@bp.get("/conversations")
@needs(Right.DECIDE)
def all_conversations() -> str:
    """Show the open conversations, the one that waits longest first, or the closed ones."""
    closed = "closed" in request.args
    with service().store.reading() as connection:
        found = threads.find(
            connection, closed=closed, before=request.args.get("before"), limit=PER_PAGE + 1
        )
        shown = [(one, _sender(connection, one)) for one in found[:PER_PAGE]]
    return render_template(
        "desk/conversations/conversations.html",
        shown=shown,
        rows=found[:PER_PAGE],
        closed=closed,
        more=closed and len(found) > PER_PAGE,
    )


@bp.get("/conversations/<id_>")
@needs(Right.DECIDE)
def conversation(id_: str) -> str:
    """Show one conversation with its photos, and add an audit entry."""
    here, now = service(), time.time()
    with here.store.writing() as connection:
        thread = threads.get(connection, id_) or abort(404)
        row = threads.conversation_of(connection, thread)
        shown = _messages(connection, thread)
        application = submissions.get(connection, thread.submission_id or "")
        photos = [] if application is None else submissions.photos(connection, application)
        sender = _sender(connection, thread)
        audit_trail.add(connection, person().name, "view_conversation", id_)
    return render_template(
        "desk/conversations/conversation.html",
        **shown,
        sender=sender,
        photos=photos,
        reach=reach(row, now),
        until=row and row.window_until,
        nonce=new_id(),
        max_text=MAX_TEXT,
    )


@bp.get("/conversations/<id_>/messages")
@needs(Right.DECIDE)
def conversation_messages(id_: str) -> ResponseReturnValue:
    """Return the messages if they are others than those `seen`, and add an audit entry; else 204.

    The page asks every few seconds, beside what the officer writes.
    """
    with service().store.reading() as connection:
        shown = _messages(connection, threads.get(connection, id_) or abort(404))
    if shown["mark"] == request.args.get("seen"):
        return "", HTTPStatus.NO_CONTENT
    with service().store.writing() as connection:
        audit_trail.add(connection, person().name, "view_conversation", id_)
    return render_template("desk/conversations/fresh.html", **shown, fresh=True)


@bp.post("/conversations/<id_>/reply")
@needs(Right.DECIDE)
def reply_in_conversation(id_: str) -> ResponseReturnValue:
    """Send an officer's message to the citizen, once however often the form is sent."""
    text, nonce = request.form.get("text", "").strip(), request.form.get("nonce", "")
    if not text or len(text) > MAX_TEXT or not ID.fullmatch(nonce):
        abort(400)
    with service().store.writing() as connection:
        thread = _open(connection, id_)
        row = threads.conversation_of(connection, thread)
        if row is None or reach(row, time.time()) is Reach.NONE:
            flash(in_language("Pesan tidak dapat dikirim lagi.", "It can be sent no more."))
        elif not threads.is_kept(connection, nonce):
            _send(connection, thread, row, text, nonce)
    return redirect(url_for("desk.conversation", id_=id_))


@bp.post("/conversations/<id_>/return")
@needs(Right.DECIDE)
def return_conversation(id_: str) -> ResponseReturnValue:
    """Let the bot answer again, unless a message came that this person has not seen."""
    here, now = service(), time.time()
    with here.store.writing() as connection:
        thread = _open(connection, id_)
        if threads.last(connection, id_) != request.form.get("last"):
            flash(in_language("Ada pesan baru. Baca dulu.", "A message came. Read it first."))
            return redirect(url_for("desk.conversation", id_=id_))
        threads.close(connection, id_, person().name, now)
        row = threads.conversation_of(connection, thread)
        if reach(row, now) is Reach.FREE and row is not None:
            tell_return(Transaction(connection, here.store.vault, rules(), now), row, thread)
            inbox.resume(connection, row.sender_mac, now)
        audit_trail.add(connection, person().name, "return_conversation", id_)
    flash(in_language("Percakapan dikembalikan ke bot.", "The bot answers again."))
    return redirect(url_for("desk.all_conversations"))


@bp.get("/conversations/<id_>/<message_id>.jpg")
@needs(Right.DECIDE)
def conversation_picture(id_: str, message_id: str) -> Response:
    """Return a photo that is in no application, and add an audit entry."""
    here = service()
    with here.store.writing() as connection:
        data = threads.file(connection, here.store.vault, id_, message_id) or abort(404)
        audit_trail.add(connection, person().name, "view_picture", message_id)
    guards = Guards(max_bytes=here.settings.max_bytes, max_pixels=here.settings.max_pixels)
    try:
        jpeg = here.pictures.run(partial(_drawn, data, guards))
    except PrecheckError:
        abort(404)
    return current_app.response_class(jpeg, mimetype="image/jpeg")


def _messages(connection: Connection, thread: Thread) -> dict[str, Any]:
    """Return the template variables of a thread's messages; `mark` changes with any of them."""
    said = threads.messages(connection, service().store.vault, thread.id)
    shown = [(one.id, one.delivery, one.has_file) for one in said]
    return {
        "thread": thread,
        "said": said,
        "mark": hashlib.sha256(repr((shown, thread.closed_at)).encode()).hexdigest()[:16],
        "deliveries": localised(DELIVERY_WORDS),
        "kinds": localised(KIND_WORDS),
    }


def _drawn(data: bytes, guards: Guards) -> bytes:
    pixels = decode(data, guards=guards).pixels
    height, width = pixels.shape[:2]
    return draw_view(pixels, whole_view(width, height, 0))


def _open(connection: Connection, id_: str) -> Thread:
    """Return an open thread, locked."""
    thread = threads.get(connection, id_, lock=True) or abort(404)
    if thread.closed_at is not None:
        abort(409)
    return thread


def _send(
    connection: Connection, thread: Thread, row: StoredConversation, text: str, nonce: str
) -> None:
    vault, who, now = service().store.vault, person().name, time.time()
    to = conversations.sender(vault, row)
    reply = NewReply(to=to, text=text, buttons=(), picture=None)
    (reply_id,) = outbox.add(connection, vault, row, [reply], now)
    message = NewMessage(id=nonce, author=OFFICER, text=text, officer=who, reply_id=reply_id)
    threads.add(connection, vault, thread.id, message, now)
    audit_trail.add(connection, who, "write_citizen", thread.id)


def _sender(connection: Connection, thread: Thread) -> str:
    """Return the citizen's number; empty once the conversation is gone."""
    row = threads.conversation_of(connection, thread)
    if row is None:
        return ""
    return conversations.sender(service().store.vault, row).partition("@")[0]
