"""One working process: photos, one after the other, until it is told to stop."""

import os
import signal
import sys
from collections.abc import Callable

from sqlalchemy.exc import SQLAlchemyError

from api import logs
from api.logs import log
from api.settings import Settings
from api.work.photo import take
from api.work.stop import Stop
from api.work.tools import Tools, worker_name
from precheck.errors import UNREADY

IDLE = 0.2
"""Seconds between two looks at an empty ledger."""
BROKEN = 5.0
"""Seconds between two tries while the database or a tool is missing."""


def run(settings: Settings, id_: str, parent: int) -> None:
    """Work under this id. Raises BadPolicy."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which tells us
    stop = Stop(parent)
    logs.configure(sys.stdout)
    tools, name = Tools.open(settings), worker_name(id_, os.getpid())

    def warm() -> float:
        tools.warm()
        return 0.0

    def work() -> float:
        return 0.0 if take(tools, name, stopping=stop) else IDLE

    stop.sleep(_careful(warm))
    while not stop():
        stop.sleep(_careful(work))
    tools.close()


def _careful(work: Callable[[], float]) -> float:
    """Return how long to wait after the work; longer where something it needs is missing."""
    try:
        return work()
    except UNREADY as missing:
        log.error(str(missing), code=missing.code)
    except SQLAlchemyError as error:
        log.error("database", error=type(error).__qualname__)
    return BROKEN
