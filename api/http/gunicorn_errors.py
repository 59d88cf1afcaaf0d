"""Problems for requests that gunicorn rejects before the application receives them."""

import json
from http import HTTPStatus
from socket import socket

from gunicorn import util

from api.http.errors import CRASH_DETAIL, code_of, problem_members
from api.http.headers import API_HEADERS
from api.metrics import record
from api.process.capacity import Busy
from api.process.logs import log
from precheck.answer.as_json import new_id

UNREADABLE_DETAIL = (
    "The request cannot be read: its first line, a header or a chunk is wrong or too long."
)
NO_THREAD_DETAIL = "All threads are taken by other callers. Ask again shortly."


def install() -> None:
    """Replace gunicorn's HTML error page, which no setting changes, by a problem."""
    util.write_error = send_problem


def send_problem(client: socket, status: int, reason: str, _quoted: str) -> None:
    """Send the problem without quoting the request; gunicorn closes the connection."""
    detail = CRASH_DETAIL if status == HTTPStatus.INTERNAL_SERVER_ERROR else UNREADABLE_DETAIL
    _send(client, HTTPStatus(status), code_of(reason), detail)


def send_busy(client: socket) -> None:
    """Send the problem of a request that found no thread."""
    record.reject("threads")
    _send(client, Busy.status, Busy.code, NO_THREAD_DETAIL, dict(Busy.headers))


def _send(
    client: socket,
    status: HTTPStatus,
    code: str,
    detail: str,
    more_headers: dict[str, str] | None = None,
) -> None:
    id_ = new_id()
    log.info("request", id=id_, status=int(status), code=code)
    record.refusal(code)
    body = json.dumps(problem_members(status, code, detail, id_)).encode()
    headers = (
        API_HEADERS
        | (more_headers or {})
        | {
            "Connection": "close",
            "Content-Type": "application/problem+json",
            "Content-Length": str(len(body)),
            "X-Request-ID": id_,
        }
    )
    lines = [
        f"HTTP/1.1 {int(status)} {status.phrase}",
        *(f"{name}: {headers[name]}" for name in headers),
    ]
    util.write_nonblock(client, "\r\n".join([*lines, "", ""]).encode() + body)
