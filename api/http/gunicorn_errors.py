"""Problems for requests that gunicorn rejects before the application receives them."""

import json
from http import HTTPStatus
from socket import socket

from gunicorn import util

from api.http.errors import CRASH_DETAIL, code_of, problem_members
from api.http.headers import API_HEADERS
from api.metrics import record
from api.process.logs import log
from precheck.answer.as_json import new_id

UNREADABLE_DETAIL = (
    "The request cannot be read: its first line, a header or a chunk is wrong or too long."
)


def install() -> None:
    """Replace gunicorn's HTML error page, which no setting changes, by a problem."""
    util.write_error = send_problem


def send_problem(client: socket, status: int, reason: str, _quoted: str) -> None:
    """Send the problem without quoting the request; gunicorn closes the connection."""
    id_, code = new_id(), code_of(reason)
    log.info("request", id=id_, status=status, code=code)
    record.refusal(code)
    detail = CRASH_DETAIL if status == HTTPStatus.INTERNAL_SERVER_ERROR else UNREADABLE_DETAIL
    body = json.dumps(problem_members(HTTPStatus(status), code, detail, id_)).encode()
    headers = API_HEADERS | {
        "Connection": "close",
        "Content-Type": "application/problem+json",
        "Content-Length": str(len(body)),
        "X-Request-ID": id_,
    }
    lines = [f"HTTP/1.1 {status} {reason}", *(f"{name}: {headers[name]}" for name in headers)]
    util.write_nonblock(client, "\r\n".join([*lines, "", ""]).encode() + body)
