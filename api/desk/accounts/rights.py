"""The rights of each role."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from functools import wraps
from typing import cast

from flask import abort, current_app
from flask.typing import ResponseReturnValue
from flask_login import current_user

from api.store.accounts import Role

View = Callable[..., ResponseReturnValue]


class Right(StrEnum):
    """A right at the desk."""

    DECIDE = "decide"
    """Upload photos, view them and decide."""
    REOPEN = "reopen"
    """Replace a decision."""
    NUMBERS = "numbers"
    """View full numbers other than that of the photo being decided."""
    EXPORT = "export"
    CHECKS = "checks"
    """View rows of `/check`, without pictures and numbers."""
    DECISIONS = "decisions"
    """View and export decisions, without pictures and numbers."""
    FIGURES = "figures"
    LEARNING = "learning"
    """View what was learned from decisions, with their officers."""
    ADOPT = "adopt"
    """Let the service judge by it, or no longer."""
    TRAIL = "trail"
    ACCOUNTS = "accounts"
    SETTINGS = "settings"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.OFFICER: frozenset({Right.DECIDE, Right.CHECKS, Right.FIGURES}),
    Role.SUPERVISOR: frozenset(
        {
            *(Right.DECIDE, Right.REOPEN, Right.NUMBERS, Right.EXPORT, Right.CHECKS),
            *(Right.DECISIONS, Right.FIGURES, Right.TRAIL, Right.LEARNING),
        }
    ),
    Role.QA: frozenset({Right.CHECKS, Right.DECISIONS, Right.FIGURES, Right.LEARNING, Right.ADOPT}),
    Role.ADMIN: frozenset(
        {
            *(Right.ACCOUNTS, Right.SETTINGS, Right.FIGURES, Right.TRAIL),
            *(Right.LEARNING, Right.ADOPT),
        }
    ),
}


def needs(right: Right | None = None) -> Callable[[View], View]:
    """Restrict a view to people with the right, or to everybody who is signed in.

    Others get 403; people who are not signed in are redirected to the sign-in.
    """

    def wrapped(view: View) -> View:
        @wraps(view)
        def checked(**given: str) -> ResponseReturnValue:
            if not current_user.is_authenticated:
                return cast("ResponseReturnValue", current_app.login_manager.unauthorized())  # type: ignore[attr-defined]  # set by Flask-Login
            if right is not None and not current_user.may(right):
                abort(403)
            return view(**given)

        return checked

    return wrapped
