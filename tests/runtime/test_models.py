"""The version of the models changes with every file that a verdict depends on."""

import shutil
from hashlib import sha256

import pytest

from precheck.errors import BadModel
from precheck.runtime import models as models_dir
from precheck.runtime.models import MODELS, models_version, verify_models

LICENCE = "licences/efficientnet-lite0.txt"
NOT_USED = {"README.md", "SHA256SUMS", "baseline.json", "suite_shares.json", LICENCE}
"""For people, the start, the release check and the metrics."""
FILES = sorted(path.relative_to(MODELS).as_posix() for path in MODELS.rglob("*") if path.is_file())


@pytest.mark.parametrize("name", FILES)
def test_the_version_depends_on_every_file_of_a_verdict(monkeypatch, tmp_path, name):
    before = models_version()  # it is kept for the process: not that of the copy
    copied = shutil.copytree(MODELS, tmp_path / "models")
    monkeypatch.setattr(models_dir, "MODELS", copied)
    with (copied / name).open("ab") as file:
        file.write(b"\n")
    changed = models_version.__wrapped__() != before
    assert changed == (name not in NOT_USED)


def test_the_checksums_are_those_of_the_files():
    """After a fit: make sums."""
    lines = (MODELS / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    assert sorted(lines) == sorted(
        f"{sha256((MODELS / name).read_bytes()).hexdigest()}  {name}"
        for name in set(FILES) - NOT_USED
    )


@pytest.mark.parametrize("name", sorted(set(FILES) - NOT_USED))
@pytest.mark.parametrize("fault", ["changed", "missing"])
def test_a_changed_or_missing_file_is_named(monkeypatch, tmp_path, name, fault):
    copied = shutil.copytree(MODELS, tmp_path / "models")
    monkeypatch.setattr(models_dir, "MODELS", copied)
    verify_models()
    if fault == "missing":
        (copied / name).unlink()
    else:
        (copied / name).write_bytes((copied / name).read_bytes()[:-1])
    with pytest.raises(BadModel, match=name.rpartition("/")[2]):
        verify_models()


def test_missing_checksums_are_named(monkeypatch, tmp_path):
    copied = shutil.copytree(MODELS, tmp_path / "models")
    monkeypatch.setattr(models_dir, "MODELS", copied)
    (copied / "SHA256SUMS").unlink()
    with pytest.raises(BadModel, match="SHA256SUMS"):
        verify_models()


def test_a_file_without_a_checksum_is_named(monkeypatch, tmp_path):
    copied = shutil.copytree(MODELS, tmp_path / "models")
    monkeypatch.setattr(models_dir, "MODELS", copied)
    (copied / "extra.onnx").write_bytes(b"")
    with pytest.raises(BadModel, match="extra"):
        verify_models()
