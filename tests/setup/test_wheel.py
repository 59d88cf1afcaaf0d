"""The wheel holds all that the code reads, and works outside the checkout."""

import os
import subprocess
import sys
import tomllib
import zipfile

import pytest

from precheck.runtime.models import MODELS
from tests.setup.conftest import ROOT, copy_in

GOOD = ROOT / "tests" / "fixtures" / "photos" / "00002.jpg"


@pytest.fixture(scope="module")
def unpacked(tmp_path_factory):
    """Build the wheel of copied files, beside which no earlier build lies, and unpack it."""
    folder = tmp_path_factory.mktemp("wheel")
    for source in ("pyproject.toml", "README.md", "precheck", "api", "models"):
        copy_in(source, folder / "copied")
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index")
    command = [*(sys.executable, "-m", "pip", "wheel"), *options, "--wheel-dir", folder]
    command.append(folder / "copied")
    subprocess.run(command, check=True, capture_output=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as file:
        file.extractall(folder / "unpacked")
    return folder / "unpacked"


def test_every_file_of_the_packages_is_in_it(unpacked):
    command = ["git", "ls-files", "precheck", "api", "models"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    for name in listed.stdout.split():
        inside = unpacked / ("precheck" if name.startswith("models/") else "") / name
        assert inside.exists(), name


def test_nothing_else_is_in_it(unpacked):
    names = {path.name for path in unpacked.iterdir()} - {"precheck", "api"}
    assert len(names) == 1
    assert names.pop().endswith(".dist-info")


def test_every_pattern_of_data_files_finds_some():
    """A pattern without a file brings nothing, and `py.typed` is what makes the types known."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    for package, patterns in project["tool"]["setuptools"]["package-data"].items():
        for pattern in patterns:
            assert list((ROOT / package).glob(pattern)), pattern


def test_a_checkout_reads_the_folder_beside_the_packages():
    assert MODELS == ROOT / "models"
    assert not MODELS.is_symlink()


@pytest.mark.parametrize(
    ("module", "arguments", "said"),
    [
        ("precheck.cli", ["check", str(GOOD)], f"✓ {GOOD}: accept"),
        ("api.cli", ["doctor"], "ok    models"),
    ],
)
def test_it_works_in_an_empty_folder(unpacked, tmp_path, module, arguments, said):
    code = f"import {module} as it; assert it.__file__.startswith({str(unpacked)!r}); it.main()"
    done = subprocess.run(
        [sys.executable, "-P", "-c", code, *arguments],
        env={**os.environ, "PYTHONPATH": str(unpacked)},
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert said in done.stdout, done.stderr
