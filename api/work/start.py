"""What `precheck-api worker` starts: processes that ask the database, or Celery's."""

import os
import sys
import tempfile
from multiprocessing.util import Finalize

from api import logs, scratch
from api.settings import Settings
from api.work.extra import distributed
from api.work.keeper import keep

FOLDER = "precheck-worker"
LAST = -200
"""Among what is done at the end: after multiprocessing has removed its own folder in ours."""


def start(settings: Settings) -> None:
    """Work until told to stop. Raises BadPolicy."""
    work = keep if settings.broker is None else distributed().work
    scratch.sweep(FOLDER)
    folder = scratch.in_memory(f"{FOLDER}-{os.getpid()}")
    if folder is not None:
        scratch.hold(folder)
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
        Finalize(None, scratch.remove, (folder,), exitpriority=LAST)
    logs.configure(sys.stdout)
    work(settings)
