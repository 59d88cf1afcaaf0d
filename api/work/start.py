"""What `precheck-api worker` starts: processes that ask the database, or Celery's."""

import os
import tempfile

from api import scratch
from api.settings import Settings
from api.work.extra import distributed
from api.work.keeper import keep


def start(settings: Settings) -> None:
    """Work until told to stop. Raises BadPolicy."""
    folder = scratch.in_memory(f"precheck-worker-{os.getpid()}")
    if folder is not None:
        os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    try:
        if settings.broker is None:
            keep(settings)
        else:
            distributed().work(settings)
    finally:
        scratch.remove(folder)
