"""`precheck check`, `number` and `policy` as they are called: what they print and how they end."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from precheck.cli import main
from precheck.library import office

PHOTOS = Path(__file__).parent / "fixtures" / "photos"
GOOD, BAD = PHOTOS / "00002.jpg", PHOTOS / "00085.jpg"


def run(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def check(*arguments):
    """Run it in this process; other processes are for `bulk` to test."""
    return run("check", "--jobs", 1, *arguments)


@pytest.fixture
def junk(tmp_path):
    file = tmp_path / "junk.jpg"
    file.write_bytes(b"MZ junk")
    return file


@pytest.mark.parametrize(
    ("files", "status"),
    [
        pytest.param(["good"], 0, id="all accepted"),
        pytest.param(["good", "bad"], 1, id="some need another photo"),
        pytest.param(["junk", "bad"], 3, id="some could not be checked"),
        pytest.param(["missing", "good"], 3, id="some are not there"),
    ],
)
def test_the_exit_status_is_that_of_the_worst_file(files, status, junk):
    paths = {"good": GOOD, "bad": BAD, "junk": junk, "missing": junk.with_name("missing")}
    done = check("--format", "jsonl", *(paths[name] for name in files))
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.exit_code == status, done.output
    assert [row["file"] for row in rows] == [str(paths[name]) for name in files]
    for name, row in zip(files, rows, strict=True):
        assert ("error" in row) == (name in {"junk", "missing"})
        assert ("verdict" in row) == (name in {"good", "bad"})


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param(["check"], id="no file"),
        pytest.param(["check", "--type", "sim", GOOD], id="unknown type"),
        pytest.param(["check", "--attempt", "0", GOOD], id="attempt 0"),
        pytest.param(["check", "--expected-number", "", GOOD], id="empty number"),
        pytest.param(["check", "--overlay", "/proc/x", GOOD], id="nowhere for overlays"),
        pytest.param(["number"], id="no number"),
    ],
)
def test_wrong_usage_is_told_and_ends_with_2(arguments):
    done = run(*arguments)
    assert done.exit_code == 2
    assert done.stderr.startswith("Usage: ")


def test_json_is_one_list():
    rows = json.loads(check("--format", "json", GOOD, GOOD).stdout)
    assert [row["verdict"] for row in rows] == ["accept", "accept"]


def test_a_person_reads_verdict_message_and_number():
    shown = check("--lang", "en", GOOD, BAD).stdout
    assert f"✓ {GOOD}: accept\n    Thank you" in shown
    assert "kk number 3514132405149041 (read)" in shown
    assert f"✗ {BAD}: re-photo\n    Sorry" in shown


def test_a_person_reads_why_a_file_could_not_be_checked(junk):
    shown = check(junk).stdout
    assert shown.startswith(f"! {junk}: could not be checked\n")
    assert "(not_a_picture)" in shown


def test_options_reach_the_answer():
    done = check("--format", "jsonl", "--type", "ktp", "--attempt", 3, GOOD)
    row = json.loads(done.stdout)
    assert (row["attempt"], row["next"]) == (3, "officer")
    assert row["reasons"][0]["code"] == "wrong_document"
    number = ("--expected-number", "3514 1324 0514 9041")
    row = json.loads(check("--format", "jsonl", *number, GOOD).stdout)
    assert row["number"]["expected"] == "match"


def test_overlays_are_pictures_beside_each_other(tmp_path):
    folder = tmp_path / "new" / "overlays"
    check("--overlay", folder, GOOD)
    assert (folder / "00002.overlay.jpg").read_bytes().startswith(b"\xff\xd8\xff")


@pytest.mark.parametrize(
    ("numbers", "status"),
    [
        pytest.param(["3514132405149041"], 0, id="a KK number"),
        pytest.param(["9932/IST/1999", "3514-LU-04052017-9123"], 0, id="akta of both forms"),
        pytest.param(["3514132405149041", "351413240514904"], 1, id="one a digit short"),
        pytest.param(["AL. 705.0123456"], 1, id="a blanko serial"),
    ],
)
def test_the_status_tells_whether_all_may_be_numbers(numbers, status):
    done = run("number", *numbers)
    assert done.exit_code == status
    assert done.stdout.count("a Family Card number") == len(numbers)


def test_the_policy_is_shown_as_json():
    shown = json.loads(run("policy").stdout)
    assert shown["settings"]["hand_over_at"] == {"value": 3, "default": 3, "origin": "default"}


def test_a_wrong_policy_ends_before_any_work(monkeypatch):
    monkeypatch.setenv("PRECHECK_POLICY", "/nowhere/office.toml")
    office.cache_clear()
    done = check(GOOD)
    assert done.exit_code == 2
    assert "/nowhere/office.toml" in done.stderr
