"""Sign-in, sign-out, and change of one's own password."""

import time

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError

from api.desk.accounts import devices, passwords, sessions
from api.desk.accounts.passwords import BadPassword
from api.desk.accounts.person import DeskUser, person
from api.desk.accounts.return_address import safe_address
from api.desk.accounts.rights import needs
from api.desk.blueprint import bp
from api.desk.pages.errors import of_http
from api.desk.pages.language import Words
from api.service import service
from api.store import accounts, audit_trail, sign_ins

NOT_THE_SAME: Words = (
    "Kedua kata sandi baru tidak sama: ketik sekali lagi.",
    "The two new passwords differ: type them once more.",
)
WRONG_PASSWORD: Words = ("Kata sandi lama salah.", "The old password is wrong.")


@bp.get("/sign-in")
def sign_in() -> str:
    """Show the sign-in; without accounts, also how to create the first one.

    `next`: the page to return to. `lost`: set if an act was not saved because the session ended.
    """
    return sign_in_page()


@bp.post("/sign-in")
def signed_in() -> ResponseReturnValue:
    """Sign in; the message of failure is the same for every cause."""
    who = _authenticate(request.form.get("name", ""), request.form.get("password", ""), time.time())
    if who is None:
        return sign_in_page(refused=True), 401
    sessions.begin(who)
    return redirect(safe_address(request.form.get("next", "")) or url_for("desk.applications"))


@bp.post("/sign-out")
@needs()
def sign_out() -> ResponseReturnValue:
    """Sign out everywhere, so that copies of the cookie become invalid."""
    with service().store.writing() as connection:
        accounts.end_sessions(connection, person().id)
    sessions.end()
    return redirect(url_for("desk.sign_in"))


@bp.get("/password")
@needs()
def password() -> str:
    """Show the form for a new password."""
    return _password_page()


@bp.post("/password")
@needs()
def set_password() -> ResponseReturnValue:
    """Change the password if the old one is correct."""
    old, new = request.form.get("old", ""), request.form.get("new", "")
    me, store, now = person(), service().store, time.time()
    if new != request.form.get("again", ""):
        return _password_page(NOT_THE_SAME), 400
    if _authenticate(me.name, old, now) is None:
        return _password_page(WRONG_PASSWORD), 400
    try:
        hash_ = passwords.new_hash(new, old)
    except BadPassword as error:
        return _password_page((error.indonesian, str(error))), 400
    with store.writing() as connection:
        accounts.set_password(connection, me.id, hash_)
        audit_trail.add(connection, me.name, "set_password", me.id)
        account = accounts.get(connection, me.id)
    assert account is not None
    sessions.begin(DeskUser.of(account))
    flash("password_set")
    return redirect(url_for("desk.applications"))


def _password_page(wrong: Words | None = None) -> str:
    return render_template(
        "desk/accounts/password.html", min_length=passwords.MIN_LENGTH, wrong=wrong
    )


@bp.errorhandler(CSRFError)
def without_token(error: CSRFError) -> ResponseReturnValue:
    """Ask to sign in: the token has ended with the session. Others see the page of a bad request.

    A sign-in page that was open for too long is shown again with a new token.
    """
    if request.endpoint == "desk.signed_in":
        return sign_in_page(late=True), 400
    return of_http(error) if current_user.is_authenticated else sessions.ask_to_sign_in()


def sign_in_page(*, refused: bool = False, late: bool = False, wrong: Words | None = None) -> str:
    """Return the sign-in page. wrong: what went wrong elsewhere."""
    with service().store.reading() as connection:
        empty = accounts.count(connection) == 0
    back = safe_address(request.values.get("next", ""))
    said = {"refused": refused, "late": late, "empty": empty, "back": back, "wrong": wrong}
    by_provider = service().settings.oidc_issuer is not None
    return render_template("desk/accounts/sign_in.html", **said, by_provider=by_provider)


def _authenticate(name: str, given: str, now: float) -> DeskUser | None:
    """Return the person with this name and password; count the attempt unless it is braked."""
    store, allowed = service().store, False
    with store.writing() as connection:
        account = accounts.named(connection, name)
        if account is not None and account.disabled_at is None:
            origin = devices.origin(account.id)
            mine = (account.id, origin.mac, now)
            allowed = sign_ins.begin_attempt(connection, *mine, known=origin.known)
    right = passwords.matches(None if account is None else account.password, given)
    if account is None or not allowed:
        return None
    with store.writing() as connection:
        if not right:
            if sign_ins.is_braked(connection, *mine, known=origin.known):
                audit_trail.add(connection, account.name, "locked", account.id)
            return None
        sign_ins.succeeded(connection, account.id, origin.mac)
        audit_trail.add(connection, account.name, "sign_in", account.id)
    return DeskUser.of(account)
