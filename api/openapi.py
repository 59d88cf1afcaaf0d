"""The OpenAPI document: what `/check` takes and what everything answers.

Three kinds of body in one operation are more than a generator can guess, so they stand here,
built from the same models that check the options and describe the answers.
"""

from copy import deepcopy
from http import HTTPStatus
from typing import Any

from pydantic.json_schema import models_json_schema

from api import examples
from api.asked import Asked
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
FULL = {**_problem(503, "busy", "All cores are at work: ask again."), "headers": RETRY_AFTER}
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


def security_schemes(settings: Settings) -> Tree | None:
    """Return how callers name themselves, where they must."""
    return {"key": {"type": "http", "scheme": "bearer"}} if settings.keys else None


def complete(spec: Any) -> Any:
    """Add the models, and the key to what needs one."""
    _, shapes = models_json_schema([(shape, "serialization") for shape in SHAPES], ref_template=REF)
    components = spec.setdefault("components", {})
    components["schemas"] = shapes["$defs"]
    if components.get("securitySchemes"):
        for path in ("/check", "/policy"):
            for operation in spec["paths"][path].values():
                operation["security"] = [{"key": []}]
    return {**spec, "openapi": "3.1.0"}
