"""Serves `GET /metrics` on a machine of workers, which has no other service."""

import threading

from flask import Flask
from werkzeug.serving import WSGIRequestHandler, make_server

from api.http import auth, errors, headers, rate_limit, request_log
from api.monitoring import metrics
from api.service import Service
from api.settings import Settings
from api.submissions.records.rows import Rules
from api.submissions.rules import EXTENSION
from precheck.errors import BadPolicy


class SilentHandler(WSGIRequestHandler):
    """Logs nothing: the application does."""

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing."""


def serve_in_background(settings: Settings) -> None:
    """Serve on `host` and `metrics_port` in a thread until the process ends. Raises BadPolicy."""
    if settings.metrics_port is None:
        return
    try:
        server = make_server(
            settings.host,
            settings.metrics_port,
            create_metrics_app(settings),
            threaded=True,
            request_handler=SilentHandler,
        )
    except OSError as error:
        raise BadPolicy(f"metrics_port: {error}.") from error
    threading.Thread(target=server.serve_forever, name="metrics", daemon=True).start()


def create_metrics_app(settings: Settings) -> Flask:
    """Create an application of metrics alone, with the keys of the service. Raises BadPolicy."""
    app = Flask("api.metrics")
    service = Service.open(settings, None)
    app.extensions["precheck"] = service
    app.extensions[EXTENSION] = Rules.load(settings, service.office)
    app.register_blueprint(metrics.bp)
    request_log.register(app)
    rate_limit.register(app, settings)
    for part in (auth, errors, headers):
        part.register(app)
    return app
