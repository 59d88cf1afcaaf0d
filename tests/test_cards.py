"""Each trained model has a card that names this very file."""

import hashlib
import re

import pytest

from precheck.models_dir import MODELS

CARDS = (MODELS / "README.md").read_text(encoding="utf-8")
TRAINED = sorted(file for name in ("*.onnx", "*.npz", "accept.json") for file in MODELS.glob(name))
LARGEST = 2_000_000  # bytes


@pytest.mark.parametrize("model", TRAINED, ids=[model.name for model in TRAINED])
def test_a_card_names_the_file_by_its_digest(model):
    section = rf"^## {re.escape(model.name)}\n(.*?)(?=^## |\Z)"
    card = re.search(section, CARDS, re.MULTILINE | re.DOTALL)
    assert card, f"models/README.md has no section '## {model.name}'"
    assert hashlib.sha256(model.read_bytes()).hexdigest() in card[1]


@pytest.mark.parametrize("model", TRAINED, ids=[model.name for model in TRAINED])
def test_a_model_is_small(model):
    assert model.stat().st_size <= LARGEST
