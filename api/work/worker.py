"""One worker process: checks one photo after the other until it is stopped."""

import os
import signal
import sys
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from api.process import library_output, logs
from api.process.logs import log
from api.process.stop_signal import StopSignal
from api.settings import Settings
from api.store.database.fault_log import log_unavailable
from api.work.context import WorkerContext, worker_name
from api.work.members_task import read_next
from api.work.photo_task import check_next
from precheck.errors import INSTALLATION_ERRORS

IDLE_PAUSE_SECONDS = 0.2
"""Pause while no photo waits."""
ERROR_PAUSE_SECONDS = 5.0
"""Pause while the database or a tool is missing."""


def run_worker(settings: Settings, id_: str, parent: int) -> None:
    """Check photos under this worker id. Raises BadPolicy."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles Ctrl-C and stops its workers
    stop = StopSignal(parent)
    logs.configure(sys.stdout)
    library_output.capture()
    context, name = WorkerContext.open(settings), worker_name(id_, os.getpid())

    def warm() -> float:
        context.warm()
        return 0.0

    def work() -> float:
        busy = check_next(context, name, stopping=stop) or read_next(context)
        return 0.0 if busy else IDLE_PAUSE_SECONDS

    stop.sleep(_guarded(warm))
    while not stop():
        stop.sleep(_guarded(work))
    context.close()


def _guarded(work: Callable[[], float]) -> float:
    """Run the work and return the pause after it, longer if something it needs is missing."""
    try:
        return work()
    except INSTALLATION_ERRORS as missing:
        log.error(str(missing), code=missing.code)
    except SQLAlchemyError as error:
        log_unavailable(error)
    return ERROR_PAUSE_SECONDS
