"""Creation of accounts, by the command line or on an admin's page."""

import re
from http import HTTPStatus

from sqlalchemy import Connection
from sqlalchemy.exc import IntegrityError

from api.desk.accounts.bilingual import Bilingual
from api.desk.accounts.passwords import first_password, hash_password
from api.errors import ServiceError
from api.store import accounts
from api.store.accounts import Role

ACCOUNT_NAME = re.compile(r"[\w.@-]{1,64}")


class BadAccount(Bilingual, ServiceError):
    """An account's name or role is invalid, or the name is taken."""

    code = "bad_account"
    status = HTTPStatus.BAD_REQUEST


def create_account(connection: Connection, name: str, role: str, password: str, now: float) -> str:
    """Create an account and return its id. Raises BadAccount, BadPassword."""
    if not ACCOUNT_NAME.fullmatch(name):
        raise BadAccount(
            "A name has 1 to 64 letters, digits or . _ - @.",
            "Nama terdiri dari 1 sampai 64 huruf, angka, atau . _ - @, tanpa spasi.",
        )
    hash_ = hash_password(password)
    try:
        return accounts.add(connection, name, role_named(role), hash_, now)
    except IntegrityError as error:
        raise BadAccount(
            f"There is an account {name} already.", f"Akun {name} sudah ada."
        ) from error


def role_named(name: str) -> Role:
    """Return the role of this name. Raises BadAccount."""
    try:
        return Role(name)
    except ValueError as error:
        raise BadAccount(
            f"A role is one of {', '.join(Role)}.", "Pilih salah satu peran yang ada."
        ) from error


def set_first_password(connection: Connection, id_: str) -> str:
    """Give an account a password that its owner must replace, and return it."""
    password = first_password()
    accounts.set_password(connection, id_, hash_password(password))
    accounts.require_change(connection, id_)
    return password
