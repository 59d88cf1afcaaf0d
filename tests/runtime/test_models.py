"""The version of the models changes with every file that a verdict depends on."""

import shutil

import pytest

from precheck.runtime import models as models_dir
from precheck.runtime.models import MODELS, models_version

NOT_USED = {"README.md", "baseline.json"}  # for people and for the release check
FILES = sorted(path.relative_to(MODELS).as_posix() for path in MODELS.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", FILES)
def test_the_version_depends_on_every_file_of_a_verdict(monkeypatch, tmp_path, name):
    copied = shutil.copytree(MODELS, tmp_path / "models")
    monkeypatch.setattr(models_dir, "MODELS", copied)
    with (copied / name).open("ab") as file:
        file.write(b"\n")
    changed = models_version.__wrapped__() != models_version()
    assert changed == (name not in NOT_USED)
