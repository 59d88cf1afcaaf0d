"""Accounts of the people at the desk. Accounts are never deleted: the audit trail names them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select

from api.store import rows
from api.store.tables.officers import ACCOUNTS
from precheck.answer.as_json import new_id

MAX_FAILED_SIGN_INS = 5
"""Wrong passwords in a row, after which an account is locked."""
LOCK_SECONDS = 900
CLOCK_SECONDS = 60
"""Difference of the times of concurrent requests, and of the clocks of two machines."""


class Role(StrEnum):
    """What an account may do."""

    OFFICER = "officer"
    """Decides on photos."""
    SUPERVISOR = "supervisor"
    """Also sees full numbers and exports results."""
    QA = "qa"
    """Sees statistics and decisions, but no pictures."""
    ADMIN = "admin"
    """Manages accounts and sees the settings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account. Times are seconds since 1970."""

    id: str
    name: str
    role: Role
    password: str = field(repr=False)
    """Its hash."""
    must_change: bool
    """Whether the password is a first one."""
    created_at: float
    disabled_at: float | None
    failed: int
    """Attempts to sign in since the last that succeeded or locked it."""
    locked_until: float | None
    session: str
    """Changes when all sessions must end."""


def add(connection: Connection, name: str, role: Role, password: str, now: float) -> str:
    """Add an account and return its id. password: its hash."""
    id_ = new_id()
    connection.execute(
        ACCOUNTS.insert().values(
            id=id_, name=name, role=role, password=password, created_at=now, session=new_id()
        )
    )
    return id_


def named(connection: Connection, name: str) -> Account | None:
    """Return the account with this name."""
    return rows.first(connection, _account, select(ACCOUNTS).where(ACCOUNTS.c.name == name))


def get(connection: Connection, id_: str) -> Account | None:
    """Return the account with this id."""
    return rows.first(connection, _account, select(ACCOUNTS).where(ACCOUNTS.c.id == id_))


def every(connection: Connection) -> Sequence[Account]:
    """Return all accounts by name."""
    return rows.every(connection, _account, select(ACCOUNTS).order_by(ACCOUNTS.c.name))


def _account(role: str, **columns: Any) -> Account:
    return Account(role=Role(role), **columns)


def count(connection: Connection) -> int:
    """Return the number of accounts."""
    return connection.scalar(select(func.count()).select_from(ACCOUNTS)) or 0


def usable(account: Account | None, now: float) -> bool:
    """Return whether the account exists and is neither closed nor locked.

    A lock that lasts longer than any can was made before the clock was set back: it has ended.
    """
    if account is None or account.disabled_at is not None:
        return False
    return not 0 < (account.locked_until or 0) - now <= LOCK_SECONDS + CLOCK_SECONDS


def begin_attempt(connection: Connection, id_: str, now: float) -> bool:
    """Count an attempt to sign in and return whether it locked the account.

    It counts before the password is compared, so that attempts at once are not more than allowed.
    """
    mine = ACCOUNTS.c.id == id_
    connection.execute(ACCOUNTS.update().where(mine).values(failed=ACCOUNTS.c.failed + 1))
    locked = (ACCOUNTS.c.failed >= MAX_FAILED_SIGN_INS) & mine
    values = {"failed": 0, "locked_until": now + LOCK_SECONDS}
    return connection.execute(ACCOUNTS.update().where(locked).values(**values)).rowcount == 1


def signed_in(connection: Connection, id_: str) -> None:
    """Reset the count of attempts and the lock."""
    _set(connection, id_, failed=0, locked_until=None)


def end_sessions(connection: Connection, id_: str) -> None:
    """End all sessions of the account."""
    _set(connection, id_, session=new_id())


def set_password(connection: Connection, id_: str, password: str) -> None:
    """Set the password's hash as the owner's choice; end all sessions and the lock."""
    values = {"password": password, "must_change": False, "session": new_id()}
    _set(connection, id_, failed=0, locked_until=None, **values)


def require_change(connection: Connection, id_: str) -> None:
    """Mark the password as a first one, which its owner must replace."""
    _set(connection, id_, must_change=True)


def set_role(connection: Connection, id_: str, role: Role) -> None:
    """Set the role; end all sessions."""
    _set(connection, id_, role=role, session=new_id())


def close(connection: Connection, id_: str, now: float) -> None:
    """Close the account and end all its sessions."""
    _set(connection, id_, disabled_at=now, session=new_id())


def reopen(connection: Connection, id_: str) -> None:
    """Reopen a closed account."""
    _set(connection, id_, disabled_at=None)


def _set(connection: Connection, id_: str, **values: object) -> None:
    connection.execute(ACCOUNTS.update().where(ACCOUNTS.c.id == id_).values(**values))
