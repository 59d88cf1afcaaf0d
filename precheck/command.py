"""What the commands of `precheck` share: exit status, the office in force, the reader."""

import enum
import os
from functools import cache
from pathlib import Path

import click

from precheck.errors import BadPolicy
from precheck.office import Office
from precheck.read import Reader, open_reader
from precheck.render import Json


class Exit(enum.IntEnum):
    """Exit status of `precheck check` and `precheck bulk`."""

    ACCEPTED = 0
    RE_PHOTO = 1
    USAGE = 2
    UNCHECKED = 3


def status(row: Json) -> Exit:
    """Return what one row means for the exit status; the worst of all rows counts."""
    if "error" in row:
        return Exit.UNCHECKED
    return Exit.ACCEPTED if row["verdict"] == "accept" else Exit.RE_PHOTO


@cache
def office() -> Office:
    """Return the office in force, or end with the one line that says what is wrong with it."""
    path = os.environ.get("PRECHECK_POLICY")
    try:
        return Office.load(Path(path) if path else None)
    except BadPolicy as error:
        raise click.UsageError(str(error)) from error


@cache
def reader() -> Reader:
    """Return this process's reader. Raises ToolMissing."""
    return open_reader()
