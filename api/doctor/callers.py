"""Examines who may call and who may sign in."""

import time

from sqlalchemy import Connection

from api.doctor.finding import Finding, fail, ok, warn
from api.settings import Settings
from api.store import accounts, api_keys

SOON_SECONDS = 14 * 86_400
NEW_KEY = "precheck-api key new NAME"


def keys(settings: Settings, connection: Connection | None) -> Finding:
    """Examine the keys. connection: None where there is no migrated database."""
    stored = () if connection is None else api_keys.every(connection)
    known, now = (*settings.given_keys, *stored), time.time()
    if not known and settings.way_in is None:
        found = "none: every program on this machine may call, and all whom a proxy admits"
        return warn("keys", found, f"Before a proxy makes it public: {NEW_KEY}")
    if not known:
        return fail("keys", f"none, and {settings.way_in} lets others call", NEW_KEY)
    valid = [key for key in known if key.why_invalid(now) is None]
    if not valid:
        return fail("keys", "all are expired or revoked: nobody can call", NEW_KEY)
    ending = sorted({k.name for k in valid if k.expires_at and k.expires_at < now + SOON_SECONDS})
    if ending:
        found = f"those of {', '.join(ending)} expire within two weeks"
        return warn("keys", found, "Make new ones of the same names, then give them out.")
    return ok("keys", f"{len(valid)} valid")


def desk(connection: Connection | None) -> Finding | None:
    """Examine whether anybody can sign in at the desk."""
    if connection is None:
        return None
    if accounts.count(connection) == 0:
        advice = "If officers work at /desk: precheck-api user add NAME --role admin"
        return warn("desk", "nobody has an account", advice)
    return ok("desk", f"{accounts.count(connection)} accounts")
