"""Requests that gunicorn refuses before the application sees them: problems like all others."""

import json
from http import HTTPStatus
from socket import socket

from gunicorn import util

from api.errors import BROKEN, code_of, members
from api.headers import HEADERS
from api.logs import log
from precheck.render import new_id

UNREADABLE = "The request cannot be read: its first line, a header or a chunk is wrong or too long."


def as_problems() -> None:
    """Put our answer in the place of gunicorn's page of HTML, for which it has no setting."""
    util.write_error = answer


def answer(client: socket, status: int, reason: str, _quoted: str) -> None:
    """Send the problem; gunicorn closes the connection. Nothing of the request is quoted."""
    id_, code = new_id(), code_of(reason)
    log.info("request", id=id_, status=status, code=code)
    detail = BROKEN if status == HTTPStatus.INTERNAL_SERVER_ERROR else UNREADABLE
    body = json.dumps(members(HTTPStatus(status), code, detail, id_)).encode()
    headers = HEADERS | {
        "Connection": "close",
        "Content-Type": "application/problem+json",
        "Content-Length": str(len(body)),
        "X-Request-ID": id_,
    }
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {headers[name]}" for name in headers)]
    util.write_nonblock(client, "\r\n".join([*lines, "", ""]).encode() + body)
