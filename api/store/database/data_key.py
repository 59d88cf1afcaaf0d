"""The database's key: random, stored wrapped by each secret that may open the database.

Everything sealed or hashed depends on this key alone, so another secret needs only another wrap.
"""

import secrets

from sqlalchemy import Connection, select

from api.store.database.vault import KEY_BYTES, Tampered, Vault
from api.store.tables.columns import META
from precheck.errors import BadPolicy

NAME_PREFIX = "key "
MARK_LENGTH = 16


def unwrap(connection: Connection, secret: bytes) -> bytes:
    """Return the key of the database; a new database gets one. Raises BadPolicy.

    The caller holds the lock of the migrations, so that only one process creates the key.
    """
    wrapping = Vault(secret)
    query = select(META.c.name, META.c.value).where(META.c.name.startswith(NAME_PREFIX))
    wraps = {row.name: row.value for row in connection.execute(query)}
    if not wraps:
        key = secrets.token_bytes(KEY_BYTES)
        _insert(connection, wrapping, key)
        return key
    name = _name(wrapping)
    try:
        return wrapping.open(bytes.fromhex(wraps[name]), name)
    except (KeyError, Tampered) as error:
        raise BadPolicy("secret_file: not the secret that this database was made with.") from error


def opens(connection: Connection, secret: bytes) -> bool:
    """Return whether the secret opens the database."""
    name = _name(Vault(secret))
    return connection.scalar(select(META.c.value).where(META.c.name == name)) is not None


def wrap(connection: Connection, key: bytes, secret: bytes) -> None:
    """Let another secret open the database too."""
    _insert(connection, Vault(secret), key)


def forget_others(connection: Connection, secret: bytes) -> int:
    """Let no secret but this one open the database; return the number of those forgotten."""
    wraps = META.c.name.startswith(NAME_PREFIX)
    ours = META.c.name == _name(Vault(secret))
    return connection.execute(META.delete().where(wraps, ~ours)).rowcount


def _insert(connection: Connection, wrapping: Vault, key: bytes) -> None:
    name = _name(wrapping)
    connection.execute(META.insert().values(name=name, value=wrapping.seal(key, name).hex()))


def _name(wrapping: Vault) -> str:
    """Return the name of the secret's wrap, which does not reveal the secret."""
    return NAME_PREFIX + wrapping.key("mark").hex()[:MARK_LENGTH]
