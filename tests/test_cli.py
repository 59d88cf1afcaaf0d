"""`precheck check`, `number` and `policy` as they are called: what they print and how they end."""

import json
import re
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


def test_a_person_reads_each_reason_with_value_and_limit():
    shown = check("--lang", "en", BAD).stdout
    assert re.search(r"\n    - [a-z_]+( \(.+\))? · [\d.]+ .+, at (most|least) [\d.]+", shown), shown


@pytest.mark.parametrize("form", ["text", "jsonl", "json"])
def test_accepted_photos_may_be_left_out(form, junk):
    done = check("--only-problems", "--format", form, GOOD, BAD, junk)
    assert done.exit_code == 3
    assert [name.name in done.stdout for name in (GOOD, BAD, junk)] == [False, True, True]
    assert done.stderr == "1 of 3 accepted and not shown.\n"


@pytest.mark.parametrize(("fail_under", "status"), [("0", 0), ("0.9", 0), ("1", 1)])
def test_an_accepted_photo_may_have_to_be_surer(fail_under, status):
    done = check("--only-problems", "--fail-under", fail_under, GOOD)
    assert (done.exit_code, GOOD.name in done.stdout) == (status, status == 1)


def test_the_policy_is_shown_as_json():
    shown = json.loads(run("policy", "--format", "json").stdout)
    assert shown["settings"]["hand_over_at"] == {"value": 3, "default": 3, "origin": "default"}


def test_a_person_reads_each_limit_with_its_meaning_and_what_the_office_changed(
    monkeypatch, tmp_path
):
    own = tmp_path / "office.toml"
    own.write_text("hand_over_at = 4\n[limits.glare]\nat_most = 0.5\n[costs]\nfalse_accept = 3\n")
    monkeypatch.setenv("PRECHECK_POLICY", str(own))
    office.cache_clear()
    lines = run("policy").stdout.splitlines()
    for code, limit in office().settings.limits.items():
        (line,) = (line for line in lines if line.startswith(f"limits.{code} "))
        assert limit.meaning in line
    for start, end in {
        "limits.glare ": "(yours; default 0.0217)",
        "hand_over_at = 4": "(yours; default 3)",
        "documents.ktp.accept ": "p_accept of an accepted photo, at the costs in force",
    }.items():
        (line,) = (line for line in lines if line.startswith(start))
        assert line.endswith(end)
    assert any(re.match(r"documents.ktp.accept +at least 0.75 ", line) for line in lines)
    assert not any(line.startswith("texts.") for line in lines)


def test_a_wrong_policy_ends_before_any_work(monkeypatch):
    monkeypatch.setenv("PRECHECK_POLICY", "/nowhere/office.toml")
    office.cache_clear()
    done = check(GOOD)
    assert done.exit_code == 2
    assert "/nowhere/office.toml" in done.stderr
