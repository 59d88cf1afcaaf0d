"""`/demo`: a phone in the browser, for those who have no WhatsApp at hand."""

import re
import secrets
import time
from collections.abc import Sequence
from functools import partial

from apiflask import APIBlueprint
from flask import Response, abort, jsonify, make_response, render_template, request

from api.channels.demo.exchange import ALL, Exchange, Words, demo_numbers
from api.channels.dialogue.office import Office
from api.process.capacity import Busy
from api.service import Service, service
from api.store.channels.outbox import NewReply
from api.submissions.rules import rules
from precheck.answer.as_json import Json
from precheck.answer.overlay import data_url
from precheck.decision.verdict import CheckedPhoto
from precheck.office.policy import Office as OfficeRules
from precheck.options import Options

bp = APIBlueprint("demo", __name__, url_prefix="/demo", enable_openapi=False)

COOKIE = "demo"
VISITOR = re.compile(r"[0-9a-f]{32}")
HEADER = "X-Demo"
"""Only a script of this page can send it: no other site's form posts here."""
MAX_WAIT_SECONDS = 30.0
WAIT_SECONDS = 0.3
MAX_TEXT = 1000


@bp.get("")
def page() -> Response:
    """Show the phone."""
    lines = [number.id for number in demo_numbers(rules().catalogue)]
    asked = request.args.get("line")
    chosen = asked if asked in lines else ALL
    response = make_response(render_template("demo/phone.html", lines=lines, chosen=chosen))
    if _visitor() is None:
        response.set_cookie(COOKIE, secrets.token_hex(16), httponly=True, samesite="Strict")
    return response


@bp.post("/messages")
def send() -> Response:
    """Handle a message and return the replies."""
    if HEADER not in request.headers:
        abort(400)
    upload = request.files.get("image")
    words = Words(
        text=request.form.get("text", "")[:MAX_TEXT] or None,
        choice=request.form.get("choice") or None,
        file=upload.read() if upload else None,
        filename=upload.filename if upload else None,
    )
    return _said(_exchange().send(_line(), _known_visitor(), words))


@bp.get("/replies")
def replies() -> Response:
    """Return what was said since: an officer may have decided."""
    return _said(_exchange().fetch(_line(), _known_visitor()))


def _said(replies: Sequence[NewReply]) -> Response:
    return jsonify({"replies": [_reply(one) for one in replies]})


def _reply(one: NewReply) -> Json:
    buttons = [{"id": id_, "title": title} for id_, title in one.buttons]
    picture = None if one.picture is None else data_url(one.picture)
    return {"text": one.text, "buttons": buttons, "picture": picture}


def _line() -> str:
    line = request.values.get("line", ALL)
    if line not in {number.id for number in demo_numbers(rules().catalogue)}:
        abort(404)
    return line


def _visitor() -> str | None:
    cookie = request.cookies.get(COOKIE, "")
    return cookie if VISITOR.fullmatch(cookie) else None


def _known_visitor() -> str:
    return _visitor() or abort(400)


def _exchange() -> Exchange:
    here = service()
    return Exchange(Office(here.store, rules(), partial(_patient, here)))


def _patient(here: Service, data: bytes, options: Options, _office: OfficeRules) -> CheckedPhoto:
    """Check a photo in its turn; a visitor waits longer than a bot does."""
    end = time.monotonic() + MAX_WAIT_SECONDS
    while True:
        try:
            return here.judged(data, options)
        except Busy:
            if time.monotonic() > end:
                raise
            time.sleep(WAIT_SECONDS)
