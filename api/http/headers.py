"""Security and caching headers of every response; only the pages' own scripts may run."""

from flask import Flask, Response, request

from api.http.auth import CAPTURE_BLUEPRINT, DESK_BLUEPRINT
from api.service import service

DEMO_BLUEPRINT = "demo"

API_HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; frame-ancestors 'none'",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
DESK_HEADERS = API_HEADERS | {
    "Content-Security-Policy": "default-src 'self'; img-src 'self' data: blob:; "
    "object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
}
STATIC_HEADERS = API_HEADERS | {"Cache-Control": "public, max-age=600"}
NETS = "script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
"""What the camera page and its worker need to run the nets."""
WORKER_HEADERS = STATIC_HEADERS | {
    "Content-Security-Policy": f"default-src 'none'; {NETS}; frame-ancestors 'none'"
}
CAPTURE_HEADERS = API_HEADERS | {"Permissions-Policy": "camera=(self), microphone=()"}
CAPTURE_POLICY = (
    f"default-src 'none'; {NETS}; worker-src 'self'; style-src 'self'; img-src 'self' blob:; "
    "media-src 'self' blob:; base-uri 'none'; form-action 'none'; frame-ancestors "
)
CAPTURE_SCRIPTS = "capture/"
"""Folder of the page's scripts: a worker has the policy of its own script."""


def register(app: Flask) -> None:
    """Add the headers to every response."""
    app.after_request(_set)


def _set(response: Response) -> Response:
    if request.blueprint in {DESK_BLUEPRINT, DEMO_BLUEPRINT}:
        response.headers.update(DESK_HEADERS)
    elif request.blueprint == CAPTURE_BLUEPRINT:
        embedders = " ".join(service().settings.camera_embedders) or "'none'"
        policy = {"Content-Security-Policy": CAPTURE_POLICY + embedders}
        response.headers.update(CAPTURE_HEADERS | policy)
    elif request.endpoint == "static":
        name = str((request.view_args or {}).get("filename", ""))
        of_camera = name.startswith(CAPTURE_SCRIPTS)
        response.headers.update(WORKER_HEADERS if of_camera else STATIC_HEADERS)
    else:
        response.headers.update(API_HEADERS)
    return response
