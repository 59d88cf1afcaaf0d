"""The page of the desk that a person returns to after signing in."""

from urllib.parse import unquote

from flask import current_app, request
from werkzeug.exceptions import HTTPException

from api.desk.blueprint import bp

MAX_LENGTH = 2000


def safe_address(address: str) -> str | None:
    """Return an address within the desk as it is; None for any other, however it is written.

    Browsers read backslashes as slashes, drop control characters, and resolve `..` in any spelling.
    """
    plain = address.isascii() and address.isprintable() and not {" ", "\\"} & set(address)
    within = address.startswith(f"{bp.url_prefix}/") and len(address) <= MAX_LENGTH
    steps = unquote(address.partition("?")[0].partition("#")[0]).split("/")
    astray = {".", ".."} & set(steps) or "" in steps[1:-1]
    return address if plain and within and not astray else None


def requested_address() -> str:
    """Return the page of the request; of an act, the nearest page above it."""
    if request.method == "GET":
        return request.full_path.removesuffix("?")
    path = request.path
    while path.startswith(f"{bp.url_prefix}/") and not _is_page(path):
        path = path.rpartition("/")[0]
    return path if path.startswith(f"{bp.url_prefix}/") else f"{bp.url_prefix}/"


def _is_page(path: str) -> bool:
    pages = current_app.create_url_adapter(request)
    assert pages is not None
    try:
        endpoint, _ = pages.match(path, method="GET")
    except HTTPException:
        return False
    return str(endpoint) != "desk.nothing"
