"""Signing in and out, and one's own password."""

import time

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from api import passwords
from api.desk import sessions
from api.desk.blueprint import bp
from api.desk.person import Person, person
from api.desk.rights import needs
from api.service import service
from api.store import accounts, trail


@bp.get("/sign-in")
def sign_in() -> str:
    """Show the sign-in, and how to make the first account while there is none."""
    return _sign_in_page()


@bp.post("/sign-in")
def signed_in() -> ResponseReturnValue:
    """Sign in, or say in one sentence for every cause that it is not possible."""
    who = _known(request.form.get("name", ""), request.form.get("password", ""), time.time())
    if who is None:
        return _sign_in_page(refused=True), 401
    sessions.begin(who)
    return redirect(url_for("desk.home"))


@bp.post("/sign-out")
@needs()
def sign_out() -> ResponseReturnValue:
    """Sign out, everywhere: a copy of the cookie is worth nothing afterwards."""
    with service().store.writing() as connection:
        accounts.end_sessions(connection, person().id)
    sessions.end()
    return redirect(url_for("desk.sign_in"))


@bp.get("/password")
@needs()
def password() -> str:
    """Show the form for another password."""
    return render_template("desk/password.html", shortest=passwords.SHORTEST)


@bp.post("/password")
@needs()
def set_password() -> ResponseReturnValue:
    """Take another password, if the old one is right."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    me, store, now = person(), service().store, time.time()
    if _known(me.name, old, now) is None:
        flash("wrong_password")
        return redirect(url_for("desk.password"))
    hash_ = passwords.hashed(new)
    with store.writing() as connection:
        accounts.set_password(connection, me.id, hash_)
        trail.add(connection, trail.Act(who=me.name, act="set_password", subject=me.id), now)
        account = accounts.get(connection, me.id)
    assert account is not None
    sessions.begin(Person.of(account))
    flash("password_set")
    return redirect(url_for("desk.home"))


def _sign_in_page(*, refused: bool = False) -> str:
    with service().store.reading() as connection:
        empty = accounts.count(connection) == 0
    return render_template("desk/sign_in.html", refused=refused, empty=empty)


def _known(name: str, given: str, now: float) -> Person | None:
    """Return whose name and password these are; counts the wrong ones, and locks."""
    store = service().store
    with store.reading() as connection:
        account = accounts.named(connection, name)
    right = passwords.matches(None if account is None else account["password"], given)
    if account is None or not accounts.usable(account, now):
        return None
    with store.writing() as connection:
        if not right:
            if accounts.failed(connection, account["id"], now):
                act = trail.Act(who=account["name"], act="locked", subject=account["id"])
                trail.add(connection, act, now)
            return None
        accounts.signed_in(connection, account["id"])
        act = trail.Act(who=account["name"], act="sign_in", subject=account["id"])
        trail.add(connection, act, now)
    return Person.of(account)
