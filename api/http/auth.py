"""Authentication of callers by bearer keys, and what each key allows."""

import time
from http import HTTPStatus

from flask import Flask, g, request
from werkzeug.routing import RequestRedirect

from api.callers.keys import Key
from api.callers.scopes import Scope, write_scopes
from api.errors import ServiceError
from api.service import Service, service
from api.settings import ENV_PREFIX
from precheck.errors import BadPolicy

PUBLIC_ENDPOINTS = frozenset(
    {"health.live", "health.is_ready", "health.storage", "docs.page", "openapi.spec", "static"}
)
"""Endpoints without a key: they reveal nothing about photos."""
SCOPE_OF_BLUEPRINT = {
    "check": Scope.CHECK,
    "checks": Scope.CHECK,
    "batches": Scope.BATCHES,
    "submissions": Scope.SUBMISSIONS,
    "capture_links": Scope.SUBMISSIONS,
    "metrics": Scope.METRICS,
}
"""Scope that each part of the service needs; any valid key opens the others, such as `/policy`."""
DESK_BLUEPRINT = "desk"
"""Blueprint of the pages for people, who sign in with passwords instead of keys."""
CHANNEL_BLUEPRINTS = frozenset({"cloud", "waha"})
"""Blueprints of the channels, whose deliveries are signed."""
CAPTURE_BLUEPRINT = "capture"
"""Blueprint of the camera page, whose address holds a token in place of a key."""
LOCAL_CALLER = "local"
"""Name of the caller where no keys are required."""


class NoKey(ServiceError):
    """The key is missing, unknown, expired or revoked. The caller's operator corrects it."""

    code = "unauthorized"
    status = HTTPStatus.UNAUTHORIZED
    headers = (("WWW-Authenticate", "Bearer"),)


class Forbidden(ServiceError):
    """The key does not allow this call. The caller's operator asks for another key."""

    code = "forbidden"
    status = HTTPStatus.FORBIDDEN
    headers = (("WWW-Authenticate", 'Bearer error="insufficient_scope"'),)


def register(app: Flask) -> None:
    """Require a key for every request but the public ones; `g.owner` is the caller's name.

    Raises BadPolicy where others can call and there is no key.
    """
    here: Service = app.extensions["precheck"]
    if here.settings.way_in and not here.keys.any_exist():
        raise BadPolicy(
            f"there is no key, and {here.settings.way_in} lets others call: make one with "
            f"'precheck-api key new NAME', or give its SHA-256 as {ENV_PREFIX}KEYS."
        )
    app.before_request(_require_key)


def keys_required(here: Service) -> bool:
    """Return whether calls need a key: where any exists, also a revoked or expired one."""
    return here.settings.way_in is not None or here.keys.any_exist()


def valid_key() -> Key | None:
    """Return the key of this request if it is valid."""
    key = _sent_key()
    return None if key is None or key.why_invalid(time.time()) else key


def _sent_key() -> Key | None:
    """Return the known key of this request, valid or not; it is looked for once a request."""
    if "key" not in g:
        scheme, _, text = request.headers.get("Authorization", "").partition(" ")
        g.key = service().keys.find(text.strip()) if scheme.lower() == "bearer" else None
    found: Key | None = g.key
    return found


def _require_key() -> None:
    g.owner = LOCAL_CALLER
    if request.endpoint in PUBLIC_ENDPOINTS:
        return
    if isinstance(request.routing_exception, RequestRedirect):  # from /desk to /desk/
        return
    if request.blueprint in {DESK_BLUEPRINT, CAPTURE_BLUEPRINT, *CHANNEL_BLUEPRINTS}:
        return
    if not keys_required(service()):
        return
    key = _sent_key()
    if key is None:
        raise NoKey("Send a valid key: Authorization: Bearer …")
    if reason := key.why_invalid(time.time()):
        raise NoKey(f"This key is {reason}: ask the service's operator for another.")
    g.owner = key.name
    service().keys.note_use(key)
    _require_scope(key)


def _require_scope(key: Key) -> None:
    needed = SCOPE_OF_BLUEPRINT.get(request.blueprint or "")
    if needed is not None and needed not in key.scopes:
        raise Forbidden(
            f"This key lacks the scope '{needed}'; it has {write_scopes(key.scopes)}. "
            "Ask the service's operator for a key with that scope."
        )
