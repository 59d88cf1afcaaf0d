"""New accounts, from the command line or from an admin's page."""

import re

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from api.passwords import hashed
from api.store import accounts
from api.store.accounts import Role
from precheck.errors import PrecheckError

NAME = re.compile(r"[\w.@-]{1,64}")


class BadAccount(PrecheckError):
    """An account's name or role is impossible, or the name is taken."""

    code = "bad_account"


def add(connection: Connection, name: str, role: str, password: str, now: float) -> str:
    """Make an account and return its id. Raises BadAccount, BadPassword."""
    if not NAME.fullmatch(name):
        raise BadAccount("A name has 1 to 64 letters, digits or . _ - @.")
    hash_ = hashed(password)
    try:
        return accounts.add(connection, name, role_named(role), hash_, now)
    except IntegrityError as error:
        raise BadAccount(f"There is an account {name} already.") from error


def role_named(name: str) -> Role:
    """Return the role. Raises BadAccount."""
    try:
        return Role(name)
    except ValueError as error:
        raise BadAccount(f"A role is one of {', '.join(Role)}.") from error
