"""The service on gunicorn: a process a core, threads that wait for uploads, a bound on work."""

import os
import sys
import tempfile

from gunicorn.app.base import BaseApplication
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from api import logs, scratch
from api.app import create_app
from api.settings import Settings
from api.warm import warm

GRACE = 30
"""Seconds that a stopping worker has to finish what it has begun."""


class JsonLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's own lines, as ours."""

    def setup(self, cfg: Config) -> None:
        """Write to our log instead of gunicorn's."""
        super().setup(cfg)
        self.error_log.handlers = [logs.ServerLines()]


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, set up by our own settings alone."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        super().__init__()

    def load_config(self) -> None:
        """Set what gunicorn would read from its own file."""
        for name, value in _options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> object:
        """Make the application, before the workers are forked: they share its memory."""
        return create_app(self.settings)


def serve(settings: Settings) -> None:
    """Serve until told to stop."""
    folder = scratch.in_memory(f"precheck-api-{settings.port}")
    if folder is not None:
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    logs.configure(sys.stdout)
    try:
        Server(settings).run()
    finally:
        scratch.remove(folder)


def _options(settings: Settings) -> dict[str, object]:
    return {
        "bind": _address(settings),
        "worker_class": "gthread",
        "workers": settings.workers,
        "threads": settings.threads,
        "preload_app": True,
        "graceful_timeout": GRACE,
        "worker_tmp_dir": os.environ.get("TMPDIR"),
        "control_socket_disable": True,
        "logger_class": JsonLogger,
        "post_worker_init": _warm,
        "proc_name": "precheck-api",
    }


def _warm(worker: ThreadWorker) -> None:
    warm(worker.wsgi.extensions["precheck"])


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{host}:{settings.port}"
