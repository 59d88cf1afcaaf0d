"""The person who is signed in."""

from dataclasses import dataclass
from typing import cast

from flask_login import UserMixin, current_user

from api.desk.accounts.rights import RIGHTS, Right
from api.store.accounts import Account, Role


@dataclass(frozen=True)
class DeskUser(UserMixin):  # type: ignore[misc]  # Flask-Login has no types
    """A signed-in account."""

    id: str
    name: str
    role: Role
    session: str
    """Session mark; a changed mark in the database ends all sessions of the account."""
    must_change: bool = False
    """Whether the password is a first one, which must be replaced."""

    @classmethod
    def of(cls, account: Account) -> "DeskUser":
        """Return the person of an account."""
        return cls(account.id, account.name, account.role, account.session, account.must_change)

    def get_id(self) -> str:
        """Return the content of the session cookie."""
        return f"{self.id}.{self.session}"

    def may(self, right: Right) -> bool:
        """Return whether the role has the right."""
        return right in RIGHTS[self.role]


def person() -> DeskUser:
    """Return the person who is signed in."""
    return cast("DeskUser", current_user)
