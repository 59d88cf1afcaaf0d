"""Starts `precheck-api worker`: processes that poll the database, or Celery workers."""

import os
import sys
import tempfile
from multiprocessing.util import Finalize

from api.monitoring import shared
from api.monitoring.worker_server import serve_in_background
from api.process import logs, scratch
from api.settings import Settings
from api.work.optional import load_distributed
from api.worker.supervisor import supervise

SCRATCH_NAME = "precheck-worker"
EXIT_PRIORITY = -200
"""Lower than that of multiprocessing, which first removes its own folder in the scratch folder."""


def start(settings: Settings) -> None:
    """Run workers until stopped. Raises BadPolicy."""
    work = supervise if settings.broker is None else load_distributed().work
    folder = scratch.create(SCRATCH_NAME)
    if folder is not None:
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
        Finalize(None, scratch.remove, (folder,), exitpriority=EXIT_PRIORITY)
    Finalize(None, shared.end, (shared.begin(),), exitpriority=EXIT_PRIORITY)
    logs.configure(sys.stdout)
    serve_in_background(settings)
    work(settings)
