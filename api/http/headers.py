"""Security and caching headers of every response; only the pages' own scripts may run."""

from flask import Flask, Response, request

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
    return response
