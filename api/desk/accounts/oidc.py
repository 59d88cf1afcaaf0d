"""Sign-in by an OpenID Connect provider, with Authlib, which is an optional extra.

The authorization code flow with PKCE, state and nonce. The provider says who a person is; the
account of that name at the desk says what the person may do.
"""

import importlib.util
from typing import Any, cast

from flask import Flask, current_app, session

from api.settings import Settings
from precheck.errors import BadPolicy

EXTENSION = "precheck.oidc"
CLIENT_NAME = "office"
STATE_PREFIX = f"_state_{CLIENT_NAME}_"
"""Begin of the names under which Authlib keeps what it expects to come back."""
TIMEOUT_SECONDS = 5.0


def register(app: Flask, settings: Settings) -> None:
    """Prepare the client if a provider is set. Raises BadPolicy without Authlib."""
    app.extensions[EXTENSION] = None if settings.oidc_issuer is None else _client(app, settings)


def client() -> Any:
    """Return Authlib's client; None without a provider."""
    return current_app.extensions[EXTENSION]


def begin(callback: str) -> Any:
    """Return the redirect to the provider. Raises what Authlib raises if it does not answer."""
    for name in [name for name in session if name.startswith(STATE_PREFIX)]:
        del session[name]  # a cookie holds few
    return client().authorize_redirect(callback)


def finish(settings: Settings) -> str:
    """Return the name that the provider vouches for, by the parameters of this request.

    Raises what Authlib raises if state, nonce, signature, issuer, audience or time is wrong.
    """
    issuer = {"iss": {"essential": True, "value": settings.oidc_issuer}}
    token = client().authorize_access_token(claims_options=issuer)
    return cast("str", token["userinfo"][settings.oidc_claim])


def _client(app: Flask, settings: Settings) -> Any:
    if importlib.util.find_spec("authlib") is None:
        raise BadPolicy("oidc_issuer: needs Authlib: pip install 'precheck[oidc]'.")
    from authlib.integrations.flask_client import OAuth  # noqa: PLC0415 - an optional extra

    secret = settings.oidc_client_secret
    return OAuth(app).register(
        name=CLIENT_NAME,
        client_id=settings.oidc_client_id,
        client_secret=None if secret is None else secret.get_secret_value(),
        server_metadata_url=f"{settings.oidc_issuer}/.well-known/openid-configuration",
        client_kwargs={
            "scope": "openid profile email",
            "code_challenge_method": "S256",
            "default_timeout": TIMEOUT_SECONDS,
        },
    )
