"""Keys in a store, and a store that is gone."""

import time

from api.callers.keys import Key, new_key
from api.callers.scopes import ALL_SCOPES
from api.store import api_keys


def stored_key(store, name="bot", scopes=ALL_SCOPES, **given):
    """Store a key; return its text and its id."""
    text, sha256 = new_key()
    with store.writing() as connection:
        key = Key(name=name, sha256=sha256, scopes=frozenset(scopes), **given)
        return text, api_keys.add(connection, key, time.time())


def revoke(store, id_):
    with store.writing() as connection:
        assert api_keys.revoke(connection, id_, time.time())


def listed(store):
    with store.reading() as connection:
        return {key.id: key for key in api_keys.every(connection)}
