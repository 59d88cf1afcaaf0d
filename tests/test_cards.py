"""Each fitted file in models/ has a short card with its SHA-256."""

import hashlib
import re

import pytest

from precheck.runtime.models import MODELS

CARDS = (MODELS / "README.md").read_text(encoding="utf-8")
BY_HAND = {"README.md", "office.toml", "decision.toml"}
NOT_FITTED = {*BY_HAND, "SHA256SUMS", "baseline.json", "suite_shares.json"}
FITTED = sorted(path for path in MODELS.iterdir() if path.is_file() and path.name not in NOT_FITTED)
MAX_BYTES = 2_000_000
MAX_LINES = 20
MAX_CELL = 200

each_fitted_file = pytest.mark.parametrize("path", FITTED, ids=[path.name for path in FITTED])


def card(name):
    section = rf"^(## {re.escape(name)}\n.*?)(?=^## |\Z)"
    found = re.search(section, CARDS, re.MULTILINE | re.DOTALL)
    assert found, f"models/README.md has no section '## {name}'"
    return found[1].strip()


@pytest.mark.parametrize(
    "path", [path for path in FITTED if path.suffix != ".toml"], ids=lambda path: path.name
)
def test_the_card_shows_the_digest_of_what_nobody_edits(path):
    assert hashlib.sha256(path.read_bytes()).hexdigest() in card(path.name)


@each_fitted_file
def test_the_card_is_short(path):
    lines = card(path.name).splitlines()
    assert len(lines) <= MAX_LINES
    assert max(len(cell) for line in lines for cell in line.split("|")) <= MAX_CELL


@each_fitted_file
def test_the_file_is_small(path):
    assert path.stat().st_size <= MAX_BYTES
