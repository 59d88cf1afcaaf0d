"""Pages on which an admin creates, changes and closes accounts."""

import time
from collections.abc import Callable

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy import Connection

from api.desk.accounts import passwords
from api.desk.accounts.creation import BadAccount, create_account, role_named, set_first_password
from api.desk.accounts.person import person
from api.desk.accounts.rights import Right, needs
from api.desk.blueprint import bp
from api.service import service
from api.store import accounts, audit_trail, sign_ins


@bp.get("/accounts")
@needs(Right.ACCOUNTS)
def all_accounts() -> str:
    """List the accounts."""
    return _accounts_page()


@bp.post("/accounts")
@needs(Right.ACCOUNTS)
def add_account() -> ResponseReturnValue:
    """Create an account and show its first password, this once."""
    name, role = (request.form.get(field, "") for field in ("name", "role"))
    password = passwords.first_password()
    try:
        with service().store.writing() as connection:
            id_ = create_account(connection, name, role, password, time.time())
            accounts.require_change(connection, id_)
            detail: dict[str, object] = {"name": name, "role": role}
            audit_trail.add(connection, person().name, "add_account", id_, detail)
    except BadAccount as error:
        return _accounts_page(wrong=(error.indonesian, str(error)), name=name, role=role), 400
    return _first_password_page(name, password)


@bp.post("/accounts/<id_>")
@needs(Right.ACCOUNTS)
def change_account(id_: str) -> ResponseReturnValue:
    """Change an account's role, close or reopen it, or give it another first password."""
    asked = request.form.get("change", "")
    with service().store.writing() as connection:
        account = accounts.get(connection, id_)
        change = CHANGES.get(asked)
        if account is None or change is None:
            abort(404)
        if account.id == person().id:
            raise BadAccount(
                "Nobody changes their own account here.",
                "Akun sendiri tidak diubah di sini; minta admin lain.",
            )
        password = change(connection, id_)
        detail: dict[str, object] = {"name": account.name, "change": asked}
        if asked == "role":
            detail["role"] = request.form["role"]
        audit_trail.add(connection, person().name, "change_account", id_, detail)
    if password:
        return _first_password_page(account.name, password)
    flash("account_changed")
    return redirect(url_for("desk.all_accounts"))


CHANGES: dict[str, Callable[[Connection, str], str | None]] = {
    "role": lambda connection, id_: accounts.set_role(
        connection, id_, role_named(request.form.get("role", ""))
    ),
    "password": set_first_password,
    "close": lambda connection, id_: accounts.close(connection, id_, time.time()),
    "reopen": accounts.reopen,
}
"""What is done to an account; a new first password is returned."""


def _accounts_page(**form: object) -> str:
    """Return the page. form: `wrong`, `name` and `role` of an account that could not be made."""
    with service().store.reading() as connection:
        rows, now = accounts.every(connection), time.time()
        locked = {row.id for row in rows if sign_ins.is_locked(connection, row.id, now)}
    return render_template("desk/accounts/accounts.html", accounts=rows, locked=locked, **form)


def _first_password_page(name: str, password: str) -> str:
    """Return the answer to the POST itself: a redirect would have to keep the password."""
    return render_template("desk/accounts/first_password.html", name=name, password=password)
