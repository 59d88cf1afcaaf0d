"""The responses of each operation in the OpenAPI document."""

from http import HTTPStatus
from typing import Any

from api.batches.results import XLSX_TYPE
from api.schema import examples, submission_examples

JsonSchema = dict[str, Any]
Responses = dict[int | str, JsonSchema]

REF_TEMPLATE = "#/components/schemas/{model}"
BINARY: JsonSchema = {"type": "string", "format": "binary"}


def schema_ref(model: str) -> JsonSchema:
    """Return a reference to the schema of a model."""
    return {"$ref": REF_TEMPLATE.format(model=model)}


def _json(model: str, description: str, **named: object) -> JsonSchema:
    content: JsonSchema = {"schema": schema_ref(model)}
    if named:
        content["examples"] = {name: {"value": value} for name, value in named.items()}
    return {"description": description, "content": {"application/json": content}}


def _problem(
    status: int, code: str, detail: str, model: str = "Problem", **more: JsonSchema
) -> JsonSchema:
    phrase = HTTPStatus(status).phrase
    example = examples.problem(status, phrase, code, detail)
    if model == "MendableProblem":
        example = {**examples.BROKEN, **example}
    content = {"schema": schema_ref(model), "example": example}
    return {"description": detail, "content": {"application/problem+json": content}, **more}


RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}}
BAD_OPTION = _problem(
    400, "bad_option", "An option that is unknown or wrong, or a body that is none."
)
NO_KEY = _problem(401, "unauthorized", "The key is missing or unknown.")
FORBIDDEN = _problem(403, "forbidden", "The key lacks the scope that this call needs.")
NO_BATCH = _problem(404, "no_such_batch", "There is no such batch of this caller's.")
NO_CHECK = _problem(404, "no_such_check", "There is no such check of this caller's.")
NO_SUBMISSION = _problem(
    404, "no_such_submission", "There is no such submission, or photo of it: no_such_photo."
)
SUBMISSION_CLOSED = _problem(
    409, "submission_closed", "It has expired, or its service is gone: service_gone. Begin another."
)
CLOSED = _problem(409, "batch_closed", "It takes no more photos, or holds too many: batch_full.")
TOO_LARGE = _problem(413, "too_large", "More bytes than one request may bring.", "MendableProblem")
TOO_MANY = _problem(
    429,
    "too_many",
    "More calls than one caller may make: wait, ask again.",
    headers=RETRY_AFTER,
)
CRASHED = _problem(500, "internal_server_error", "A fault of this service.")
SERVICE_BUSY = _problem(
    503, "busy", "All cores are at work, or the database: ask again.", headers=RETRY_AFTER
)
NOT_READY = _problem(
    503,
    "tool_missing",
    "Tesseract or a language is missing, or a file of the models: bad_model.",
    headers=RETRY_AFTER,
)
STORAGE_FAULT = _problem(
    503,
    "storage_fault",
    "The database stores nothing now; the detail says what to do.",
    headers=RETRY_AFTER,
)

COMMON: Responses = {401: NO_KEY, 403: FORBIDDEN, 429: TOO_MANY, 503: SERVICE_BUSY}
OF_BATCH: Responses = {**COMMON, 404: NO_BATCH}
UPLOAD: Responses = {400: BAD_OPTION, 409: CLOSED, 413: TOO_LARGE}


def _by_status(*groups: Responses) -> Responses:
    merged = {status: one for group in groups for status, one in group.items()}
    return dict(sorted(merged.items(), key=lambda item: int(item[0])))


CHECKED = _by_status(
    COMMON,
    {
        200: _json("Answer", "The verdict.", re_photo=examples.RE_PHOTO, accept=examples.ACCEPT),
        400: _problem(400, "bad_option", "No picture, or an option that is unknown or wrong."),
        413: _problem(
            413, "too_large", "More bytes, pixels or pages than are taken.", "MendableProblem"
        ),
        415: _problem(415, "not_a_picture", "The bytes are of no known format.", "MendableProblem"),
        422: _problem(
            422, "broken_picture", "Damaged, locked_pdf or no_such_page.", "MendableProblem"
        ),
        500: CRASHED,
    },
)
LIVE: Responses = {200: _json("Live", "The process answers.")}
READY: Responses = {200: _json("Ready", "Photos can be checked."), 503: NOT_READY}
STORAGE: Responses = {200: _json("Storage", "The database stores."), 503: STORAGE_FAULT}
POLICY: Responses = {
    200: _json("PolicyShape", "All settings in force."),
    401: NO_KEY,
    429: TOO_MANY,
}
METRICS: Responses = {
    200: {
        "description": "The text format of Prometheus.",
        "content": {"text/plain": {"schema": {"type": "string"}}},
    },
    401: NO_KEY,
    403: FORBIDDEN,
    429: TOO_MANY,
}
BATCH_STATUS = _by_status(OF_BATCH, {200: _json("BatchShape", "How far it is.")})
NEW_BATCH = _by_status(COMMON, UPLOAD, {201: _json("NewBatchShape", "The batch.")})
ADDED = _by_status(OF_BATCH, UPLOAD, {200: _json("ReceivedShape", "What became of each file.")})
RESULTS_CONTENT = {
    "application/json": {"schema": schema_ref("ResultsShape")},
    "text/csv": {"schema": {"type": "string"}},
    XLSX_TYPE: {"schema": BINARY},
}
RESULTS = _by_status(
    OF_BATCH,
    {200: {"description": "One row a photo.", "content": RESULTS_CONTENT}, 400: BAD_OPTION},
)
DELETED = _by_status(OF_BATCH, {204: {"description": "It is deleted."}})
CHECK_DECIDED = _by_status(
    COMMON,
    {
        201: _json("CheckDecidedShape", "It is recorded."),
        400: BAD_OPTION,
        404: NO_CHECK,
        413: TOO_LARGE,
    },
)
SERVICES: Responses = {
    200: _json("ServicesShape", "The services.", services=submission_examples.SERVICES),
    401: NO_KEY,
    429: TOO_MANY,
}
OF_SUBMISSION: Responses = {**COMMON, 404: NO_SUBMISSION, 409: SUBMISSION_CLOSED}
SUBMISSION = _by_status(
    OF_SUBMISSION,
    {200: _json("SubmissionShape", "How far it is.", open=submission_examples.SUBMISSION)},
)
NEW_SUBMISSION = _by_status(
    COMMON,
    {
        200: _json("SubmissionShape", "It is under way, or the citizen has to come in person."),
        201: _json("SubmissionShape", "It is begun.", open=submission_examples.SUBMISSION),
        400: BAD_OPTION,
        409: SUBMISSION_CLOSED,
        413: TOO_LARGE,
    },
)
SUBMITTED = _by_status(
    OF_SUBMISSION,
    {status: CHECKED[status] for status in (400, 413, 415, 422, 500)},
    {200: _json("SubmittedShape", "What became of it.", filed=submission_examples.SUBMITTED)},
)
SUBMISSION_DELETED = _by_status(
    {**COMMON, 404: NO_SUBMISSION}, {204: {"description": "It is deleted."}}
)
