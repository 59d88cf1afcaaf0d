"""What every request needs: settings, the office in force, the check, and a place to work."""

from dataclasses import dataclass
from functools import cache
from threading import BoundedSemaphore
from typing import Protocol, cast

from flask import current_app

from api.capacity import Capacity
from api.rows import Rows
from api.settings import Settings
from api.store import Store
from precheck.check import Answer, check
from precheck.decode import Guards
from precheck.office import Office
from precheck.options import Options
from precheck.read import Reader, open_reader

UPLOADS = 2
"""Requests of many photos that a process holds in memory."""
PATIENCE = 10.0
"""Seconds that an officer's picture waits for its turn at most."""


class Checker(Protocol):
    """The core's one entry. Raises PrecheckError where it cannot answer."""

    def __call__(self, data: bytes, options: Options, office: Office, /) -> Answer:
        """Take the bytes of a picture to its answer."""
        ...


@cache
def reader() -> Reader:
    """Return this process's reader. Raises ToolMissing, at every call until it is there."""
    return open_reader()


def reading(guards: Guards) -> Checker:
    """Return the check that also reads the number, within these guards."""

    def check_and_read(data: bytes, options: Options, office: Office, /) -> Answer:
        return check(data, options, office, reader(), guards=guards)

    return check_and_read


@dataclass(frozen=True, slots=True)
class Service:
    """One process's service."""

    settings: Settings
    office: Office
    check: Checker
    capacity: Capacity
    """Room for checks."""
    pictures: Capacity
    """Room for pictures of the desk, which wait their turn and never take a check's."""
    store: Store
    uploads: BoundedSemaphore
    """Requests of many photos that may be in memory at once."""
    rows: Rows

    @classmethod
    def open(cls, settings: Settings, checker: Checker | None) -> "Service":
        """Load the office's settings, open the store; check with the core unless told otherwise.

        Raises BadPolicy.
        """
        guards = Guards(max_bytes=settings.max_bytes, max_pixels=settings.max_pixels)
        capacity = Capacity(settings.slots, settings.queue, settings.wait)
        office = Office.load(settings.policy)
        uploads, store = BoundedSemaphore(UPLOADS), Store.open(settings)
        work = checker or reading(guards)
        pictures = Capacity(1, settings.threads // 2 - 1, PATIENCE)
        return cls(settings, office, work, capacity, pictures, store, uploads, Rows(store))


def service() -> Service:
    """Return the service of the application that answers this request."""
    return cast("Service", current_app.extensions["precheck"])
