"""The commands of docs/panduan-kantor.md do what it says, in its order."""

import os
import re
import subprocess
from pathlib import Path

import pytest

from api.settings import DEFAULT_ZONE, Settings
from api.store import accounts, api_keys
from api.store.database.store import Store
from tests.api.server import PROGRAM

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "panduan-kantor.md").read_text()
BLOCKS = re.findall(r"```sh\n(.*?)```", TEXT, re.DOTALL)
WORDS_OF_TWO_PAGES = 1000


@pytest.fixture
def office(tmp_path):
    (tmp_path / ".venv").symlink_to(PROGRAM.parents[1])
    return tmp_path


def run(block, office):
    environment = os.environ | {"PRECHECK_API_DATA": str(office / "data")}
    command = ["bash", "-euc", block]
    return subprocess.run(
        command, cwd=office, env=environment, check=True, capture_output=True, text=True
    ).stdout


def block(begin):
    (found,) = (one for one in BLOCKS if begin in one)
    return found


def test_an_account_keys_and_a_backup(office):
    first = run(block("user add"), office)
    assert re.search(r"\S{10,}", first)
    keys = run(block("key new"), office)
    assert "pk_" in keys
    (id_,) = re.findall(r"^id: +(\w+)$", keys, re.MULTILINE)
    run(f".venv/bin/precheck-api key revoke {id_}", office)
    run(block("mkdir -p backup"), office)
    (office / "data").rename(office / "old")
    run(block("cp backup/secret"), office)
    store = Store.open(Settings(data=office / "data"))
    with store.reading() as connection:
        (account,) = accounts.every(connection)
        (key,) = api_keys.every(connection)
    store.close()
    assert (account.name, str(account.role)) == ("siti", "admin")
    assert key.revoked_at is not None


def test_its_targets_are_there():
    makefile = (ROOT / "Makefile").read_text()
    targets = re.findall(r"^make (\w+)$", TEXT, re.MULTILINE)
    assert targets == ["setup", "serve"]
    assert all(f"\n{one}:" in makefile for one in targets)


def test_what_it_names_is_there():
    assert f"`{DEFAULT_ZONE.key}` (WIB, bawaan)" in TEXT
    assert "empat hari" in TEXT
    assert Settings().undecided_hours == 4 * 24
    for field in re.findall(r"PRECHECK_API_(\w+)", TEXT):
        assert field.lower() in Settings.model_fields


def test_it_has_two_pages():
    assert len(TEXT.split()) < WORDS_OF_TWO_PAGES
