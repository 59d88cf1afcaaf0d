"""The application factory."""

from importlib.metadata import version

from apiflask import APIFlask
from flask.json.provider import DefaultJSONProvider

from api import (
    auth,
    batches,
    check,
    checks,
    desk,
    docs,
    errors,
    headers,
    health,
    logs,
    openapi,
    policy,
    rate,
)
from api.service import Checker, Service
from api.settings import Settings
from api.uploads import InMemoryRequest

JSON_OVERHEAD = 64 * 1024
"""Bytes that options and multipart boundaries may take beside the picture."""


def create_app(settings: Settings, *, checker: Checker | None = None) -> APIFlask:
    """Make the web service. Raises BadPolicy where the office's own file is wrong."""
    app = APIFlask(
        "api",
        title="precheck",
        version=version("precheck"),
        docs_path=None,
        json_errors=False,
    )
    app.spec_processor(openapi.complete)
    app.request_class = InMemoryRequest
    app.json = json_in_order(app)
    app.config.update(
        MAX_CONTENT_LENGTH=settings.max_bytes * 4 // 3 + JSON_OVERHEAD,
        MAX_FORM_PARTS=32,
        AUTO_TAGS=False,
        AUTO_SERVERS=False,
        AUTO_404_RESPONSE=False,
        SECURITY_SCHEMES=openapi.security_schemes(settings),
    )
    app.extensions["precheck"] = Service.open(settings, checker)
    for blueprint in (check.bp, checks.bp, batches.bp, health.bp, policy.bp, docs.bp):
        app.register_blueprint(blueprint)
    logs.register(app)
    rate.register(app, settings)
    for part in (auth, errors, headers, desk):
        part.register(app)
    return app


def json_in_order(app: APIFlask) -> DefaultJSONProvider:
    """Return what writes answers, their keys in the order of the contract."""
    provider = DefaultJSONProvider(app)
    provider.sort_keys = False
    return provider
