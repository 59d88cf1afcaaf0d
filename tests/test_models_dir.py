"""The version of the models is another when anything that a verdict depends on is another."""

import shutil

import pytest

from precheck import models_dir
from precheck.models_dir import MODELS, models_version

TOLD = {"README.md", "baseline.json"}  # of the models, for people and for the release check
FILES = sorted(path.relative_to(MODELS).as_posix() for path in MODELS.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", FILES)
def test_the_version_follows_every_file_of_a_verdict(monkeypatch, tmp_path, name):
    copied = shutil.copytree(MODELS, tmp_path / "models")
    monkeypatch.setattr(models_dir, "MODELS", copied)
    with (copied / name).open("ab") as file:
        file.write(b"\n")
    changed = models_version.__wrapped__() != models_version()
    assert changed == (name not in TOLD)
