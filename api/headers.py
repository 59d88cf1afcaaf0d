"""Headers on every answer: it belongs to one caller and runs nothing; the desk runs its own."""

from flask import Flask, Response, request

from api.auth import SIGNED_IN

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
DESK = HEADERS | {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}
STATIC = HEADERS | {"Cache-Control": "public, max-age=600"}


def register(app: Flask) -> None:
    """Set the headers."""
    app.after_request(_set)


def _set(response: Response) -> Response:
    if request.blueprint == SIGNED_IN:
        response.headers.update(DESK)
    else:
        response.headers.update(STATIC if request.endpoint == "static" else HEADERS)
    return response
