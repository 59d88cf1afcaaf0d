"""Headers on every answer: it belongs to one caller and runs nothing."""

from flask import Flask, Response

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def register(app: Flask) -> None:
    """Set the headers."""
    app.after_request(_set)


def _set(response: Response) -> Response:
    response.headers.update(HEADERS)
    return response
