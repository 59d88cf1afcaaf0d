"""Sign-in by the office's OpenID Connect provider."""

import secrets
from http import HTTPStatus
from urllib.parse import urlencode

from flask import abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue

from api.desk.accounts import oidc, passwords, sessions
from api.desk.accounts.person import DeskUser
from api.desk.accounts.return_address import safe_address
from api.desk.accounts.session_views import sign_in_page
from api.desk.blueprint import bp
from api.desk.pages.language import Words
from api.process.logs import log
from api.service import service
from api.store import accounts, audit_trail

FAILED: Words = (
    "Masuk dengan akun kantor tidak berhasil. Coba sekali lagi, atau tanyakan admin.",
    "Signing in with the office's account did not succeed. Try again, or ask an admin.",
)
NO_ACCOUNT: Words = (
    "Anda dikenal, tetapi belum punya akun di meja ini. Mintalah admin membuatnya.",
    "You are known, but have no account at this desk. Ask an admin to make one.",
)
BACK = "oidc_next"
"""Name in the session of the page to return to."""


@bp.get("/oidc")
def oidc_begin() -> ResponseReturnValue:
    """Lead to the provider."""
    _require_provider()
    session[BACK] = safe_address(request.args.get("next", ""))
    scheme = "https" if service().settings.https else None
    callback = url_for("desk.oidc_callback", _external=True, _scheme=scheme)
    try:
        return oidc.begin(callback)  # type: ignore[no-any-return]  # Authlib has no types
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody is signed in
        return _failed(error)


@bp.get("/oidc/callback")
def oidc_callback() -> ResponseReturnValue:
    """Come back from the provider, and go on by a page of this site.

    Browsers do not send the session's cookie when another site leads here, and send it after that.
    Therefore this answer sets no cookie: it would replace that one.
    """
    _require_provider()
    onward = f"{url_for('desk.oidc_finish')}?{urlencode(request.args.to_dict())}"
    page = render_template("desk/accounts/oidc.html", onward=onward)
    session.clear()
    session.modified = False
    return page


@bp.get("/oidc/finish")
def oidc_finish() -> ResponseReturnValue:
    """Sign in the person whom the provider vouches for, if there is an account of that name."""
    _require_provider()
    back = session.get(BACK)
    try:
        name = oidc.finish(service().settings)
    except Exception as error:  # noqa: BLE001 - whatever it is, nobody is signed in
        return _failed(error)
    who = _person(name)
    if who is None:
        return sign_in_page(wrong=NO_ACCOUNT), HTTPStatus.FORBIDDEN
    sessions.begin(who)
    return redirect(back or url_for("desk.applications"))


def _require_provider() -> None:
    if oidc.client() is None:
        abort(HTTPStatus.NOT_FOUND)


def _failed(error: Exception) -> ResponseReturnValue:
    log.warning("sign-in", error=type(error).__qualname__)  # its message may quote the address
    return sign_in_page(wrong=FAILED), HTTPStatus.UNAUTHORIZED


def _person(name: object) -> DeskUser | None:
    """Return the person with this name. A first password, which an admin knows, becomes void."""
    with service().store.writing() as connection:
        account = accounts.named(connection, name) if isinstance(name, str) else None
        if account is None or account.disabled_at is not None:
            return None
        if account.must_change:
            void = passwords.hash_password(secrets.token_urlsafe(32))
            accounts.set_password(connection, account.id, void)
        audit_trail.add(connection, account.name, "sign_in", account.id, {"as": "oidc"})
        account = accounts.get(connection, account.id)
    assert account is not None
    return DeskUser.of(account)
