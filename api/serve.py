"""The service on gunicorn: one process per core, with threads that wait for uploads.

A process that works on batches (`api.worker`) runs beside it with the same settings.
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

from api.app import create_app
from api.http import gunicorn_errors
from api.http.gunicorn_worker import Worker
from api.monitoring import shared
from api.process import library_output, logs, scratch
from api.process.stop_signal import GRACE_SECONDS
from api.settings import Settings
from api.work.optional import load_distributed
from api.work.warmup import warm_up

BATCH_RESTART_SECONDS = 5.0
"""Minimum time between two starts of the batch process."""
SCRATCH_NAME = "precheck-api"
KEEP_ALIVE_SECONDS = 75
"""Time that an idle connection is kept: longer than the pauses of a bot with a pool of them."""


class JsonLogger(Logger):  # type: ignore[misc]  # gunicorn has no types
    """Writes gunicorn's lines to this log."""

    def setup(self, cfg: Config) -> None:
        """Replace gunicorn's handlers."""
        super().setup(cfg)
        self.error_log.handlers = [logs.ServerLogHandler()]


class BatchProcess:
    """The process that works on batches; restarted when it dies."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._next_at = 0.0

    def restart_if_dead(self) -> None:
        """Start the process unless it runs or was started just before."""
        dead = self._process is None or self._process.poll() is not None
        if dead and time.monotonic() >= self._next_at:
            self._next_at = time.monotonic() + BATCH_RESTART_SECONDS
            command = [sys.executable, "-P", "-m", "api.worker", str(os.getpid())]
            self._process = subprocess.Popen(command)  # noqa: S603 - a fixed command

    def stop(self) -> None:
        """Send the signal to stop."""
        if self._process is not None:
            self._process.terminate()

    def wait(self) -> None:
        """Wait until the process has ended."""
        if self._process is not None:
            self._process.wait()


class Master(Arbiter):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn's master, which also supervises the batch process."""

    def manage_workers(self) -> None:
        """Start missing processes; gunicorn calls this every second."""
        super().manage_workers()
        self.app.batch_process.restart_if_dead()

    def stop(self, graceful: bool = True) -> None:
        """Stop the batch process and the workers."""
        self.app.batch_process.stop()
        super().stop(graceful)


class Server(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """gunicorn, configured by Settings alone."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self.batch_process = BatchProcess()
        super().__init__()

    def run(self) -> None:
        """Serve until stopped."""
        try:
            Master(self).run()
        finally:
            self.batch_process.wait()

    def load_config(self) -> None:
        """Set the options that gunicorn reads from a file otherwise."""
        for name, value in _options(self.settings).items():
            self.cfg.set(name, value)

    def load(self) -> object:
        """Create the application before gunicorn forks, so that the workers share its memory."""
        return create_app(self.settings)


def serve(settings: Settings) -> None:
    """Serve until stopped. Raises BadPolicy."""
    if settings.broker is not None:
        load_distributed()  # fails here rather than in the batch process
    folder = scratch.create(SCRATCH_NAME)
    if folder is not None:
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    counts, master = shared.begin(), os.getpid()
    logs.configure(sys.stdout)
    gunicorn_errors.install()
    try:
        Server(settings).run()
    finally:
        if os.getpid() == master:  # a forked process that ends comes here too
            shared.end(counts)
            scratch.remove(folder)


def _options(settings: Settings) -> dict[str, object]:
    return {
        "bind": _address(settings),
        "worker_class": Worker,
        "workers": settings.workers,
        "threads": settings.threads,
        "preload_app": True,
        "keepalive": KEEP_ALIVE_SECONDS,
        "graceful_timeout": int(GRACE_SECONDS),
        "worker_tmp_dir": os.environ.get("TMPDIR"),
        "forwarded_allow_ips": "",  # the application believes `proxies` of them
        "control_socket_disable": True,
        "logger_class": JsonLogger,
        "when_ready": partial(_set_socket_timeouts, settings.silence),
        "post_worker_init": _warm_up,
        "proc_name": "precheck-api",
    }


def _set_socket_timeouts(seconds: int, server: Arbiter) -> None:
    """Limit how long a silent connection can hold a thread within a request or response.

    gunicorn has no such limit. Connections inherit the options of the listening socket.
    """
    timeout = struct.pack("@ll", seconds, 0)
    for listener in server.LISTENERS:
        for option in (socket.SO_RCVTIMEO, socket.SO_SNDTIMEO):
            listener.sock.setsockopt(socket.SOL_SOCKET, option, timeout)


def _warm_up(worker: Worker) -> None:
    library_output.capture()
    warm_up(worker.app.wsgi().extensions["precheck"])


def _address(settings: Settings) -> str:
    host = f"[{settings.host}]" if ":" in settings.host else settings.host
    return f"{host}:{settings.port}"
