"""The resources of one worker process."""

import os
import socket
import threading
from collections.abc import Callable
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial

from api.process.checker import Checker, checker_with_reader
from api.settings import Settings
from api.store.calibration_ring import CalibrationRing
from api.store.database.store import Store
from api.submissions import catalogue
from api.submissions.catalogue import Catalogue
from api.submissions.records.rows import Rules
from api.submissions.workdays import EVERY_WEEKDAY, Workdays
from api.work.warmup import sample_sheet
from precheck.members import read_members
from precheck.number.result import Members
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.process import prepare_process

MembersReader = Callable[[bytes, int, Office], Members | None]
"""Reads the table in a page of a file. Raises PrecheckError."""
MAX_NICENESS = 19
"""Lowest priority on Linux."""


@dataclass(frozen=True, slots=True)
class WorkerContext:
    """The resources of one worker process."""

    settings: Settings
    store: Store
    office: Office
    check: Checker
    executor: Executor
    """Runs the checks: in a worker one thread of low priority, because `/check` comes first.

    Threads that use the database keep their priority, as they may hold locks.
    """
    catalogue: Catalogue = field(default_factory=catalogue.load)
    """What citizens may apply for."""
    read_members: MembersReader = read_members
    workdays: Workdays = EVERY_WEEKDAY
    """The office's calendar."""

    @classmethod
    def open(cls, settings: Settings, niceness: int | None = None) -> "WorkerContext":
        """Open the store and load the office's rules. Raises BadPolicy.

        niceness: of the checks; None: as set for batches.
        """
        prepare_process()
        store, office = Store.open(settings), Office.load(settings.policy)
        services = catalogue.load(settings.services)
        return cls(
            settings,
            store,
            office,
            checker_with_reader(settings.guards, CalibrationRing(store).current),
            check_executor(settings.batch_niceness if niceness is None else niceness),
            services,
            partial(read_members, guards=settings.guards),
            Workdays(services.hours, settings.timezone),
        )

    @property
    def rules(self) -> Rules:
        """The office's rules for submissions."""
        return Rules.of(self.settings, self.office, self.catalogue, self.workdays)

    def warm(self) -> None:
        """Load all models by checking a sample sheet. Raises ToolMissing, BadModel."""
        self.executor.submit(partial(self.check, sample_sheet(), Options(), self.office)).result()

    def close(self) -> None:
        """End the thread and close the store."""
        self.executor.shutdown()
        self.store.close()


def worker_name(id_: str, pid: int) -> str:
    """Return the worker's name in leases: its id, host and process id."""
    return f"{id_} {socket.gethostname()} {pid}"


def check_executor(niceness: int) -> ThreadPoolExecutor:
    """Return an executor of one thread with a niceness raised by the given number."""
    return ThreadPoolExecutor(1, "check", initializer=lower_priority, initargs=(niceness,))


def lower_priority(niceness: int) -> None:
    """Raise the niceness of this thread and of the processes it starts."""
    thread = threading.get_native_id()
    now = os.getpriority(os.PRIO_PROCESS, thread)
    os.setpriority(os.PRIO_PROCESS, thread, min(MAX_NICENESS, now + niceness))
