"""The examples of docs/python.md run as they are written."""

import re
import shutil
from dataclasses import fields
from inspect import signature
from pathlib import Path

import pytest

import precheck
from precheck.library import Result

ROOT = Path(__file__).resolve().parents[2]
TEXT = (ROOT / "docs" / "python.md").read_text()
EXAMPLES = re.findall(r"```python\n(.+?)```", TEXT, re.DOTALL)
PHOTOS = ROOT / "tests" / "fixtures" / "photos"


@pytest.mark.parametrize("example", EXAMPLES)
@pytest.mark.parametrize(
    ("photo", "printed"),
    [("00002.jpg", "read 3514132405149041"), ("00085.jpg", "Mohon maaf")],
)
def test_the_examples_run(example, photo, printed, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    shutil.copy(PHOTOS / photo, "photo.jpg")
    exec(compile(example, "docs/python.md", "exec"), {})
    if "print" in example:
        assert capsys.readouterr().out.startswith(printed)
    if "overlay" in example:
        assert Path("photo.overlay.jpg").stat().st_size > 10_000


def test_every_argument_and_field_stands_there():
    arguments = set(signature(precheck.check).parameters) - {"picture"}
    public = {one.name for one in fields(Result) if not one.name.startswith("_")}
    for name in (*arguments, *public, "overlay()", "as_dict()"):
        assert f"`{name}`" in TEXT, name
