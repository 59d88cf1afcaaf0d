"""Keys of callers in the database. They are revoked, never deleted."""

from collections.abc import Sequence

from sqlalchemy import Connection, RowMapping, or_, select

from api.callers.keys import Key
from api.callers.scopes import read_scopes, write_scopes
from api.store.tables.api_keys import API_KEYS
from precheck.answer.as_json import new_id


def add(connection: Connection, key: Key, now: float) -> str:
    """Add a key and return its id."""
    id_ = new_id()
    connection.execute(
        API_KEYS.insert().values(
            id=id_,
            name=key.name,
            sha256=key.sha256,
            scopes=write_scopes(key.scopes),
            created_at=now,
            expires_at=key.expires_at,
        )
    )
    return id_


def every(connection: Connection) -> Sequence[Key]:
    """Return all keys, also expired and revoked ones, the oldest first."""
    rows = connection.execute(select(API_KEYS).order_by(API_KEYS.c.id)).mappings()
    return tuple(_key(row) for row in rows)


def revoke(connection: Connection, id_: str, now: float) -> bool:
    """Revoke a key; return whether it exists and was not revoked before."""
    current = (API_KEYS.c.id == id_) & API_KEYS.c.revoked_at.is_(None)
    return connection.execute(API_KEYS.update().where(current).values(revoked_at=now)).rowcount == 1


def note_use(connection: Connection, id_: str, day: str) -> None:
    """Note the day of a key's last use, unless it is noted."""
    earlier = or_(API_KEYS.c.last_used_on.is_(None), API_KEYS.c.last_used_on < day)
    connection.execute(
        API_KEYS.update().where(API_KEYS.c.id == id_, earlier).values(last_used_on=day)
    )


def _key(row: RowMapping) -> Key:
    return Key(
        id=row["id"],
        name=row["name"],
        sha256=row["sha256"],
        scopes=read_scopes(row["scopes"]),
        expires_at=row["expires_at"],
        revoked_at=row["revoked_at"],
        last_used_on=row["last_used_on"],
    )
