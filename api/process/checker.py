"""The check of this process: the core with its reader and the size guards of the settings."""

from collections.abc import Callable
from dataclasses import replace
from typing import Protocol

from precheck.check import check
from precheck.decision.verdict import CheckedPhoto
from precheck.decode.guards import Guards
from precheck.library import reader
from precheck.office.calibration import SHIPPED, Calibration
from precheck.office.policy import Office
from precheck.options import Options


class Checker(Protocol):
    """The core's entry point. Raises PrecheckError if it cannot answer."""

    def __call__(self, data: bytes, options: Options, office: Office, /) -> CheckedPhoto:
        """Return the answer on the bytes of a picture."""
        ...


def checker_with_reader(
    guards: Guards, calibration: Callable[[], Calibration] = lambda: SHIPPED
) -> Checker:
    """Return the core's check with this process's reader and these size guards.

    calibration: returns the office's own that is in force now.
    """

    def check_and_read(data: bytes, options: Options, office: Office, /) -> CheckedPhoto:
        now = replace(office, calibration=calibration())
        return check(data, options, now, reader(), guards=guards)

    return check_and_read
