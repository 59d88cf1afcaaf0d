"""Parsing and validation of request bodies: JSON and forms."""

import json
from http import HTTPStatus
from typing import Any, TypeVar

from flask import Request
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from api.errors import ServiceError

REPEATABLE = frozenset({"type", "check_id"})
"""Options that a form may repeat."""

FORMS = frozenset({"multipart/form-data", "application/x-www-form-urlencoded"})

Model = TypeVar("Model", bound=BaseModel)


class NoImage(ServiceError):
    """The request contains no picture. The developer of the bot corrects it."""

    code = "no_image"
    status = HTTPStatus.BAD_REQUEST


class BadBody(ServiceError):
    """The body is not a JSON object, or its picture not base64. The bot's developer corrects it."""

    code = "bad_body"
    status = HTTPStatus.BAD_REQUEST


class BadOption(ServiceError):
    """An option is unknown, repeated or out of range. The developer of the bot corrects it."""

    code = "bad_option"
    status = HTTPStatus.BAD_REQUEST


def json_object(body: bytes) -> dict[str, Any]:
    """Parse a body that holds a JSON object. Raises BadBody, BadOption."""
    try:
        fields = json.loads(body, object_pairs_hook=_without_repeats)
    except (ValueError, RecursionError) as error:
        raise BadBody("The body is not JSON.") from error
    if not isinstance(fields, dict):
        raise BadBody("The body is no JSON object.")
    return fields


def _without_repeats(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        raise BadOption("A JSON key came twice.")
    return fields


def body_fields(request: Request) -> dict[str, Any]:
    """Return the options of a JSON or form body. Raises BadBody, BadOption."""
    if request.mimetype == "application/json":
        return json_object(request.get_data(cache=False))
    is_json = next(iter(request.form), "").startswith("{")
    if is_json or (request.mimetype not in FORMS and request.content_length):
        raise untyped_body()
    return form_fields(request.form)


def untyped_body() -> BadBody:
    """Return the error of a body that may be JSON, but is not called so."""
    return BadBody("Send a form, or JSON with the header 'Content-Type: application/json'.")


def form_fields(form: MultiDict[str, str]) -> dict[str, Any]:
    """Return the options of a form. Raises BadOption."""
    repeated = [name for name in form if name not in REPEATABLE and len(form.getlist(name)) > 1]
    if repeated:
        raise BadOption(f"Option '{min(repeated)}' came more than once.")
    return {name: form.getlist(name) if name in REPEATABLE else form[name] for name in form}


def validated(model: type[Model], fields: dict[str, Any]) -> Model:
    """Return the options as the model. Raises BadOption, naming the option but not its value."""
    try:
        return model.model_validate(fields)
    except ValidationError as error:
        raise BadOption(_explanation(error, model)) from error


def _explanation(error: ValidationError, model: type[BaseModel]) -> str:
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else ""
    if first["type"] == "extra_forbidden":
        return f"Unknown option '{name}'; known: {', '.join(model.model_fields)}."
    reason = str(first.get("ctx", {}).get("error", first["msg"]))
    return f"Option '{name}': {reason}." if first["loc"] else f"{reason}."
