"""The OpenAPI document: what callers may send and what everything answers.

Several kinds of body in one operation are more than a generator can guess, so they stand here,
built from the same models that check the options and describe the answers.
"""

from copy import deepcopy
from http import HTTPStatus
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from api import examples
from api.asked import Asked
from api.batch_asked import PHOTOS, BatchAsked, HandoverAsked, PhotosAsked
from api.decision_asked import DecisionAsked
from api.inputs import BASE64, IMAGE
from api.schemas import SHAPES
from api.settings import Settings

Tree = dict[str, Any]
Responses = dict[int | str, Tree]

REF = "#/components/schemas/{model}"
PICTURES = (
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/heic",
    "image/avif",
    "image/tiff",
    "application/pdf",
    "application/octet-stream",
)
BINARY: Tree = {"type": "string", "format": "binary"}
BASE64_TEXT: Tree = {"type": "string", "contentEncoding": "base64", "minLength": 1}


def _ref(model: str) -> Tree:
    return {"$ref": REF.format(model=model)}


def _json(model: str, description: str, **named: object) -> Tree:
    content: Tree = {"schema": _ref(model)}
    if named:
        content["examples"] = {name: {"value": value} for name, value in named.items()}
    return {"description": description, "content": {"application/json": content}}


def _problem(status: int, code: str, detail: str, model: str = "Problem") -> Tree:
    phrase = HTTPStatus(status).phrase
    example = examples.problem(status, phrase, code, detail)
    if model == "MendableProblem":
        example = {**examples.BROKEN, **example}
    content = {"schema": _ref(model), "example": example}
    return {"description": detail, "content": {"application/problem+json": content}}


RETRY_AFTER = {"Retry-After": {"description": "Seconds to wait.", "schema": {"type": "string"}}}
NO_KEY = _problem(401, "unauthorized", "The key is missing or unknown.")
CRASHED = _problem(500, "internal_server_error", "A fault of this service.")
FULL = {
    **_problem(503, "busy", "All cores are at work, or the database: ask again."),
    "headers": RETRY_AFTER,
}
NOT_READY = {
    **_problem(503, "tool_missing", "Tesseract or a language is missing."),
    "headers": RETRY_AFTER,
}

TOO_MANY = {
    **_problem(429, "too_many", "More calls than one caller may make: wait, ask again."),
    "headers": RETRY_AFTER,
}

CHECKED: Responses = {
    200: _json("Answer", "The verdict.", re_photo=examples.RE_PHOTO, accept=examples.ACCEPT),
    400: _problem(400, "bad_option", "No picture, or an option that is unknown or wrong."),
    401: NO_KEY,
    413: _problem(
        413, "too_large", "More bytes, pixels or pages than are taken.", "MendableProblem"
    ),
    415: _problem(415, "not_a_picture", "The bytes are of no known format.", "MendableProblem"),
    422: _problem(422, "broken_picture", "Damaged, locked_pdf or no_such_page.", "MendableProblem"),
    429: TOO_MANY,
    500: CRASHED,
    503: FULL,
}
LIVE: Responses = {200: _json("Live", "The process answers.")}
READY: Responses = {200: _json("Ready", "Photos can be checked."), 503: NOT_READY}
POLICY: Responses = {
    200: _json("PolicyShape", "All settings in force."),
    401: NO_KEY,
    429: TOO_MANY,
}
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WRONG = _problem(400, "bad_option", "An option that is unknown or wrong, or a body that is none.")
NO_BATCH = _problem(404, "no_such_batch", "There is no such batch of this caller's.")
CLOSED = _problem(409, "batch_closed", "It takes no more photos, or holds too many: batch_full.")
TOO_MUCH = _problem(413, "too_large", "More bytes than one request may bring.", "MendableProblem")

BATCH: Responses = {
    200: _json("BatchShape", "How far it is."),
    401: NO_KEY,
    404: NO_BATCH,
    429: TOO_MANY,
    503: FULL,
}
NEW_BATCH: Responses = {
    201: _json("NewBatchShape", "The batch."),
    400: WRONG,
    401: NO_KEY,
    409: CLOSED,
    413: TOO_MUCH,
    429: TOO_MANY,
    503: FULL,
}
ADDED: Responses = {
    200: _json("ReceivedShape", "What became of each file."),
    400: WRONG,
    401: NO_KEY,
    404: NO_BATCH,
    409: CLOSED,
    413: TOO_MUCH,
    429: TOO_MANY,
    503: FULL,
}
RESULTS: Responses = {
    200: {
        "description": "One row a photo.",
        "content": {
            "application/json": {"schema": _ref("ResultsShape")},
            "text/csv": {"schema": {"type": "string"}},
            XLSX: {"schema": BINARY},
        },
    },
    400: WRONG,
    401: NO_KEY,
    404: NO_BATCH,
    429: TOO_MANY,
    503: FULL,
}
DELETED: Responses = {
    204: {"description": "It is gone."},
    401: NO_KEY,
    404: NO_BATCH,
    429: TOO_MANY,
    503: FULL,
}

CHECK_DECIDED: Responses = {
    201: _json("CheckDecidedShape", "It is recorded."),
    400: WRONG,
    401: NO_KEY,
    404: _problem(404, "no_such_check", "There is no such check of this caller's."),
    413: TOO_MUCH,
    429: TOO_MANY,
    503: FULL,
}


def _options() -> Tree:
    return deepcopy(Asked.model_json_schema()["properties"])


def _body(name: str, picture: Tree) -> Tree:
    return {
        "type": "object",
        "properties": {name: picture, **_options()},
        "required": [name],
        "additionalProperties": False,
    }


def _parameters() -> list[Tree]:
    return [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": schema.pop("description", ""),
            "schema": _of_text(schema),
        }
        for name, schema in _options().items()
    ]


def _of_text(schema: Tree) -> Tree:
    """Return the schema of an option in an address, where there is no null."""
    some = [one for one in schema.pop("anyOf", []) if one != {"type": "null"}]
    schema.pop("default", None)
    schema.pop("title", None)
    return {**schema, **(some[0] if some else {})}


def _form() -> Tree:
    body = _body(IMAGE, BINARY)
    fields = body["properties"]
    body["properties"] = {IMAGE: BINARY} | {
        name: _of_text(schema) for name, schema in fields.items() if name != IMAGE
    }
    return body


ORDER: Tree = {
    "parameters": _parameters(),
    "requestBody": {
        "required": True,
        "description": "The picture. Its format is told from its bytes, never from this header.",
        "content": {
            "multipart/form-data": {"schema": _form()},
            "application/json": {"schema": _body(BASE64, BASE64_TEXT)},
            **{kind: {"schema": BINARY} for kind in PICTURES},
        },
    },
}


def _of_form(model: type[BaseModel], *, required: bool) -> Tree:
    """Return the form of a request that brings photos."""
    options = deepcopy(model.model_json_schema()["properties"])
    fields = {name: _of_text(schema) for name, schema in options.items()}
    photos = {"type": "array", "items": BINARY, "description": "Photos, or zip archives of them."}
    return {
        "type": "object",
        "properties": {PHOTOS: photos, **fields},
        "required": [PHOTOS] if required else [],
        "additionalProperties": False,
    }


NEW_BATCH_BODY: Tree = {
    "requestBody": {
        "required": False,
        "content": {
            "application/json": {"schema": BatchAsked.model_json_schema()},
            "multipart/form-data": {"schema": _of_form(HandoverAsked, required=False)},
        },
    },
}
DECISION_BODY: Tree = {
    "requestBody": {
        "required": True,
        "content": {
            kind: {"schema": _ref(DecisionAsked.__name__)}
            for kind in ("application/json", "multipart/form-data")
        },
    },
}
PHOTOS_BODY: Tree = {
    "requestBody": {
        "required": True,
        "content": {"multipart/form-data": {"schema": _of_form(PhotosAsked, required=True)}},
    },
}
RESULTS_QUERY: Tree = {
    "parameters": [
        {
            "name": "format",
            "in": "query",
            "required": False,
            "description": "json, or a table: csv, xlsx.",
            "schema": {"type": "string", "enum": ["json", "csv", "xlsx"]},
        }
    ]
}


def security_schemes(settings: Settings) -> Tree | None:
    """Return how callers name themselves, where they must."""
    return {"key": {"type": "http", "scheme": "bearer"}} if settings.keys else None


def complete(spec: Any) -> Any:
    """Add the models, and the key to what needs one."""
    _, shapes = models_json_schema(
        [(DecisionAsked, "validation"), *((shape, "serialization") for shape in SHAPES)],
        ref_template=REF,
    )
    components = spec.setdefault("components", {})
    components["schemas"] = shapes["$defs"]
    if components.get("securitySchemes"):
        for path, operations in spec["paths"].items():
            if not path.startswith("/health"):
                for operation in operations.values():
                    operation["security"] = [{"key": []}]
    return {**spec, "openapi": "3.1.0"}
