"""The application factory."""

from importlib.metadata import version

from apiflask import APIFlask
from flask.json.provider import DefaultJSONProvider
from werkzeug.middleware.proxy_fix import ProxyFix

from api.batches import views as batch_views
from api.channels import registration as channels
from api.check import decision_views
from api.check import views as check_views
from api.desk import registration as desk
from api.http import auth, errors, headers, health, logs, policy, rate_limit
from api.http.uploads import InMemoryRequest
from api.metrics import requests
from api.metrics import views as metrics_views
from api.schema import docs, openapi
from api.service import Checker, Service
from api.settings import Settings
from api.submissions import views as submission_views

OVERHEAD_BYTES = 64 * 1024
"""Size of options and multipart boundaries in a request, besides the picture."""


def create_app(settings: Settings, *, checker: Checker | None = None) -> APIFlask:
    """Create the web service. Raises BadPolicy if a file of the office is invalid."""
    app = APIFlask(
        "api",
        title="precheck",
        version=version("precheck"),
        docs_path=None,
        json_errors=False,
    )
    app.spec_processor(openapi.complete)
    app.request_class = InMemoryRequest
    app.json = ordered_json(app)
    app.config.update(
        MAX_CONTENT_LENGTH=settings.max_bytes * 4 // 3 + OVERHEAD_BYTES,
        MAX_FORM_PARTS=32,
        AUTO_TAGS=False,
        AUTO_SERVERS=False,
        AUTO_404_RESPONSE=False,
        SECURITY_SCHEMES=openapi.SECURITY_SCHEMES,
    )
    app.extensions["precheck"] = Service.open(settings, checker)
    if settings.proxies:
        believed = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=1, x_host=0)
        app.wsgi_app = believed  # type: ignore[method-assign]  # as its documentation says
    for module in (check_views, decision_views, batch_views, submission_views):
        app.register_blueprint(module.bp)
    for module in (health, policy, metrics_views, docs):
        app.register_blueprint(module.bp)
    channels.register(app, settings)
    requests.register(app)
    logs.register(app)
    rate_limit.register(app, settings)
    for part in (auth, errors, headers, desk):
        part.register(app)
    return app


def ordered_json(app: APIFlask) -> DefaultJSONProvider:
    """Return a JSON provider that keeps the keys in the order of the contract."""
    provider = DefaultJSONProvider(app)
    provider.sort_keys = False
    return provider
