"""Who has a first password from an admin replaces it before anything else."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from api.desk.blueprint import bp

OPEN_ENDPOINTS = frozenset(
    f"desk.{name}"
    for name in ("password", "set_password", "sign_in", "signed_in", "sign_out", "set_language")
)
"""Views that such a person may use."""


@bp.before_request
def _ask_for_a_new_password() -> ResponseReturnValue | None:
    if not current_user.is_authenticated or not current_user.must_change:
        return None
    return None if request.endpoint in OPEN_ENDPOINTS else redirect(url_for("desk.password"))
