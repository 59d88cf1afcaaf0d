"""Accounts of the people at the desk. Accounts are never deleted: the audit trail names them."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, func, select

from api.store import rows, sign_ins
from api.store.tables.officers import ACCOUNTS
from precheck.answer.as_json import new_id


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


def _account(role: str, failed: int, locked_until: float | None, **columns: Any) -> Account:
    del failed, locked_until  # unused
    return Account(role=Role(role), **columns)


def count(connection: Connection) -> int:
    """Return the number of accounts."""
    return connection.scalar(select(func.count()).select_from(ACCOUNTS)) or 0


def end_sessions(connection: Connection, id_: str) -> None:
    """End all sessions of the account."""
    _set(connection, id_, session=new_id())


def set_password(connection: Connection, id_: str, password: str) -> None:
    """Set the password's hash as the owner's choice; end all sessions and brakes."""
    values = {"password": password, "must_change": False, "session": new_id()}
    _set(connection, id_, **values)
    sign_ins.forget(connection, id_)


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
