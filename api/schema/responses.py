"""What the responses of the OpenAPI document are made of; each topic has its own operations."""

from http import HTTPStatus
from typing import Any

from api.schema import examples

JsonSchema = dict[str, Any]
Responses = dict[int | str, JsonSchema]

REF_TEMPLATE = "#/components/schemas/{model}"
BINARY: JsonSchema = {"type": "string", "format": "binary"}


def schema_ref(model: str) -> JsonSchema:
    """Return a reference to the schema of a model."""
    return {"$ref": REF_TEMPLATE.format(model=model)}


def answer(model: str, description: str, **named: object) -> JsonSchema:
    """Return the response of a model, with examples by name."""
    content: JsonSchema = {"schema": schema_ref(model)}
    if named:
        content["examples"] = {name: {"value": value} for name, value in named.items()}
    return {"description": description, "content": {"application/json": content}}


def problem(
    status: int, code: str, detail: str, model: str = "Problem", **more: JsonSchema
) -> JsonSchema:
    """Return the response of an error."""
    phrase = HTTPStatus(status).phrase
    example = examples.problem(status, phrase, code, detail)
    if model == "MendableProblem":
        example = {**examples.BROKEN, **example}
    content = {"schema": schema_ref(model), "example": example}
    return {"description": detail, "content": {"application/problem+json": content}, **more}


def by_status(*groups: Responses) -> Responses:
    """Return the responses of all groups in the order of their statuses."""
    merged = {status: one for group in groups for status, one in group.items()}
    return dict(sorted(merged.items(), key=lambda item: int(item[0])))


RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}}
BAD_OPTION = problem(
    400, "bad_option", "An option that is unknown or wrong, or a body that is none."
)
NO_KEY = problem(401, "unauthorized", "The key is missing or unknown.")
FORBIDDEN = problem(403, "forbidden", "The key lacks the scope that this call needs.")
TOO_LARGE = problem(413, "too_large", "More bytes than one request may bring.", "MendableProblem")
TOO_MANY = problem(
    429, "too_many", "More calls than one caller may make: wait, ask again.", headers=RETRY_AFTER
)
CRASHED = problem(500, "internal_server_error", "A fault of this service.")
SERVICE_BUSY = problem(
    503, "busy", "All cores are at work, or the database: ask again.", headers=RETRY_AFTER
)
COMMON: Responses = {401: NO_KEY, 403: FORBIDDEN, 429: TOO_MANY, 503: SERVICE_BUSY}
PICTURE_PROBLEMS: Responses = {
    400: problem(400, "bad_option", "No picture, or an option that is unknown or wrong."),
    408: problem(
        408, "request_timeout", "The body did not arrive in time or broke off: try again."
    ),
    413: problem(
        413, "too_large", "More bytes, pixels or pages than are taken.", "MendableProblem"
    ),
    415: problem(415, "not_a_picture", "The bytes are of no known format.", "MendableProblem"),
    422: problem(422, "broken_picture", "Damaged, locked_pdf or no_such_page.", "MendableProblem"),
    500: CRASHED,
}
