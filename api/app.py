"""The application factory."""

from functools import partial
from importlib.metadata import version

from apiflask import APIFlask
from flask.json.provider import DefaultJSONProvider
from werkzeug.middleware.proxy_fix import ProxyFix

from api.batches import shapes as batch_shapes
from api.batches import views as batch_views
from api.capture import shapes as capture_shapes
from api.capture import views as capture_views
from api.channels import registration as channels
from api.check import decision_views, documentation, recorder
from api.check import views as check_views
from api.check.requests import DecisionRequest
from api.desk import registration as desk
from api.http import auth, errors, headers, rate_limit, redirects, request_log
from api.http.uploads import InMemoryRequest
from api.monitoring import documentation as monitoring_documentation
from api.monitoring import health, metrics, policy
from api.process.checker import Checker
from api.schema import docs, openapi
from api.service import Service
from api.settings import Settings
from api.submissions import rules
from api.submissions import shapes as submission_shapes
from api.submissions import views as submission_views
from api.submissions.records.rows import Rules

ANSWERS = (
    *(documentation.SHAPES + batch_shapes.SHAPES),
    *(submission_shapes.SHAPES + monitoring_documentation.SHAPES),
    *capture_shapes.SHAPES,
)
"""Models of the topics' answers."""
OVERHEAD_BYTES = 64 * 1024
"""Size of options and multipart boundaries in a request, besides the picture."""


def create_app(settings: Settings, *, checker: Checker | None = None) -> APIFlask:
    """Create the web service. Raises BadPolicy if a file of the office is invalid."""
    app = APIFlask(
        "api", title="precheck", version=version("precheck"), docs_path=None, json_errors=False
    )
    app.spec_processor(partial(openapi.complete, (DecisionRequest,), ANSWERS))
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
    here = app.extensions["precheck"] = Service.open(settings, checker)
    app.extensions[recorder.EXTENSION] = recorder.CheckRecorder(here.store)
    app.extensions[rules.EXTENSION] = Rules.load(settings, here.office)
    if settings.proxies:
        believed = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=1, x_host=0)
        app.wsgi_app = believed  # type: ignore[method-assign]  # as its documentation says
    for topic in (check_views, decision_views, batch_views, submission_views, capture_views):
        app.register_blueprint(topic.bp)
    app.register_blueprint(capture_views.api_bp)
    for subject in (health, policy, metrics, docs):
        app.register_blueprint(subject.bp)
    channels.register(app, settings)
    request_log.register(app)
    rate_limit.register(app, settings)
    for part in (auth, redirects, errors, headers, desk):
        part.register(app)
    return app


def ordered_json(app: APIFlask) -> DefaultJSONProvider:
    """Return a JSON provider that keeps the keys in the order of the contract."""
    provider = DefaultJSONProvider(app)
    provider.sort_keys = False
    return provider
