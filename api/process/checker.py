"""The check of this process: the core with its reader and the size guards of the settings."""

from typing import Protocol

from precheck.check import check
from precheck.decision.verdict import CheckedPhoto
from precheck.decode.guards import Guards
from precheck.library import reader
from precheck.office.policy import Office
from precheck.options import Options


class Checker(Protocol):
    """The core's entry point. Raises PrecheckError if it cannot answer."""

    def __call__(self, data: bytes, options: Options, office: Office, /) -> CheckedPhoto:
        """Return the answer on the bytes of a picture."""
        ...


def checker_with_reader(guards: Guards) -> Checker:
    """Return the core's check with this process's reader and these size guards."""

    def check_and_read(data: bytes, options: Options, office: Office, /) -> CheckedPhoto:
        return check(data, options, office, reader(), guards=guards)

    return check_and_read
