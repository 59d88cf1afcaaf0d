"""The resources of one process: settings, the office's rules, the check, capacity, the store."""

from dataclasses import dataclass, field
from functools import partial
from threading import BoundedSemaphore, Event
from typing import cast

from flask import current_app

from api.process.capacity import Capacity
from api.process.checker import Checker, checker_with_reader
from api.process.stop_signal import end_process
from api.settings import Settings
from api.store.calibration_ring import CalibrationRing
from api.store.database.store import Store
from api.store.database.write_probe import WriteProbe
from api.store.key_ring import KeyRing
from precheck.decision.verdict import CheckedPhoto
from precheck.office.policy import Office
from precheck.options import Options

MAX_CONCURRENT_UPLOADS = 2
"""Requests of many photos that a process holds in memory at once."""
WEB_LOCK_WAIT_SECONDS = 3.0
"""Maximum wait of a request for a locked SQLite; then the caller is asked to try again."""
MAX_PICTURE_WAIT_SECONDS = 10.0
"""Maximum wait of a picture at the desk for its turn."""


@dataclass(frozen=True, slots=True)
class Service:
    """The service of one process."""

    settings: Settings
    office: Office
    check: Checker
    capacity: Capacity
    """Capacity for checks."""
    pictures: Capacity
    """Capacity for pictures of the desk, separate from that for checks."""
    store: Store
    probe: WriteProbe
    """Whether the store's database can be written."""
    uploads: BoundedSemaphore
    """Limit of requests of many photos in memory."""
    keys: KeyRing
    warmed_up: Event = field(default_factory=Event)
    """Set once this process has checked a photo."""

    @classmethod
    def open(cls, settings: Settings, checker: Checker | None) -> "Service":
        """Load the office's rules and open the store. Raises BadPolicy.

        checker: replaces the core's check in tests.
        """
        store = Store.open(settings, WEB_LOCK_WAIT_SECONDS)
        return cls(
            settings=settings,
            office=Office.load(settings.policy),
            check=checker or checker_with_reader(settings.guards, CalibrationRing(store).current),
            capacity=Capacity(settings.slots, settings.queue, settings.wait, hung=end_process),
            pictures=Capacity(
                1, settings.threads // 2 - 1, MAX_PICTURE_WAIT_SECONDS, place="pictures"
            ),
            store=store,
            probe=WriteProbe(store),
            uploads=BoundedSemaphore(MAX_CONCURRENT_UPLOADS),
            keys=KeyRing(store, settings.given_keys),
        )

    def judged(self, data: bytes, options: Options) -> CheckedPhoto:
        """Return the core's answer. Raises PrecheckError, among them Busy."""
        return self.capacity.run(partial(self.check, data, options, self.office))


def service() -> Service:
    """Return the service of the application that answers this request."""
    return cast("Service", current_app.extensions["precheck"])
