"""Keys as the settings hold them, their names and their validity."""

import pytest

from api.callers.keys import Key, check_name, read_given_key
from api.callers.scopes import ALL_SCOPES, Scope, read_scopes, write_scopes

HASH = "a1" * 32


@pytest.mark.parametrize(
    ("text", "name", "scopes"),
    [
        (HASH, HASH[:8], ALL_SCOPES),
        (f"bot:{HASH}", "bot", ALL_SCOPES),
        (f"bot:{HASH}:check", "bot", {Scope.CHECK}),
        (f"{HASH}:metrics+check", HASH[:8], {Scope.CHECK, Scope.METRICS}),
    ],
)
def test_a_key_of_the_settings_has_a_name_and_scopes(text, name, scopes):
    key = read_given_key(text)
    assert (key.name, key.sha256, key.scopes, key.id) == (name, HASH, scopes, None)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "NAME:SHA-256"),
        (HASH[:-1], "NAME:SHA-256"),
        (HASH.upper(), "NAME:SHA-256"),
        (f"desk:{HASH}", "desk"),
        (f"a b:{HASH}", "NAME:SHA-256"),
        (f"{'x' * 33}:{HASH}", "NAME:SHA-256"),
        (f"bot:{HASH}:", "NAME:SHA-256"),
        (f"bot:{HASH}:everything", "check, batches, submissions, metrics"),
    ],
)
def test_what_is_no_key_is_refused_with_its_reason(text, told):
    with pytest.raises(ValueError, match=told):
        read_given_key(text)


@pytest.mark.parametrize("scopes", [{Scope.CHECK}, {Scope.METRICS, Scope.BATCHES}, ALL_SCOPES])
def test_scopes_are_read_as_they_were_written(scopes):
    assert read_scopes(write_scopes(frozenset(scopes))) == scopes


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({}, None),
        ({"expires_at": 100.1}, None),
        ({"expires_at": 100.0}, "expired"),
        ({"revoked_at": 50.0}, "revoked"),
        ({"revoked_at": 50.0, "expires_at": 50.0}, "revoked"),
    ],
)
def test_a_key_is_valid_until_it_expires_or_is_revoked(given, reason):
    assert Key(name="bot", sha256=HASH, **given).why_invalid(100.0) == reason


@pytest.mark.parametrize("name", ["", "desk", "a.b", "127.0.0.1", "::1", "x" * 33, "bot\n"])
def test_no_caller_may_have_the_name_of_the_desk_or_of_an_address(name):
    with pytest.raises(ValueError, match="name"):
        check_name(name)
