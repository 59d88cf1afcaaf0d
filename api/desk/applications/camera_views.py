"""The desk's button that sends a citizen a camera link for one paper."""

import time

from flask import abort, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue

from api.capture import links
from api.capture.links import Maker
from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.applications.views import application_or_404
from api.desk.blueprint import bp
from api.desk.conversations.reach import Reach, reach
from api.desk.pages.language import in_language
from api.service import service
from api.store import audit_trail
from api.store.channels import conversations, outbox
from api.store.channels.outbox import NewReply
from api.store.submissions import Submission
from api.submissions.records import states
from api.submissions.records.rows import ServiceGone, Transaction
from api.submissions.rules import rules


@bp.post("/applications/<id_>/camera")
@needs(Right.DECIDE)
def send_camera_link(id_: str) -> ResponseReturnValue:
    """Send the link in the citizen's chat; where that is not possible, show it to be passed on."""
    here, now = service(), time.time()
    with here.store.writing() as connection:
        row = application_or_404(connection, id_, lock=True)
        act = Transaction(connection, here.store.vault, rules(), now)
        text, link = _offer(act, row, request.form.get("slot", ""))
        sent = _sent(act, row, text)
        audit_trail.add(connection, person().name, "send_camera_link", id_)
    if sent:
        flash(in_language("Tautan kamera dikirim ke warga.", "The camera link is sent."))
    else:
        words = "Sampaikan tautan ini kepada warga", "Pass this link on to the citizen"
        flash(f"{in_language(*words)}: {link}")
    return redirect(url_for("desk.application", id_=id_))


def _offer(act: Transaction, row: Submission, key: str) -> tuple[str, str]:
    """Return the message for the citizen, and its link. Aborts with 409 for no awaited paper."""
    try:
        awaited = {one.key: one for one in states.progress(act, row).awaited}
    except ServiceGone:
        awaited = {}
    if key not in awaited or row.ended or act.rules.public_url is None:
        abort(409)
    speaker, slot = act.rules.speaker(row), awaited[key]
    link, _ = links.make(act, row, slot, Maker.DESK)
    return speaker.texts.chat.camera.format(paper=speaker.title(slot), link=link), link


def _sent(act: Transaction, row: Submission, text: str) -> bool:
    """Queue a message in the chat of an application; return whether it can be delivered."""
    chat = conversations.of_submission(act.connection, row.id)
    if chat is None or reach(chat, act.now) is not Reach.FREE:
        return False
    to = conversations.sender(act.vault, chat)
    reply = NewReply(to=to, text=text, buttons=(), picture=None)
    outbox.add(act.connection, act.vault, chat, [reply], act.now)
    return True
