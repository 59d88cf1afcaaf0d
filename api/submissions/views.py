"""`/services` and `/submissions`: a citizen's application, its papers, and what to say next."""

import time
from dataclasses import replace
from http import HTTPStatus

from apiflask import APIBlueprint
from flask import Response, g, jsonify, request
from sqlalchemy import Connection

from api.errors import ServiceError
from api.http.inputs import BadOption
from api.service import service
from api.store import audit_trail
from api.store.photos import search
from api.store.submissions import Submission
from api.store.tables.columns import ID
from api.submissions import answers, documentation, submissions
from api.submissions.checking import Plan, check_photo, make_plan
from api.submissions.photos import Answer, SentPhoto, add_photo, place
from api.submissions.records.rows import NoSuchSubmission, Transaction
from api.submissions.requests import SubmittedPhotoOptions, read_photo, read_submission
from api.submissions.rules import rules
from api.submissions.wording import Speaker
from precheck.answer.sentences import error_message
from precheck.errors import PrecheckError

bp = APIBlueprint("submissions", __name__)


class NoSuchPhoto(ServiceError):
    """The submission has no such photo."""

    code = "no_such_photo"
    status = HTTPStatus.NOT_FOUND


@bp.get("/services")
@bp.doc(operation_id="services", responses=documentation.SERVICES)
def services() -> Response:
    """Say what citizens may apply for, and which papers each service asks for."""
    return jsonify(answers.services_json(rules().catalogue))


@bp.post("/submissions")
@bp.doc(
    operation_id="new_submission",
    responses=documentation.NEW_SUBMISSION,
    extensions=documentation.NEW_SUBMISSION_BODY,
)
def new_submission() -> tuple[Response, int]:
    """Begin an application; the same one that is under way for the reference goes on (200).

    Where the citizen has to come in person, nothing is kept: `id` is null, `message` says so.
    """
    here, known = service(), rules().catalogue
    new, variant = read_submission(request).chosen(known, g.owner)
    if variant.in_person:
        speaker = Speaker(texts=known.texts[new.lang], lang=new.lang, variant=variant)
        return jsonify(answers.in_person_json(new, speaker)), HTTPStatus.OK
    with here.store.writing() as connection:
        row, fresh = submissions.open_(connection, here.store.vault, variant, new, time.time())
        answer = answers.state_json(_act(connection), row)
    return jsonify(answer), HTTPStatus.CREATED if fresh else HTTPStatus.OK


@bp.get("/submissions/<submission_id>")
@bp.doc(operation_id="submission", responses=documentation.SUBMISSION)
def submission(submission_id: str) -> Response:
    """Say which papers are in, missing or unreadable, and what to tell the citizen now."""
    with service().store.reading() as connection:
        return jsonify(answers.state_json(_act(connection), _own(connection, submission_id)))


@bp.post("/submissions/<submission_id>/photos")
@bp.doc(
    operation_id="submit_photo",
    responses=documentation.SUBMITTED,
    extensions=documentation.SUBMIT_BODY,
)
def submit_photo(submission_id: str) -> Response:
    """Check a photo and file it under the paper that it is, or say why not.

    Forward `filing.message`. `check` is the answer of `POST /check`. Pages after the first of a PDF
    are filed in the background: `unchecked` counts them.
    """
    sent, options = read_photo(request)
    if options.photo is not None:
        return _placed(submission_id, options)
    plan = _plan(submission_id, sent, options)
    try:
        checked = None if plan is None else check_photo(plan, sent.data, service().judged)
    except PrecheckError as error:
        _keep_broken(submission_id, sent, error)
        raise
    with service().store.writing() as connection:
        act, row = _act(connection), _own(connection, submission_id, lock=True)
        return _answered(act, row, add_photo(act, row, sent, checked))


@bp.delete("/submissions/<submission_id>")
@bp.doc(operation_id="delete_submission", responses=documentation.SUBMISSION_DELETED)
def delete_submission(submission_id: str) -> tuple[str, int]:
    """Delete its photos, numbers and reference. Officers' decisions and counts are kept."""
    with service().store.writing() as connection:
        submissions.forget(connection, _own(connection, submission_id))
        audit_trail.add(connection, g.owner, "delete_submission", submission_id)
    return "", HTTPStatus.NO_CONTENT


def _placed(submission_id: str, options: SubmittedPhotoOptions) -> Response:
    """File an earlier photo where its sender says. Raises NoSuchPhoto, BadOption."""
    assert options.photo is not None
    assert options.slot is not None
    with service().store.writing() as connection:
        act, row = _act(connection), _own(connection, submission_id, lock=True)
        photo = search.get(connection, options.photo)
        if photo is None or photo["batch_id"] != row.batch_id:
            raise NoSuchPhoto("The submission has no such photo.")
        answer = place(act, row, photo, options.slot)
        if answer is None:
            raise BadOption(f"Option 'slot': the photo cannot be filed under {options.slot}.")
        return _answered(act, row, answer)


def _plan(submission_id: str, sent: SentPhoto, options: SubmittedPhotoOptions) -> Plan | None:
    """Return what to check a photo for; None for a known one. Raises BadOption."""
    with service().store.reading() as connection:
        act, row = _act(connection), _own(connection, submission_id)
        slots = [slot.key for slot in act.rules.variant(row).slots]
        if sent.slot not in {None, *slots}:
            raise BadOption(f"Option 'slot': one of {', '.join(slots)}.")
        plan = make_plan(act, row, sent)
    if plan is None:
        return None
    g.lang = plan.options.lang  # for the messages of later errors
    return replace(plan, options=replace(plan.options, expected_number=options.expected_number))


def _keep_broken(submission_id: str, sent: SentPhoto, error: PrecheckError) -> None:
    """Count a file that its sender can mend as an attempt, for the advice."""
    here = service()
    if error_message(error.code, here.office.settings.texts[g.lang]) is None:
        return
    with here.store.writing() as connection:
        act, row = _act(connection), _own(connection, submission_id, lock=True)
        answer = add_photo(act, row, sent, error.code)
        g.attempt = answer.filing.attempt if answer else 1


def _answered(act: Transaction, row: Submission, answer: Answer | None) -> Response:
    assert answer is not None
    g.log_fields = {"filing": answer.filing.code}
    return jsonify(answers.photo_json(act, submissions.own(act.connection, row.id), answer))


def _own(connection: Connection, id_: str, *, lock: bool = False) -> Submission:
    """Return the caller's submission. Raises NoSuchSubmission."""
    if not ID.fullmatch(id_):
        raise NoSuchSubmission("There is no such submission.")
    return submissions.own(connection, id_, g.owner, lock=lock)


def _act(connection: Connection) -> Transaction:
    return Transaction(connection, service().store.vault, rules(), time.time())
