"""Counts every request with its time, and the code of every refusal."""

import time

from flask import Flask, Response, g, request

from api.http.auth import DESK_BLUEPRINT
from api.metrics import record


def register(app: Flask) -> None:
    """Count the application's requests."""
    record.start_at_zero()
    app.after_request(_count)


def _count(response: Response) -> Response:
    at_desk = request.blueprint == DESK_BLUEPRINT
    endpoint = DESK_BLUEPRINT if at_desk else request.endpoint or "none"
    record.request(endpoint, response.status_code, time.perf_counter() - g.start)
    if g.code is not None:
        record.refusal(g.code)
    return response
