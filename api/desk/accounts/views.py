"""Pages on which an admin creates, changes and closes accounts."""

import time
from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from api.desk.accounts import passwords
from api.desk.accounts.creation import BadAccount, create_account, role_named
from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.service import service
from api.store import accounts, audit_trail


@bp.get("/accounts")
@needs(Right.ACCOUNTS)
def all_accounts() -> str:
    """List the accounts."""
    with service().store.reading() as connection:
        rows = accounts.every(connection)
    return render_template(
        "desk/accounts/accounts.html",
        accounts=rows,
        now=time.time(),
        min_length=passwords.MIN_LENGTH,
    )


@bp.post("/accounts")
@needs(Right.ACCOUNTS)
def add_account() -> ResponseReturnValue:
    """Create an account."""
    name, role, password = (request.form.get(field, "") for field in ("name", "role", "password"))
    now = time.time()
    with service().store.writing() as connection:
        id_ = create_account(connection, name, role, password, now)
        detail: dict[str, object] = {"name": name, "role": role}
        audit_trail.add(connection, person().name, "add_account", id_, detail)
    return redirect(url_for("desk.all_accounts"))


@bp.post("/accounts/<id_>")
@needs(Right.ACCOUNTS)
def change_account(id_: str) -> ResponseReturnValue:
    """Change an account's role or password, or close or reopen it."""
    change = CHANGES.get(request.form.get("change", ""))
    with service().store.writing() as connection:
        account = accounts.get(connection, id_)
        if account is None or change is None:
            abort(404)
        if account["id"] == person().id:
            raise BadAccount("Nobody changes their own account here.")
        change(connection, id_)
        detail: dict[str, object] = {"name": account["name"], "change": request.form["change"]}
        audit_trail.add(connection, person().name, "change_account", id_, detail)
    flash("account_changed")
    return redirect(url_for("desk.all_accounts"))


CHANGES: dict[str, Callable[[Connection, str], None]] = {
    "role": lambda connection, id_: accounts.set_role(
        connection, id_, role_named(request.form.get("role", ""))
    ),
    "password": lambda connection, id_: accounts.set_password(
        connection, id_, passwords.hash_password(request.form.get("password", ""))
    ),
    "close": lambda connection, id_: accounts.close(connection, id_, time.time()),
    "reopen": accounts.reopen,
}
