"""The service on gunicorn: a process a core, threads that wait for uploads, a bound on work.

Beside it runs a process that works on batches (`api.work`), with the same settings.
"""

import os
import socket
import struct
import subprocess
import sys
import tempfile
import time
from functools import partial

from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.config import Config
from gunicorn.glogging import Logger
from gunicorn.workers.gthread import ThreadWorker

from api import logs, refused, scratch
from api.app import create_app
from api.settings import Settings
from api.warm import warm
from api.work.extra import distributed

GRACE = 30
"""Seconds that a stopping worker has to finish what it has begun."""
RESPITE = 5.0
"""Seconds between two starts of the process beside."""


class JsonLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's own lines, as ours."""

    def setup(self, cfg: Config) -> None:
        """Write to our log instead of gunicorn's."""
        super().setup(cfg)
        self.error_log.handlers = [logs.ServerLines()]


class Beside:
    """The process that works on batches; started again should it die."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._next_at = 0.0

    def keep(self) -> None:
        """Start it unless it runs, or cannot: then not at once again."""
        gone = self._process is None or self._process.poll() is not None
        if gone and time.monotonic() >= self._next_at:
            self._next_at = time.monotonic() + RESPITE
            command = [sys.executable, "-P", "-m", "api.work", str(os.getpid())]
            self._process = subprocess.Popen(command)  # noqa: S603 - our own module

    def tell(self) -> None:
        """Tell it to stop."""
        if self._process is not None:
            self._process.terminate()

    def wait(self) -> None:
        """Wait until it has stopped."""
        if self._process is not None:
            self._process.wait()


class Keeper(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's master, which also keeps the process beside it."""

    def manage_workers(self) -> None:
        """Start what is missing; called every second."""
        super().manage_workers()
        self.app.beside.keep()

    def stop(self, graceful: bool = True) -> None:
        """Stop both at once."""
        self.app.beside.tell()
        super().stop(graceful)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, set up by our own settings alone."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.beside = Beside()
        super().__init__()

    def run(self) -> None:
        """Serve until told to stop."""
        try:
            Keeper(self).run()
        finally:
            self.beside.wait()

    def load_config(self) -> None:
        """Set what gunicorn would read from its own file."""
        for name, value in _options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> object:
        """Make the application, before the workers are forked: they share its memory."""
        return create_app(self.settings)


def serve(settings: Settings) -> None:
    """Serve until told to stop. Raises BadPolicy."""
    if settings.broker is not None:
        distributed()  # or the process beside could not start
    folder = scratch.in_memory(f"precheck-api-{settings.port}")
    if folder is not None:
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    logs.configure(sys.stdout)
    refused.as_problems()
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
        "when_ready": partial(_bound_silence, settings.silence),
        "post_worker_init": _warm,
        "proc_name": "precheck-api",
    }


def _bound_silence(seconds: int, server: Arbiter) -> None:
    """Let no connection hold a thread by silence in the midst of a request or an answer.

    Set in the kernel, on what listens: every connection inherits it, and gunicorn, which knows no
    such bound, cannot take it back.
    """
    bound = struct.pack("@ll", seconds, 0)
    for listener in server.LISTENERS:
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.sock.setsockopt(socket.SOL_SOCKET, option, bound)


def _warm(worker: ThreadWorker) -> None:
    warm(worker.wsgi.extensions["precheck"])


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{host}:{settings.port}"
