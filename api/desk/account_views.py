"""Accounts: an admin adds, changes and closes them."""

import time
from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection, RowMapping

from api import passwords, people
from api.desk.blueprint import bp
from api.desk.person import person
from api.desk.rights import Right, needs
from api.service import service
from api.store import accounts, trail


@bp.get("/accounts")
@needs(Right.ACCOUNTS)
def all_accounts() -> str:
    """List the accounts."""
    with service().store.reading() as connection:
        rows = accounts.every(connection)
    return render_template(
        "desk/accounts.html",
        accounts=rows,
        now=time.time(),
        shortest=passwords.SHORTEST,
    )


@bp.post("/accounts")
@needs(Right.ACCOUNTS)
def add_account() -> ResponseReturnValue:
    """Make an account."""
    name, role, password = (request.form.get(field, "") for field in ("name", "role", "password"))
    now = time.time()
    with service().store.writing() as connection:
        id_ = people.add(connection, name, role, password, now)
        detail: dict[str, object] = {"name": name, "role": role}
        act = trail.Act(who=person().name, act="add_account", subject=id_, detail=detail)
        trail.add(connection, act, now)
    return redirect(url_for("desk.all_accounts"))


@bp.post("/accounts/<id_>")
@needs(Right.ACCOUNTS)
def change_account(id_: str) -> ResponseReturnValue:
    """Change an account: its role or password, or close or reopen it."""
    change = CHANGES.get(request.form.get("change", ""))
    with service().store.writing() as connection:
        account = accounts.get(connection, id_)
        if account is None or change is None:
            abort(404)
        if account["id"] == person().id:
            raise people.BadAccount("Nobody changes their own account here.")
        change(connection, account)
        detail: dict[str, object] = {"name": account["name"], "change": request.form["change"]}
        act = trail.Act(who=person().name, act="change_account", subject=id_, detail=detail)
        trail.add(connection, act, time.time())
    flash("account_changed")
    return redirect(url_for("desk.all_accounts"))


def _set_role(connection: Connection, account: RowMapping) -> None:
    accounts.set_role(connection, account["id"], people.role_named(request.form.get("role", "")))


def _set_password(connection: Connection, account: RowMapping) -> None:
    hash_ = passwords.hashed(request.form.get("password", ""))
    accounts.set_password(connection, account["id"], hash_)


def _close(connection: Connection, account: RowMapping) -> None:
    accounts.close(connection, account["id"], time.time())


def _reopen(connection: Connection, account: RowMapping) -> None:
    accounts.reopen(connection, account["id"])


CHANGES: dict[str, Callable[[Connection, RowMapping], None]] = {
    "role": _set_role,
    "password": _set_password,
    "close": _close,
    "reopen": _reopen,
}
