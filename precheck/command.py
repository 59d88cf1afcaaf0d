"""Shared by the commands of `precheck`: exit status, the office, where outputs go, the check."""

import enum
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import click

from precheck import library
from precheck.answer.as_json import Json, as_dict
from precheck.check import check
from precheck.errors import BadPolicy, PrecheckError
from precheck.library import reader
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.nets import load_nets


class Exit(enum.IntEnum):
    """Exit status of the commands that check photos."""

    ACCEPTED = 0
    RE_PHOTO = 1
    USAGE = 2
    UNCHECKED = 3
    INTERRUPTED = 130
    """After Ctrl-C: 128 plus the signal's number."""


def exit_status(row: Json, fail_under: float = 0.0) -> Exit:
    """Return the exit status of one row; the highest of all rows counts.

    fail_under: p_accept under which an accepted photo counts as one that is not.
    """
    if "error" in row:
        return Exit.UNCHECKED
    accepted = row["verdict"] == "accept" and cast("float", row["p_accept"]) >= fail_under
    return Exit.ACCEPTED if accepted else Exit.RE_PHOTO


def require_outputs(*paths: Path | None) -> None:
    """Raise click.UsageError for a missing folder or a name used twice, before a long run."""
    given = [path for path in paths if path is not None]
    for path in given:
        if not path.absolute().parent.is_dir():
            raise click.UsageError(f"{path}: there is no folder {path.parent}; create it.")
    if len({path.resolve() for path in given}) < len(given):
        names = ", ".join(map(str, given))
        raise click.UsageError(f"Name a file of its own for each of the outputs, not {names}.")


@contextmanager
def resumable() -> Iterator[None]:
    """Let Ctrl-C end the command with what to do, for work that its next run continues."""
    try:
        yield
    except KeyboardInterrupt:
        click.echo("\nBroken off. Run the same command again to go on.", err=True)
        sys.exit(Exit.INTERRUPTED)


def office() -> Office:
    """Return the office in force. Raises click.UsageError if its policy file is faulty."""
    try:
        return library.office()
    except BadPolicy as error:
        raise click.UsageError(str(error)) from error


def check_file(
    path: Path, options: Options, settings: Office, *, id_: str = ""
) -> tuple[Json, bytes | None]:
    """Return the answer for one file, or an object with "error", and the overlay if requested."""
    try:
        data = path.read_bytes()
    except OSError as error:
        return {"error": {"code": "cannot_open", "detail": error.strerror}}, None
    return check_data(data, options, settings, id_=id_)


def check_data(
    data: bytes, options: Options, settings: Office, *, id_: str = ""
) -> tuple[Json, bytes | None]:
    """Return the answer for the bytes of a file, as `check_file` does."""
    try:
        load_nets()
        answer = check(data, options, settings, reader())
    except PrecheckError as error:
        return {"error": {"code": error.code, "detail": str(error)}}, None
    return as_dict(answer.verdict, options, settings, id_=id_), answer.overlay
