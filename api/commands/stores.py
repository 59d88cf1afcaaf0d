"""What the commands of `precheck-api` share: the store of the settings in force."""

from collections.abc import Iterator
from contextlib import closing, contextmanager

import click
from sqlalchemy import Connection

from api.settings import load
from api.store.database.store import Store
from precheck.errors import PrecheckError

OPERATOR = "operator"
"""Name in the audit trail of who runs a command on the machine."""


@contextmanager
def reported() -> Iterator[None]:
    """Report errors as messages."""
    try:
        yield
    except PrecheckError as error:
        raise click.ClickException(str(error)) from error


@contextmanager
def open_store() -> Iterator[Store]:
    """Open the store of the settings in force; report errors as messages."""
    with reported(), closing(Store.open(load())) as store:
        yield store


@contextmanager
def writing() -> Iterator[Connection]:
    """Begin a write transaction on that store."""
    with open_store() as store, store.writing() as connection:
        yield connection
