"""Redirects of the router, from `/desk` to `/desk/`, within this host.

The router's own name the host that the caller wrote, in the header and in the body.
"""

from urllib.parse import urlsplit

from flask import Flask, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.routing import RequestRedirect


def register(app: Flask) -> None:
    """Answer in place of the router."""
    app.before_request(_redirect)


def _redirect() -> ResponseReturnValue | None:
    asked = request.routing_exception
    if not isinstance(asked, RequestRedirect):
        return None
    return redirect(_without_host(asked.new_url), asked.code)


def _without_host(url: str) -> str:
    parts = urlsplit(url)
    within = parts._replace(scheme="", netloc="", path="/" + parts.path.lstrip("/"))
    return within.geturl()
