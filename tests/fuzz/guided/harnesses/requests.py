"""Harnesses of requests: bodies in every content type, and the models of their options."""

import json
from collections.abc import Callable, Iterator

from flask import Flask
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import HTTPException

from api.batches.requests import HandoverOptions, PhotoOptions, read_batch, read_photo_options
from api.check.requests import read_check_request, read_decision
from api.desk.batches.announcement import read_announcement
from api.http.inputs import BadBody, BadOption, NoImage
from api.http.options import CheckOptions, text_values
from api.submissions.requests import read_photo, read_submission
from tests.fuzz.guided.harness import Harness, text_of

APP = Flask(__name__)
READERS: dict[str, Callable[..., object]] = {
    "check": read_check_request,
    "decision": read_decision,
    "batch": read_batch,
    "photos": read_photo_options,
    "submission": read_submission,
    "submitted": read_photo,
    "announcement": read_announcement,
}
TYPES = {
    "json": "application/json",
    "form": "application/x-www-form-urlencoded",
    "parts": "multipart/form-data; boundary=b",
    "raw": "image/jpeg",
}
"""Content types, by the word that stands for them in an input."""
EXAMPLES = {
    "check": {"image_base64": "eA==", "type": ["kk"], "attempt": 1, "page": 2.0, "overlay": 1},
    "decision": {"decision": "re-photo", "reason": "blur"},
    "batch": {"origin": "handover", "reference": "R", "check_id": [""], "lang": "en"},
    "submission": {"service": "kk", "reference": "R", "line": "1"},
    "submitted": {"image_base64": "eA==", "slot": "ktp", "expected_number": "9001"},
    "announcement": {"files": [{"path": "a/b.jpg", "sha256": "0" * 64}], "urgent": True},
}
PARTS = (
    b'--b\r\nContent-Disposition: form-data; name="image"; filename="a.jpg"\r\n\r\nx\r\n'
    b'--b\r\nContent-Disposition: form-data; name="type"\r\n\r\nkk\r\n--b--\r\n'
)


def body(data: bytes) -> None:
    """Any body is read, or refused with an error that names no value.

    The first line names reader and content type and may go on with a query string.
    """
    head, _, content = data.partition(b"\n")
    reader, type_, query = [*text_of(head).split(" ", 2), "", "", ""][:3]
    if reader not in READERS or type_ not in TYPES:
        return
    given = {"query_string": query, "content_type": TYPES[type_], "data": content}
    with APP.test_request_context("/", method="POST", **given) as context:
        READERS[reader](context.request)


def option(data: bytes) -> None:
    """Options are the same when they are read again as they are shown."""
    name, _, value = text_of(data).partition("=")
    fields = text_values(MultiDict([(name, value)]))
    for model in (CheckOptions, PhotoOptions, HandoverOptions):
        try:
            found = model.model_validate(fields)
        except ValueError:
            continue
        assert model.model_validate(json.loads(found.model_dump_json())) == found


def _bodies() -> Iterator[bytes]:
    for reader, fields in EXAMPLES.items():
        yield f"{reader} json\n{json.dumps(fields)}".encode()
        texts = {name: value for name, value in fields.items() if isinstance(value, str)}
        form = "&".join(f"{name}={value}" for name, value in texts.items())
        yield f"{reader} form\n{form}".encode()
    yield b"check parts type=kk&attempt=2\n" + PARTS
    yield b"submitted parts slot=ktp\n" + PARTS
    yield b"photos form\ntype=kk&type=ktp&reference=R"
    yield b"check raw lang=en&reference=R\n\xff\xd8\xff"


HARNESSES = {
    "request": Harness(
        check=body, seeds=_bodies, errors=(BadBody, BadOption, NoImage, HTTPException)
    ),
    "option": Harness(
        check=option,
        seeds=lambda: (b"attempt=2", b"type=kk", b"reference=R", b"overlay=1", b"lang=en"),
        max_bytes=250,
    ),
}
