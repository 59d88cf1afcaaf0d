"""Sessions: a signed cookie with an expiry, bound to the account's row."""

import time
from datetime import timedelta

from flask import Flask, current_app, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_login import LoginManager, current_user, login_user, logout_user
from flask_wtf import CSRFProtect
from flask_wtf.csrf import CSRFError, validate_csrf

from api.desk.accounts import devices
from api.desk.accounts.person import DeskUser
from api.desk.accounts.return_address import requested_address
from api.desk.blueprint import UPLOAD_ENDPOINT, bp
from api.service import service
from api.store import accounts

MAX_SESSION_SECONDS = 12 * 3600
"""Time after which everybody signs in again, even if active."""
NOTHING_TO_SAVE = {"desk.sign_out", "desk.set_language"}
"""Acts that nobody misses when the session has ended."""
BY_ITSELF = {"desk.conversation_messages"}
"""What a page asks for while nobody is there: it keeps no session alive."""
CSRF = CSRFProtect()


def register(app: Flask) -> None:
    """Configure the cookie, the sign-in and the CSRF tokens of forms."""
    settings, store = app.extensions["precheck"].settings, app.extensions["precheck"].store
    app.config.update(
        SECRET_KEY=store.vault.key("session").hex(),
        SESSION_COOKIE_NAME="precheck_desk",
        SESSION_COOKIE_PATH=bp.url_prefix,
        SESSION_COOKIE_SAMESITE="Strict",
        SESSION_COOKIE_SECURE=settings.https,
        PERMANENT_SESSION_LIFETIME=timedelta(minutes=settings.idle_minutes),
        SESSION_REFRESH_EACH_REQUEST=False,  # `_protect` does, but for what a page asks by itself
        WTF_CSRF_CHECK_DEFAULT=False,  # callers of the API use keys, not cookies
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
        WTF_CSRF_SSL_STRICT=False,  # compares a referrer that the pages do not send
    )
    CSRF.init_app(app)
    manager = LoginManager(app)
    manager.user_loader(_load_person)
    manager.unauthorized_handler(ask_to_sign_in)


@bp.before_request
def _protect() -> ResponseReturnValue | None:
    if request.endpoint not in BY_ITSELF:
        session.permanent = True  # makes it end idle_minutes from now
    if request.endpoint == UPLOAD_ENDPOINT:  # refused before its large body is read
        if not current_user.is_authenticated:
            return ask_to_sign_in()
        _require_token_in_header()
    else:
        CSRF.protect()
    return None


def _require_token_in_header() -> None:
    try:
        validate_csrf(request.headers.get("X-CSRFToken"))
    except ValueError as error:
        raise CSRFError(str(error)) from error


def begin(person: DeskUser) -> None:
    """Sign a person in, on a device that is a known one from now on."""
    session.clear()
    session.permanent = True
    login_user(person)
    session["since"] = time.time()
    devices.remember(person.id)


def end() -> None:
    """Sign the current person out."""
    logout_user()
    session.clear()


def _load_person(cookie: str) -> DeskUser | None:
    if g.get("nobody"):  # the page that says that the database is away, which knows accounts
        return None
    id_, _, mark = cookie.partition(".")
    if time.time() > session.get("since", 0) + MAX_SESSION_SECONDS:
        return None
    with service().store.reading() as connection:
        account = accounts.get(connection, id_)
    if account is None or account.disabled_at is not None or account.session != mark:
        return None
    return DeskUser.of(account)


def ask_to_sign_in() -> ResponseReturnValue:
    """Redirect to the sign-in, which leads back; calls of scripts get 401: they ask on the page."""
    if request.headers.get("HX-Request") or request.headers.get("X-CSRFToken"):
        return current_app.response_class(status=401)
    back = requested_address()
    lost = request.method == "POST" and request.endpoint not in NOTHING_TO_SAVE
    home = back == url_for("desk.applications") and not lost
    return redirect(
        url_for("desk.sign_in", next=None if home else back, lost="1" if lost else None)
    )
