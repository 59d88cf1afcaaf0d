"""Who is signed in."""

from dataclasses import dataclass
from typing import cast

from flask_login import UserMixin, current_user
from sqlalchemy import RowMapping

from api.desk.rights import RIGHTS, Right
from api.store.accounts import Role


@dataclass(frozen=True)
class Person(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """An account that is signed in."""

    id: str
    name: str
    role: Role
    session: str
    """Changes in the database when every sign-in of the account must end."""

    @classmethod
    def of(cls, account: RowMapping) -> "Person":
        """Take it from its row."""
        return cls(account["id"], account["name"], Role(account["role"]), account["session"])

    def get_id(self) -> str:
        """Return what the cookie holds."""
        return f"{self.id}.{self.session}"

    def may(self, right: Right) -> bool:
        """Say whether the role has the right."""
        return right in RIGHTS[self.role]


def person() -> Person:
    """Return who is signed in."""
    return cast("Person", current_user)
