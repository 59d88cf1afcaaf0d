"""The commands `precheck-api key`: what they store, and that no list shows a key."""

import json
import re

import pytest
from click.testing import CliRunner

from api.callers.keys import sha256_of
from api.cli import main
from api.settings import Settings
from api.store import audit_trail
from api.store.database.store import Store

GIVEN = f"old:{sha256_of('pk_old')}:check"


@pytest.fixture
def run(tmp_path, migrated, monkeypatch):
    for path in migrated.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setenv("PRECHECK_API_DATA", str(tmp_path))

    def run(*arguments):
        return CliRunner().invoke(main, ["key", *arguments])

    return run


def made(shown):
    key, id_ = (line.split()[-1] for line in shown.stdout.splitlines())
    return key, id_


def test_a_key_is_made_listed_and_revoked(run, monkeypatch, tmp_path):
    monkeypatch.setenv("PRECHECK_API_KEYS", GIVEN)
    first, one = made(run("new", "bot", "--scope", "check", "--scope", "metrics", "--days", "30"))
    second, other = made(run("new", "bot"))
    assert run("revoke", other).exit_code == 0
    shown = run("list", "--json")
    rows = {row["id"]: row for row in json.loads(shown.stdout)}
    assert (rows[one]["scopes"], rows[one]["state"]) == ("check+metrics", "valid")
    assert re.fullmatch(r"\d{4}-\d\d-\d\d", rows[one]["expires"])
    assert (rows[other]["state"], rows[other]["expires"]) == ("revoked", None)
    assert (rows[None]["name"], rows[None]["scopes"]) == ("old", "check")
    text = run("list").stdout
    assert one in text
    for secret in (first, second, sha256_of(first), sha256_of(second)):
        assert secret not in text + shown.stdout
    with Store.open(Settings(data=tmp_path)).reading() as connection:
        acts = [(row["act"], row["subject"]) for row in audit_trail.latest(connection)]
    assert acts == [("revoke_key", other), ("add_key", other), ("add_key", one)]


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("new", "desk"), "no caller may be named desk"),
        (("new", "a b"), "letters, digits"),
        (("new", "bot", "--scope", "all"), "'check', 'batches', 'submissions', 'metrics'"),
        (("new", "bot", "--days", "0"), "x>=1"),
        (("new", "--days", "3"), "needs NAME"),
        (("revoke", "01JD0000000000000000000000"), "no key"),
    ],
)
def test_what_cannot_be_done_is_said(run, arguments, told):
    shown = run(*arguments)
    assert shown.exit_code != 0
    assert told in shown.stderr
    assert "There is no key." in run("list").stdout


@pytest.mark.parametrize(
    ("arguments", "setting"),
    [((), "PRECHECK_API_KEYS={0} "), (("--scope", "check"), "PRECHECK_API_KEYS=NAME:{0}:check ")],
)
def test_without_a_name_it_is_printed_for_the_settings(run, arguments, setting):
    shown = run("new", *arguments)
    key, sha256 = (line.split()[-1] for line in shown.stdout.splitlines())
    assert sha256_of(key) == sha256
    assert setting.format(sha256) in shown.stderr
    assert "There is no key." in run("list").stdout
