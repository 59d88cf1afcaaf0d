"""The resources of one process: settings, the office's rules, the check, capacity, the store."""

from dataclasses import dataclass, field
from functools import cache
from threading import BoundedSemaphore, Event
from typing import Protocol, cast

from flask import current_app

from api.callers.key_ring import KeyRing
from api.check.recorder import CheckRecorder
from api.http.capacity import Capacity
from api.settings import Settings
from api.store.database.store import Store
from api.store.database.write_probe import WriteProbe
from api.store.photos.answers import Sampling
from api.submissions import catalogue
from api.submissions.catalogue import Catalogue
from api.submissions.records.rows import Rules
from api.work.stop_signal import end_process
from precheck.check import check
from precheck.decision.verdict import CheckedPhoto
from precheck.decode.guards import Guards
from precheck.ocr.tesseract import Reader, open_reader
from precheck.office.policy import Office
from precheck.options import Options

MAX_CONCURRENT_UPLOADS = 2
"""Requests of many photos that a process holds in memory at once."""
WEB_LOCK_WAIT_SECONDS = 3.0
"""Maximum wait of a request for a locked SQLite; then the caller is asked to try again."""
MAX_PICTURE_WAIT_SECONDS = 10.0
"""Maximum wait of a picture at the desk for its turn."""


class Checker(Protocol):
    """The core's entry point. Raises PrecheckError if it cannot answer."""

    def __call__(self, data: bytes, options: Options, office: Office, /) -> CheckedPhoto:
        """Return the answer on the bytes of a picture."""
        ...


@cache
def reader() -> Reader:
    """Return this process's reader. Raises ToolMissing while tesseract is missing."""
    return open_reader()


def checker_with_reader(guards: Guards) -> Checker:
    """Return the core's check with this process's reader and these size guards."""

    def check_and_read(data: bytes, options: Options, office: Office, /) -> CheckedPhoto:
        return check(data, options, office, reader(), guards=guards)

    return check_and_read


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
    recorder: CheckRecorder
    keys: KeyRing
    catalogue: Catalogue
    """What citizens may apply for."""
    proven: Event = field(default_factory=Event)
    """Set once this process has checked a photo."""

    @property
    def rules(self) -> Rules:
        """The office's rules for submissions."""
        return Rules(self.catalogue, self.office, Sampling.of(self.settings))

    @classmethod
    def open(cls, settings: Settings, checker: Checker | None) -> "Service":
        """Load the office's rules and open the store. Raises BadPolicy.

        checker: replaces the core's check in tests.
        """
        guards = Guards(max_bytes=settings.max_bytes, max_pixels=settings.max_pixels)
        store = Store.open(settings, WEB_LOCK_WAIT_SECONDS)
        return cls(
            settings=settings,
            office=Office.load(settings.policy),
            check=checker or checker_with_reader(guards),
            capacity=Capacity(settings.slots, settings.queue, settings.wait, hung=end_process),
            pictures=Capacity(
                1, settings.threads // 2 - 1, MAX_PICTURE_WAIT_SECONDS, place="pictures"
            ),
            store=store,
            probe=WriteProbe(store),
            uploads=BoundedSemaphore(MAX_CONCURRENT_UPLOADS),
            recorder=CheckRecorder(store),
            keys=KeyRing(store, settings.given_keys),
            catalogue=catalogue.load(settings.services),
        )


def service() -> Service:
    """Return the service of the application that answers this request."""
    return cast("Service", current_app.extensions["precheck"])
