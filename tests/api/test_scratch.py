"""The folder in memory: empty, ours alone, or refused."""

import os
import stat

import pytest

from api import scratch


def test_it_is_made_anew_and_private(tmp_path):
    folder = scratch.in_memory("x", tmp_path)
    (folder / "left by a killed process").write_text("text")
    again = scratch.in_memory("x", tmp_path)
    assert again == folder
    assert list(again.iterdir()) == []
    assert stat.S_IMODE(again.stat().st_mode) == 0o700


def test_without_memory_there_is_none(tmp_path):
    assert scratch.in_memory("x", tmp_path / "none") is None


def test_a_link_is_refused(tmp_path):
    (tmp_path / f"x-{os.getuid()}").symlink_to(tmp_path)
    with pytest.raises(PermissionError):
        scratch.in_memory("x", tmp_path)
