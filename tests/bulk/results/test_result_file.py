"""The file of results holds complete lines and is written by one run at a time."""

import json
import stat

import pytest

from precheck.bulk.results.result_file import BadResultFile, ResultFile
from precheck.command import Exit
from tests.bulk.made import error, row


@pytest.fixture
def path(tmp_path):
    return tmp_path / "r.jsonl"


def lines(*rows):
    return "".join(json.dumps(one) + "\n" for one in rows)


def test_rows_are_written_at_once_and_readable_by_the_owner_only(path):
    with ResultFile(path) as results:
        results.add(row("a.jpg"))
        assert json.loads(path.read_text())["file"] == "a.jpg"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_rows_of_an_earlier_run_are_read(path):
    path.write_text(lines(row("a.jpg", "re-photo"), error("b.jpg")))
    with ResultFile(path) as results:
        first, second = results.stored["a.jpg"], results.stored["b.jpg"]
    assert (first.key, first.triage, first.status) == ("k", "re-photo", Exit.RE_PHOTO)
    assert (second.key, second.triage, second.status) == (None, "error", Exit.UNCHECKED)


@pytest.mark.parametrize("line", ['["a"]', json.dumps(row() | {"file": ["a"]}), "[" * 100_000])
def test_a_file_of_other_lines_is_left_as_it_is(path, line):
    path.write_text(line + "\n")
    with pytest.raises(BadResultFile, match="something else"):
        ResultFile(path)
    assert path.read_text() == line + "\n"


@pytest.mark.parametrize("tail", ['{"file": "b.jpg", "ke', "{", "\0\0\0\0", '{"file": "b.jpg"}'])
def test_an_incomplete_line_is_cut_off(path, tail):
    path.write_text(lines(row("a.jpg")) + tail)
    with ResultFile(path) as results:
        assert set(results.stored) == {"a.jpg"}
        results.add(row("c.jpg"))
        assert [one["file"] for one in results.rows()] == ["a.jpg", "c.jpg"]


@pytest.mark.parametrize(
    "text", ["hello", "hello\n", "[1]\n", "{}\n", "1\n", '{"file": 1}\n', "\n", "\xff\xd8\n"]
)
def test_other_files_are_not_changed(path, text):
    path.write_text(text, encoding="latin-1")
    with pytest.raises(BadResultFile, match="nothing was changed"):
        ResultFile(path)
    assert path.read_text(encoding="latin-1") == text


def test_only_one_run_at_a_time(path):
    with ResultFile(path), pytest.raises(BadResultFile, match="another run"):
        ResultFile(path)
    ResultFile(path).__exit__()


def test_tidy_keeps_the_newest_row_of_each_photo(path):
    path.write_text(lines(row("a.jpg", id="old"), row("b.jpg")))
    with ResultFile(path) as results:
        results.add(row("a.jpg", id="new"))
        results.tidy()
        assert [(one["file"], one["id"]) for one in results.rows()] == [
            ("b.jpg", "01"),
            ("a.jpg", "new"),
        ]
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [path] == list(path.parent.iterdir())
