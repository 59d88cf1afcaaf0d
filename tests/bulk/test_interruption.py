"""`precheck bulk` interrupted or killed, and continued."""

import os
import pty
import re
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

from tests.bulk.made import PHOTOS
from tests.bulk.processes import COMMAND, MAX_SECONDS, rows, run


def start(*arguments):
    """Run the command in a process group of its own, as a terminal does."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)], stderr=subprocess.PIPE, text=True, start_new_session=True
    )


def wait_for(condition):
    end = time.monotonic() + MAX_SECONDS
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def group(leader):
    """Return the processes of a group without its leader, each with its parent."""
    found = {}
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            state, parent, group, *_ = stat.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if int(group) == leader and state != "Z":
            found[int(stat.parent.name)] = int(parent)
    found.pop(leader, None)
    return found


def workers(leader):
    """Return the worker processes: the children of the leader's fork server."""
    parents = group(leader)
    return [pid for pid, parent in parents.items() if parents.get(parent) == leader]


@pytest.fixture
def out(tmp_path):
    return tmp_path / "r.jsonl"


@pytest.fixture
def many(tmp_path):
    """Return a folder of 30 photos that are checked fast."""
    folder = tmp_path / "many"
    folder.mkdir()
    for at in range(30):
        shutil.copy(PHOTOS / "00159.jpg", folder / f"{at:02}.jpg")
    return folder


def test_a_run_goes_on_after_ctrl_c(many, out):
    process = start(many, "--out", out)
    wait_for(lambda: out.exists() and len(out.read_bytes().splitlines()) > 5)
    os.killpg(process.pid, signal.SIGINT)
    _, output = process.communicate(timeout=MAX_SECONDS)
    assert process.returncode == 130
    assert "Run the same command again" in output
    assert "Traceback" not in output
    done = {one["file"]: one["id"] for one in rows(out)}
    assert 5 < len(done) < 30
    out.write_bytes(out.read_bytes() + b'{"file": "hal')
    assert run(many, "--out", out).returncode == 1
    after = {one["file"]: one["id"] for one in rows(out)}
    assert len(rows(out)) == len(after) == 30
    assert done.items() <= after.items()


def test_photos_of_a_killed_worker_are_checked(many, out):
    process = start(many, "--out", out, "--jobs", "2")
    wait_for(lambda: out.exists() and out.read_bytes().count(b"\n") > 5)
    wait_for(lambda: len(workers(process.pid)) == 2)
    os.kill(workers(process.pid)[0], signal.SIGKILL)
    process.communicate(timeout=MAX_SECONDS)
    assert process.returncode == 1
    assert [one["verdict"] for one in rows(out)] == ["re-photo"] * 30


def test_no_worker_outlives_a_killed_run(many, out):
    process = start(many, "--out", out)
    wait_for(lambda: out.exists() and out.read_bytes().count(b"\n") > 2)
    process.kill()
    process.communicate(timeout=MAX_SECONDS)
    wait_for(lambda: not group(process.pid))
    assert all(one["file"] for one in rows(out)[:-1])


def test_a_terminal_shows_rate_and_time_left(many, out):
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*COMMAND, many, "--out", out], stderr=theirs)
    os.close(theirs)
    output = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # the other side was closed
            break
        output += chunk
    os.close(ours)
    assert process.wait(MAX_SECONDS) == 1
    assert re.search(rb"\d+/30  00:00:\d\d  \d+\.\d/s", output)
