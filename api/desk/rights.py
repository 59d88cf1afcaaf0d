"""Which role may do what."""

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
    """What somebody may do at the desk."""

    DECIDE = "decide"
    """Bring photos, see them and decide."""
    NUMBERS = "numbers"
    """See full numbers other than that of the photo being decided."""
    EXPORT = "export"
    CHECKS = "checks"
    """See rows of `/check`: no picture, no number."""
    DECISIONS = "decisions"
    """See and take away what was decided: no picture, no number."""
    FIGURES = "figures"
    TRAIL = "trail"
    ACCOUNTS = "accounts"
    SETTINGS = "settings"


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.OFFICER: frozenset({Right.DECIDE, Right.CHECKS, Right.FIGURES}),
    Role.SUPERVISOR: frozenset(
        {
            *(Right.DECIDE, Right.NUMBERS, Right.EXPORT, Right.CHECKS),
            *(Right.DECISIONS, Right.FIGURES, Right.TRAIL),
        }
    ),
    Role.QA: frozenset({Right.CHECKS, Right.DECISIONS, Right.FIGURES}),
    Role.ADMIN: frozenset({Right.ACCOUNTS, Right.SETTINGS, Right.FIGURES, Right.TRAIL}),
}


def needs(right: Right | None = None) -> Callable[[View], View]:
    """Let only those who have the right call a view, or everybody who is signed in.

    403 for others; whoever is not signed in is led to the sign-in.
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
