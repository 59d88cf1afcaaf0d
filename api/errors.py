"""The service's own errors, and the first fault of a file or of settings in words."""

from http import HTTPStatus
from typing import ClassVar

from pydantic import ValidationError

from precheck.errors import PrecheckError


class ServiceError(PrecheckError):
    """Base of the errors that the service adds to the core's; each has its own HTTP status."""

    status: ClassVar[HTTPStatus]
    headers: tuple[tuple[str, str], ...] = ()
    """Headers of the answer that reports it."""


def first_fault(error: ValidationError) -> str:
    """Return where the first fault is and what it is, without the value."""
    first = error.errors(include_input=False, include_url=False)[0]
    where = ".".join(str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"{where}: there is no such setting."
    fault = first["msg"].removeprefix("Value error, ")
    return f"{where}: {fault}." if where else f"{fault}."
