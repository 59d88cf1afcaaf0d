"""Accounts of the people at the desk."""

from enum import StrEnum

from sqlalchemy import Connection, RowMapping, func, select

from api.store.tables import ACCOUNTS
from precheck.render import new_id


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


def count(connection: Connection) -> int:
    """Return how many accounts there are."""
    return connection.scalar(select(func.count()).select_from(ACCOUNTS)) or 0
