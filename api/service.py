"""What every request needs: settings, the office in force, the check, and a place to work."""

from dataclasses import dataclass
from functools import cache
from typing import Protocol, cast

from flask import current_app

from api.capacity import Capacity
from api.settings import Settings
from precheck.check import Answer, check
from precheck.office import Office
from precheck.options import Options
from precheck.read import Reader, open_reader


class Checker(Protocol):
    """The core's one entry. Raises PrecheckError where it cannot answer."""

    def __call__(self, data: bytes, options: Options, office: Office, /) -> Answer:
        """Take the bytes of a picture to its answer."""
        ...


@cache
def reader() -> Reader:
    """Return this process's reader. Raises ToolMissing, at every call until it is there."""
    return open_reader()


def check_and_read(data: bytes, options: Options, office: Office, /) -> Answer:
    """Check a photo and read its number."""
    return check(data, options, office, reader())


@dataclass(frozen=True, slots=True)
class Service:
    """One process's service."""

    settings: Settings
    office: Office
    check: Checker
    capacity: Capacity

    @classmethod
    def open(cls, settings: Settings, check: Checker) -> "Service":
        """Load the office's settings. Raises BadPolicy."""
        capacity = Capacity(settings.slots, settings.queue, settings.wait)
        return cls(settings, Office.load(settings.policy), check, capacity)


def service() -> Service:
    """Return the service of the application that answers this request."""
    return cast("Service", current_app.extensions["precheck"])
