"""The scratch folder in memory is empty, private, or rejected."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from api.work import scratch


def test_it_is_made_anew_and_private(tmp_path):
    folder = scratch.create("x", tmp_path)
    (folder / "left by a killed process").write_text("text")
    again = scratch.create("x", tmp_path)
    assert again == folder
    assert list(again.iterdir()) == []
    assert stat.S_IMODE(again.stat().st_mode) == 0o700


HOLDING = """
import sys, pathlib, api.work.scratch
api.work.scratch.hold(pathlib.Path(sys.argv[1]))
print(flush=True)
input()
"""


def test_what_a_killed_process_left_is_swept_and_what_one_holds_is_not(tmp_path):
    left, held, other = (scratch.create(name, tmp_path) for name in ("w-1", "w-2", "x-1"))
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, held],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[3],
    ) as process:
        process.stdout.readline()
        scratch.sweep("w", tmp_path)
        assert (left.exists(), held.exists(), other.exists()) == (False, True, True)
        process.kill()
    scratch.sweep("w", tmp_path)
    assert (held.exists(), other.exists()) == (False, True)


def test_without_memory_there_is_none(tmp_path):
    assert scratch.create("x", tmp_path / "none") is None


def test_a_link_is_refused(tmp_path):
    (tmp_path / f"x-{os.getuid()}").symlink_to(tmp_path)
    with pytest.raises(PermissionError):
        scratch.create("x", tmp_path)
