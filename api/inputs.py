"""A request's picture and options, in whichever of the three kinds of body they come.

The client's content type says how to unpack the body, never what the picture is.
"""

import base64
import binascii
import json
import re
from dataclasses import dataclass

from flask import Request, g
from pydantic import BaseModel, ValidationError
from werkzeug.datastructures import MultiDict

from api.asked import Asked, repeated, typed
from precheck.errors import PrecheckError
from precheck.options import Options

IMAGE = "image"
BASE64 = "image_base64"
FIELD = re.compile(rb"[a-z_0-9]+=")
"""How a form without files begins, and no picture: curl calls raw bodies such a form as well."""


class NoImage(PrecheckError):
    """There is no picture in the request. The bot's author mends it."""

    code = "no_image"


class BadBody(PrecheckError):
    """The body is no JSON object, or its picture no base64. The bot's author mends it."""

    code = "bad_body"


class BadOption(PrecheckError):
    """An option is unknown, repeated or out of range. The bot's author mends it."""

    code = "bad_option"


@dataclass(frozen=True, slots=True)
class Order:
    """What one request asks to be checked, and how."""

    data: bytes
    options: Options
    counted: bool = False
    """Whether the attempt is ours to count: none is given, but a reference."""


def read_order(request: Request) -> Order:
    """Take picture and options out of the request. Raises NoImage, BadBody, BadOption."""
    kind = request.mimetype
    asked = _of_text(request.args)
    if kind == "multipart/form-data":
        data, more = _of_form(request)
    elif kind == "application/json":
        data, more = _of_json(request.get_data(cache=False))
    else:
        data, more = _raw(request), {}
    wanted = _options(asked, more)
    if not data:
        raise NoImage(
            f"Send the photo as the form field '{IMAGE}', as the raw body, or as JSON '{BASE64}'."
        )
    counted = wanted.attempt is None and wanted.reference is not None
    return Order(data, wanted.options(), counted=counted)


def _of_form(request: Request) -> tuple[bytes, dict[str, object]]:
    files = request.files.to_dict(flat=False)
    pictures = files.pop(IMAGE, [])
    if files:
        raise BadOption(f"Unknown file field '{min(files)}': send one photo, as '{IMAGE}'.")
    if len(pictures) > 1:
        raise BadOption(f"Send one photo a request: '{IMAGE}' came {len(pictures)} times.")
    if IMAGE in request.form:
        raise NoImage(f"'{IMAGE}' came as text: send it as a file, with a file name.")
    return pictures[0].read() if pictures else b"", _of_text(request.form)


def _raw(request: Request) -> bytes:
    body = request.get_data(cache=False)
    if request.mimetype == "application/x-www-form-urlencoded" and FIELD.match(body):
        raise NoImage(
            f"The form came as text, which holds no file: send '{IMAGE}' as multipart/form-data."
        )
    return body


def _of_text(fields: MultiDict[str, str]) -> dict[str, object]:
    if twice := repeated(fields):
        raise BadOption(f"Option '{twice}' came more than once; only 'type' may.")
    return typed(fields)


def _of_json(body: bytes) -> tuple[bytes, dict[str, object]]:
    fields = json_object(body)
    picture = fields.pop(BASE64, "")
    if not isinstance(picture, str):
        raise BadBody(f"'{BASE64}' must be a text.")
    return _decoded(picture), fields


def json_object(body: bytes) -> dict[str, object]:
    """Return the JSON object that a body is. Raises BadBody, BadOption."""
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


def _decoded(picture: str) -> bytes:
    """Decode base64, with or without the head of a data URL."""
    if picture.startswith("data:"):
        picture = picture.partition(",")[2]
    try:
        return base64.b64decode("".join(picture.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadBody(f"'{BASE64}' is not base64.") from error


def _options(asked: dict[str, object], more: dict[str, object]) -> Asked:
    """Check the options and remember the language for what may go wrong after this."""
    if twice := asked.keys() & more.keys():
        raise BadOption(f"'{min(twice)}' came both in the address and in the body.")
    try:
        wanted = Asked.model_validate({**asked, **more})
    except ValidationError as error:
        raise BadOption(told(error, Asked)) from error
    g.lang = wanted.lang
    return wanted


def told(error: ValidationError, model: type[BaseModel]) -> str:
    """Say which option is wrong, and how; never what it was."""
    first = error.errors(include_input=False, include_url=False)[0]
    name = str(first["loc"][0]) if first["loc"] else "options"
    if first["type"] == "extra_forbidden":
        return f"Unknown option '{name}'; known: {', '.join(model.model_fields)}."
    return f"Option '{name}': {first['msg']}."
