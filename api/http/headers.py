"""Security and caching headers of every response; only the pages' own scripts may run."""

from urllib.parse import urlsplit

from flask import Flask, Response, request
from werkzeug.routing import RequestRedirect

from api.http.auth import DESK_BLUEPRINT

DEMO_BLUEPRINT = "demo"

API_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
DESK_HEADERS = API_HEADERS | {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}
STATIC_HEADERS = API_HEADERS | {"Cache-Control": "public, max-age=600"}


def register(app: Flask) -> None:
    """Add the headers to every response."""
    app.after_request(_set)


def _set(response: Response) -> Response:
    if request.blueprint in {DESK_BLUEPRINT, DEMO_BLUEPRINT}:
        response.headers.update(DESK_HEADERS)
    else:
        response.headers.update(STATIC_HEADERS if request.endpoint == "static" else API_HEADERS)
    if isinstance(request.routing_exception, RequestRedirect):
        response.location = _without_host(request.routing_exception.new_url)
    return response


def _without_host(url: str) -> str:
    """Return the address within this host: else it names whatever the caller wrote as Host."""
    parts = urlsplit(url)
    within = parts._replace(scheme="", netloc="", path="/" + parts.path.lstrip("/"))
    return within.geturl()
