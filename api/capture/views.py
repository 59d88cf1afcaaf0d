"""The camera page, the check of its photo, and the operation that makes its link."""

import time
from http import HTTPStatus

from apiflask import APIBlueprint
from flask import Response, g, jsonify, make_response, render_template, request
from sqlalchemy import Connection

from api.capture import documentation, links
from api.capture.links import Link, LinkOver, Maker
from api.capture.live import demands
from api.capture.shapes import LinkOptions
from api.capture.words import words
from api.http.auth import CAPTURE_BLUEPRINT
from api.http.inputs import BadOption, body_fields, validated
from api.http.pictures import no_image, picture_and_fields
from api.http.timestamps import iso_timestamp
from api.service import service
from api.store import capture_links
from api.store.tables.columns import ID
from api.submissions import submissions
from api.submissions.checking import check_photo, make_plan
from api.submissions.codes import Code
from api.submissions.photos import SentPhoto, add_photo
from api.submissions.records import states
from api.submissions.records.rows import (
    Checked,
    NoSuchSubmission,
    SubmissionClosed,
    Transaction,
)
from api.submissions.rules import rules
from precheck.answer.sentences import error_message
from precheck.decision.verdict import Decision
from precheck.errors import PrecheckError

bp = APIBlueprint(CAPTURE_BLUEPRINT, __name__, url_prefix="/capture", enable_openapi=False)
api_bp = APIBlueprint("capture_links", __name__)

USING_UP = frozenset({Code.FILED, Code.PART, Code.TO_OFFICER})
"""What becomes of a photo after which its link takes no more."""


@api_bp.post("/submissions/<submission_id>/capture-links")
@api_bp.doc(
    operation_id="new_capture_link",
    responses=documentation.NEW_LINK,
    extensions=documentation.NEW_LINK_BODY,
    tags=["submissions"],
)
def new_capture_link(submission_id: str) -> tuple[Response, int]:
    """Make a link to a camera page for one paper, which helps the citizen to take its photo."""
    options = validated(LinkOptions, body_fields(request))
    if not ID.fullmatch(submission_id):
        raise NoSuchSubmission("There is no such submission.")
    with service().store.writing() as connection:
        act = _act(connection)
        row = submissions.own(connection, submission_id, g.owner)
        if row.ended:
            raise SubmissionClosed("This submission has ended: begin another.")
        awaited = states.progress(act, row).awaited
        slot = next((one for one in awaited if options.slot in {None, one.key}), None)
        if slot is None:
            known = ", ".join(one.key for one in awaited) or "none, for no paper is awaited"
            raise BadOption(f"Option 'slot': one of {known}.")
        url, expires_at = links.make(act, row, slot, Maker.CALLER)
        title = act.rules.speaker(row).title(slot)
    answer = {"url": url, "slot": slot.key, "title": title, "expires_at": iso_timestamp(expires_at)}
    return jsonify(answer), HTTPStatus.CREATED


@bp.get("/<token>")
def page(token: str) -> Response:
    """Show the camera page; 410 once the link is over."""
    here = service()
    try:
        with here.store.reading() as connection:
            link = links.find(_act(connection), token)
            speaker = rules().speaker(link.submission)
    except LinkOver:
        gone = render_template("capture/over.html", lang="id", words=words("id"))
        return make_response(gone, HTTPStatus.GONE)
    lang = "en" if speaker.lang == "en" else "id"
    setup = {
        "words": words(lang),
        "demands": demands(here.office, link.slot),
        "embedders": list(here.settings.camera_embedders),
    }
    paper = link.slot.title.in_(lang)
    shown = render_template("capture/page.html", lang=lang, paper=paper, setup=setup, **setup)
    return make_response(shown)


@bp.post("/<token>/opened")
def opened(token: str) -> tuple[str, int]:
    """Note that the page is used: a preview of the link in a chat is no use."""
    with service().store.writing() as connection:
        act = _act(connection)
        capture_links.note_opened(connection, links.find(act, token).row.id, act.now)
    return "", HTTPStatus.NO_CONTENT


@bp.post("/<token>/check")
def check(token: str) -> Response:
    """Say what the check says of a photo; nothing of it is kept."""
    data, _ = picture_and_fields(request)
    if not data:
        raise no_image()
    checked = _checked(token, data, message_id=None)
    if checked is None:  # the citizen sent this very file before
        return jsonify({"accepted": True, "message": ""})
    accepted = checked.result.verdict.decision is Decision.ACCEPT
    return jsonify({"accepted": accepted, "message": checked.at(1, g.id)["message"]})


@bp.post("/<token>/photos")
def submit(token: str) -> Response:
    """File a photo; the same `message_id` again is answered as before."""
    data, fields = picture_and_fields(request)
    if not data:
        raise no_image()
    message_id = f"{token}/{fields.get('message_id', '')}"
    checked: Checked | str | None
    try:
        checked = _checked(token, data, message_id)
    except PrecheckError as error:
        if error_message(error.code, service().office.settings.texts[g.lang]) is None:
            raise
        checked = error.code  # a file that its sender can mend counts as an attempt
    with service().store.writing() as connection:
        act = _act(connection)
        link = links.find(act, token, message_id, lock=True)
        answer = add_photo(act, link.submission, _sent(link, data, message_id), checked)
        assert answer is not None
        filed = answer.filing.code in USING_UP
        if filed:
            capture_links.note_used(connection, link.row.id, act.now)
    g.log_fields = {"filing": answer.filing.code}
    return jsonify({"filed": filed, "message": answer.message})


def _checked(token: str, data: bytes, message_id: str | None) -> Checked | None:
    """Check a photo for a link; None for a file or a message that is known.

    Raises LinkOver, or an error of the picture.
    """
    with service().store.reading() as connection:
        act = _act(connection)
        link = links.find(act, token, message_id)
        g.owner = link.submission.owner
        plan = make_plan(act, link.submission, _sent(link, data, message_id))
    if plan is None:
        return None
    g.lang = plan.options.lang  # for the messages of later errors
    return check_photo(plan, data, service().judged)


def _sent(link: Link, data: bytes, message_id: str | None) -> SentPhoto:
    return SentPhoto(data=data, slot=link.slot.key, message_id=message_id, name="kamera.jpg")


def _act(connection: Connection) -> Transaction:
    return Transaction(connection, service().store.vault, rules(), time.time())
