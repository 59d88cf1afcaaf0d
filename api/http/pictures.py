"""The picture and options of a request with one photo: multipart form, JSON or raw body.

The content type defines how the body is parsed, but not the picture's format. Options may stand in
the address or in the body; where one stands in both, the body counts.
"""

import base64
import binascii
import re

from flask import Request
from werkzeug.datastructures import MultiDict

from api.http.inputs import BadBody, BadOption, NoImage, json_object, untyped_body
from api.http.options import repeated_option, text_values

IMAGE_FIELD = "image"
BASE64_FIELD = "image_base64"
URLENCODED_FORM = re.compile(rb"[a-z_0-9]+=")
"""First bytes of an urlencoded form; curl declares the same content type for raw bodies."""


def picture_and_fields(request: Request) -> tuple[bytes, dict[str, object]]:
    """Return the picture, empty if there is none, and the other fields of body and address.

    Raises NoImage, BadBody, BadOption.
    """
    kind = request.mimetype
    in_address = _text_fields(request.args)
    if kind == "multipart/form-data":
        data, in_body = _parse_form(request)
    elif kind == "application/json":
        data, in_body = _parse_json(request.get_data(cache=False))
    else:
        data, in_body = _raw_body(request), {}
    return data, {**in_address, **in_body}


def no_image() -> NoImage:
    """Return the error of a request without a picture."""
    return NoImage(
        f"The request has no photo, or an empty file. Send it as the form field '{IMAGE_FIELD}', "
        f"as the raw body, or as JSON '{BASE64_FIELD}'."
    )


def _parse_form(request: Request) -> tuple[bytes, dict[str, object]]:
    files = request.files.to_dict(flat=False)
    pictures = files.pop(IMAGE_FIELD, [])
    if files:
        raise BadOption(f"Unknown file field '{min(files)}': send one photo, as '{IMAGE_FIELD}'.")
    if len(pictures) > 1:
        raise BadOption(f"Send one photo a request: '{IMAGE_FIELD}' came {len(pictures)} times.")
    if IMAGE_FIELD in request.form:
        raise NoImage(f"'{IMAGE_FIELD}' came as text: send it as a file, with a file name.")
    return pictures[0].read() if pictures else b"", _text_fields(request.form)


def _parse_json(body: bytes) -> tuple[bytes, dict[str, object]]:
    fields = json_object(body)
    picture = fields.pop(BASE64_FIELD, "")
    if not isinstance(picture, str):
        raise BadBody(f"'{BASE64_FIELD}' must be a text.")
    return _decode_base64(picture), fields


def _raw_body(request: Request) -> bytes:
    body = request.get_data(cache=False)
    untyped = request.mimetype == "application/x-www-form-urlencoded"  # what curl sends by default
    if untyped and body.startswith(b"{"):
        raise untyped_body()
    if untyped and URLENCODED_FORM.match(body):
        raise NoImage(
            "The form came as text, which holds no file: "
            f"send '{IMAGE_FIELD}' as multipart/form-data."
        )
    return body


def _text_fields(fields: MultiDict[str, str]) -> dict[str, object]:
    if twice := repeated_option(fields):
        raise BadOption(f"Option '{twice}' came more than once; only 'type' may.")
    return text_values(fields)


def _decode_base64(picture: str) -> bytes:
    """Decode base64 text, with or without the prefix of a data URL."""
    if picture.startswith("data:"):
        picture = picture.partition(",")[2]
    try:
        return base64.b64decode("".join(picture.split()), validate=True)
    except (binascii.Error, ValueError) as error:
        raise BadBody(f"'{BASE64_FIELD}' is not base64.") from error
