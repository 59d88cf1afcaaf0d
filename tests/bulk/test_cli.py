"""`precheck bulk` as it is called: real processes, killed and interrupted."""

import json
import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from click.testing import CliRunner

from precheck.cli import main
from tests.bulk.made import FORMATS, JPEG, PHOTOS, zipped

HEEDS = "import signal; signal.signal(signal.SIGINT, signal.default_int_handler)"
"""Tests that a shell runs in the background inherit that Ctrl-C is ignored."""
COMMAND = [sys.executable, "-c", f"{HEEDS}; from precheck.cli import main; main()", "bulk"]
GOOD, BAD = "00002.jpg", "00064.jpg"
PATIENCE = 240
"""Seconds; a loaded machine works slowly."""


def run(*arguments, **options):
    """Run the command to its end."""
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        capture_output=True,
        text=True,
        timeout=PATIENCE,
        check=False,
        **options,
    )


def start(*arguments):
    """Run the command in a process group of its own, as a terminal does."""
    return subprocess.Popen(
        [*COMMAND, *map(str, arguments)],
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )


def rows(out):
    return [json.loads(line) for line in out.read_text().splitlines()]


def by_file(out, folder):
    told = {one["file"].removeprefix(f"{folder}/"): one for one in rows(out)}
    assert len(told) == len(rows(out))
    return told


def wait_for(condition):
    end = time.monotonic() + PATIENCE
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.02)


def group(leader):
    """Return the processes of a group, its leader aside, each with its parent."""
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
    """Return those that check photos: the children of the leader's fork server."""
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
        shutil.copy(PHOTOS / BAD, folder / f"{at:02}.jpg")
    return folder


@pytest.fixture(scope="module")
def night(tmp_path_factory):
    """Return a folder of everything, and the run over it."""
    top = tmp_path_factory.mktemp("bulk")
    folder = top / "night"
    (folder / "sub").mkdir(parents=True)
    shutil.copy(PHOTOS / GOOD, folder / "sub" / "good.jpg")
    shutil.copy(PHOTOS / BAD, folder / "bad.jpg")
    shutil.copy(FORMATS / "three_pages.pdf", folder)
    shutil.copy(FORMATS / "locked.pdf", folder)
    (folder / "broken.jpg").write_bytes((PHOTOS / GOOD).read_bytes()[:20_000])
    (folder / "notes.txt").write_text("notes")
    (folder / "link.jpg").symlink_to("/etc/passwd")
    chat = "05/12/23 21.41 - =Budi: IMG-1.jpg (file terlampir)"
    export = zipped(
        ("IMG-1.jpg", (PHOTOS / GOOD).read_bytes()),
        ("../x.jpg", JPEG),
        ("Chat WhatsApp dengan Budi.txt", chat.encode()),
    )
    (folder / "chat.zip").write_bytes(export)
    (folder / "bomb.zip").write_bytes(
        zipped(*((f"{n}.jpg", b"\xff\xd8\xff" + bytes(24_000_000)) for n in range(5)))
    )
    arguments = [folder, "--out", top / "r.jsonl", "--sort", top / "sorted"]
    for form in ("csv", "xlsx", "html"):
        arguments += [f"--{form}", top / f"r.{form}"]
    return top, arguments, run(*arguments)


def test_everything_has_a_row(night):
    top, _, done = night
    told = by_file(top / "r.jsonl", top / "night")
    outcome = {name: one.get("verdict") or one["error"]["code"] for name, one in told.items()}
    pages = [outcome.pop(f"three_pages.pdf#{page}") for page in (1, 2, 3)]
    assert set(pages) <= {"accept", "re-photo"}
    bombs = {name for name in outcome if name.startswith("bomb.zip/")}
    assert {outcome.pop(name) for name in bombs} == {"broken_picture"}
    assert outcome == {
        "bad.jpg": "re-photo",
        "bomb.zip": "archive_bomb",
        "broken.jpg": "broken_picture",
        "chat.zip/../x.jpg": "unsafe_path",
        "chat.zip/IMG-1.jpg": "accept",
        "link.jpg": "symlink",
        "locked.pdf#1": "locked_pdf",
        "sub/good.jpg": "accept",
    }
    assert done.returncode == 3
    assert "2 other files left aside." in done.stderr


def test_senders_stand_in_rows_and_nowhere_else(night):
    top, _, done = night
    told = by_file(top / "r.jsonl", top / "night")["chat.zip/IMG-1.jpg"]
    assert (told["reference"], told["sent_at"]) == ("=Budi", "2023-12-05T21:41:00")
    assert "Budi" not in done.stderr + done.stdout


def test_numbers_are_masked_everywhere(night):
    top, _, _ = night
    for form in ("jsonl", "csv", "html"):
        text = (top / f"r.{form}").read_text()
        assert "3514********9041" in text
        assert "3514132405149041" not in text


def test_reports_are_written_and_run_nothing(night):
    top, _, _ = night
    assert ",'=Budi," in (top / "r.csv").read_text()
    assert (top / "r.xlsx").read_bytes().startswith(b"PK")
    assert {path.name for path in top.iterdir()} == {
        *("night", "sorted", "r.jsonl", "r.csv", "r.xlsx", "r.html")
    }


def test_photos_are_sorted(night):
    top, _, _ = night
    for one in rows(top / "r.jsonl"):
        place = one["file"].removeprefix(f"{top}/night/").replace(".pdf#1", "#1.pdf")
        place = place.replace(".pdf#2", "#2.pdf").replace(".pdf#3", "#3.pdf")
        refused = "key" not in one
        assert (top / "sorted" / one["pile"] / place).is_file() is not refused
    assert (top / "sorted" / "accept" / "sub" / "good.jpg").samefile(
        top / "night" / "sub" / "good.jpg"
    )
    assert not (top / "x.jpg").exists()


def test_a_second_run_checks_only_what_is_missing_or_changed(night):
    top, arguments, _ = night
    before = {one["file"]: one for one in rows(top / "r.jsonl")}
    (top / "night" / "bad.jpg").write_bytes((PHOTOS / "00075.jpg").read_bytes())
    shutil.copy(PHOTOS / BAD, top / "night" / "new.jpg")
    assert run(*arguments).returncode == 3
    after = {one["file"]: one for one in rows(top / "r.jsonl")}
    assert len(rows(top / "r.jsonl")) == len(after) == len(before) + 1
    anew = {
        name
        for name, one in after.items()
        if one.get("id") not in (None, before.get(name, {}).get("id"))
    }
    assert anew == {f"{top}/night/bad.jpg", f"{top}/night/new.jpg"}


def test_ctrl_c_and_on(many, out):
    process = start(many, "--out", out)
    wait_for(lambda: out.exists() and len(out.read_bytes().splitlines()) > 5)
    os.killpg(process.pid, signal.SIGINT)
    _, told = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert "Run the same command again" in told
    assert "Traceback" not in told
    done = {one["file"]: one["id"] for one in rows(out)}
    assert 5 < len(done) < 30
    out.write_bytes(out.read_bytes() + b'{"file": "hal')
    assert run(many, "--out", out).returncode == 1
    after = {one["file"]: one["id"] for one in rows(out)}
    assert len(rows(out)) == len(after) == 30
    assert done.items() <= after.items()


def test_a_killed_worker_costs_nothing(many, out):
    process = start(many, "--out", out, "--jobs", "2")
    wait_for(lambda: out.exists() and out.read_bytes().count(b"\n") > 5)
    wait_for(lambda: len(workers(process.pid)) == 2)
    os.kill(workers(process.pid)[0], signal.SIGKILL)
    process.communicate(timeout=PATIENCE)
    assert process.returncode == 1
    assert [one["verdict"] for one in rows(out)] == ["re-photo"] * 30


def test_no_worker_outlives_a_killed_run(many, out):
    process = start(many, "--out", out)
    wait_for(lambda: out.exists() and out.read_bytes().count(b"\n") > 2)
    process.kill()
    process.communicate(timeout=PATIENCE)
    wait_for(lambda: not group(process.pid))
    assert all(one["file"] for one in rows(out)[:-1])


def test_a_terminal_sees_rate_and_time_left(many, out):
    ours, theirs = pty.openpty()
    process = subprocess.Popen([*COMMAND, many, "--out", out], stderr=theirs)
    os.close(theirs)
    told = b""
    while True:
        try:
            chunk = os.read(ours, 65536)
        except OSError:  # as a terminal tells that nobody writes any more
            break
        told += chunk
    os.close(ours)
    assert process.wait(PATIENCE) == 1
    assert re.search(rb"\d+/30  00:00:\d\d  \d+\.\d/s", told)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["gone", "--out", "r"], "does not exist"),
        (["."], "Missing option '--out'"),
        ([".", "--out", "r", "--type", "sim"], "is not one of"),
        ([".", "--out", "notes.txt"], "holds something else than results"),
    ],
)
def test_wrong_usage(tmp_path, monkeypatch, arguments, told):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("notes")
    done = CliRunner().invoke(main, ["bulk", *arguments])
    assert done.exit_code == 2
    assert told in done.stderr


def test_what_cannot_be_written_is_told(tmp_path):
    done = CliRunner().invoke(main, ["bulk", str(tmp_path), "--out", str(tmp_path / "gone" / "r")])
    assert done.exit_code == 3
    assert "No such file" in done.stderr


def test_full_numbers_and_all_accepted(tmp_path, out):
    shutil.copy(PHOTOS / GOOD, tmp_path)
    done = run(tmp_path / GOOD, "--out", out, "--full-numbers", "--type", "kk", "--lang", "en")
    assert done.returncode == 0
    (told,) = rows(out)
    assert told["number"]["value"] == "3514132405149041"
    assert told["message"].startswith("Thank you")
