"""Accounts of the people at the desk. An account is never removed: the trail names it."""

from collections.abc import Sequence
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, func, select

from api.store.tables import ACCOUNTS
from precheck.render import new_id

TRIES = 5
"""Wrong passwords in a row, after which an account is locked."""
LOCK_SECONDS = 900


class Role(StrEnum):
    """What an account may do."""

    OFFICER = "officer"
    """Decides."""
    SUPERVISOR = "supervisor"
    """Also sees full numbers, and exports."""
    QA = "qa"
    """Sees figures and decisions, no pictures."""
    ADMIN = "admin"
    """Keeps accounts and settings."""


def add(connection: Connection, name: str, role: Role, password: str, now: float) -> str:
    """Make an account and return its id; `password` is hashed already."""
    id_ = new_id()
    connection.execute(
        ACCOUNTS.insert().values(
            id=id_, name=name, role=role, password=password, created_at=now, session=new_id()
        )
    )
    return id_


def named(connection: Connection, name: str) -> RowMapping | None:
    """Return the account of this name."""
    query = select(ACCOUNTS).where(ACCOUNTS.c.name == name)
    return connection.execute(query).mappings().first()


def get(connection: Connection, id_: str) -> RowMapping | None:
    """Return the account of this id."""
    query = select(ACCOUNTS).where(ACCOUNTS.c.id == id_)
    return connection.execute(query).mappings().first()


def every(connection: Connection) -> Sequence[RowMapping]:
    """Return all accounts by name."""
    return connection.execute(select(ACCOUNTS).order_by(ACCOUNTS.c.name)).mappings().all()


def count(connection: Connection) -> int:
    """Return how many accounts there are."""
    return connection.scalar(select(func.count()).select_from(ACCOUNTS)) or 0


def usable(account: RowMapping | None, now: float) -> bool:
    """Say whether somebody may sign in with it now: it is there, not closed and not locked."""
    return (
        account is not None
        and account["disabled_at"] is None
        and (account["locked_until"] or 0) <= now
    )


def failed(connection: Connection, id_: str, now: float) -> bool:
    """Count a wrong password; say whether it locked the account."""
    here = ACCOUNTS.c.id == id_
    connection.execute(ACCOUNTS.update().where(here).values(failed=ACCOUNTS.c.failed + 1))
    locked = (ACCOUNTS.c.failed >= TRIES) & here
    values = {"failed": 0, "locked_until": now + LOCK_SECONDS}
    return connection.execute(ACCOUNTS.update().where(locked).values(**values)).rowcount == 1


def signed_in(connection: Connection, id_: str) -> None:
    """Forget the wrong passwords."""
    _set(connection, id_, failed=0, locked_until=None)


def end_sessions(connection: Connection, id_: str) -> None:
    """End every sign-in of the account, wherever it is."""
    _set(connection, id_, session=new_id())


def set_password(connection: Connection, id_: str, password: str) -> None:
    """Give another password, hashed already; ends every sign-in and lock."""
    _set(connection, id_, password=password, failed=0, locked_until=None, session=new_id())


def set_role(connection: Connection, id_: str, role: Role) -> None:
    """Give another role; ends every sign-in."""
    _set(connection, id_, role=role, session=new_id())


def close(connection: Connection, id_: str, now: float) -> None:
    """Let nobody sign in with it any more; ends every sign-in."""
    _set(connection, id_, disabled_at=now, session=new_id())


def reopen(connection: Connection, id_: str) -> None:
    """Let its owner sign in again."""
    _set(connection, id_, disabled_at=None)


def _set(connection: Connection, id_: str, **values: object) -> None:
    connection.execute(ACCOUNTS.update().where(ACCOUNTS.c.id == id_).values(**values))
