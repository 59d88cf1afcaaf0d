"""Replaces the secret that opens the database, without touching what is stored."""

from api.settings import Settings
from api.store.database import data_key
from api.store.database.secret_file import load_secret, replaced
from api.store.database.store import Store


def rotate(settings: Settings, *, keep_old: bool) -> None:
    """Write a new secret into the secret's file; the old one then opens nothing.

    keep_old: it stays valid until `forget_old`, for machines with a copy of it. Running processes
    notice nothing. A crash at any point leaves a secret in the file that opens the database.
    Raises BadPolicy.
    """
    store = Store.open(settings)
    try:
        with replaced(settings.secret) as secret, store.writing() as connection:
            data_key.wrap(connection, store.vault.root, secret)
        if not keep_old:
            with store.writing() as connection:
                data_key.forget_others(connection, secret)
    finally:
        store.close()


def forget_old(settings: Settings) -> int:
    """Let no secret but the file's open the database; return the number of those forgotten.

    Raises BadPolicy.
    """
    store = Store.open(settings)
    try:
        with store.writing() as connection:
            return data_key.forget_others(connection, load_secret(settings.secret))
    finally:
        store.close()
