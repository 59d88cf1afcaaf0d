"""The scratch folder in memory is empty, private and held as long as its process lives."""

import stat
import subprocess
import sys
from pathlib import Path

from api.process import scratch

HOLDING = """
import sys, pathlib, api.process.scratch
print(api.process.scratch.create("w", pathlib.Path(sys.argv[1])), flush=True)
input()
"""


def test_it_is_private(tmp_path):
    folder = scratch.create("x", tmp_path)
    assert list(folder.iterdir()) == []
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700


def test_what_a_killed_process_left_is_swept_and_what_one_holds_is_not(tmp_path):
    other = scratch.create("x", tmp_path)
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, tmp_path],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[3],
    ) as process:
        held = Path(process.stdout.readline().strip())
        mine = scratch.create("w", tmp_path)
        assert (held.exists(), mine.exists(), other.exists()) == (True, True, True)
        process.kill()
    scratch.create("w", tmp_path)
    assert (held.exists(), mine.exists(), other.exists()) == (False, True, True)


def test_without_memory_there_is_none(tmp_path):
    assert scratch.create("x", tmp_path / "none") is None


def test_a_link_is_not_followed(tmp_path):
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (tmp_path / "x-1").symlink_to(elsewhere)
    scratch.create("x", tmp_path)
    assert elsewhere.exists()
