"""`precheck bulk` on a folder of everything."""

import shutil

import pytest
from click.testing import CliRunner

from precheck.cli import main
from precheck.command import Exit
from tests.bulk.made import FORMATS, JPEG, PHOTOS, zipped
from tests.bulk.processes import rows, run

GOOD, BAD = "00002.jpg", "00064.jpg"


def by_file(out, folder):
    found = {one["file"].removeprefix(f"{folder}/"): one for one in rows(out)}
    assert len(found) == len(rows(out))
    return found


@pytest.fixture
def out(tmp_path):
    return tmp_path / "r.jsonl"


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
    found = by_file(top / "r.jsonl", top / "night")
    outcome = {name: one.get("verdict") or one["error"]["code"] for name, one in found.items()}
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


def test_the_folder_of_photos_is_not_sorted_into(tmp_path):
    (tmp_path / "night").mkdir()
    arguments = ["bulk", tmp_path / "night", "--out", tmp_path / "r.jsonl"]
    sort = ["--sort", tmp_path / "sub" / ".." / "night"]
    done = CliRunner().invoke(main, [*map(str, (*arguments, *sort))])
    assert done.exit_code == Exit.USAGE
    assert "holds the photos; name another folder" in done.output


def test_senders_are_in_rows_only(night):
    top, _, done = night
    row = by_file(top / "r.jsonl", top / "night")["chat.zip/IMG-1.jpg"]
    assert (row["reference"], row["sent_at"]) == ("=Budi", "2023-12-05T21:41:00")
    assert "Budi" not in done.stderr + done.stdout


def test_numbers_are_masked_everywhere(night):
    top, _, _ = night
    for form in ("jsonl", "csv", "html"):
        text = (top / f"r.{form}").read_text()
        assert "3514********9041" in text
        assert "3514132405149041" not in text


def test_reports_are_written(night):
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
    rechecked = {
        name
        for name, one in after.items()
        if one.get("id") not in (None, before.get(name, {}).get("id"))
    }
    assert rechecked == {f"{top}/night/bad.jpg", f"{top}/night/new.jpg"}


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["missing", "--out", "r"], "does not exist"),
        (["."], "Missing option '--out'"),
        ([".", "--out", "r", "--type", "sim"], "is not one of"),
        ([".", "--out", "notes.txt"], "holds something else than results"),
        ([".", "--out", "none/r"], "there is no folder none"),
        ([".", "--out", "r", "--html", "none/r.html"], "there is no folder none"),
        ([".", "--out", "r", "--csv", "r"], "a file of its own"),
    ],
)
def test_wrong_usage(tmp_path, monkeypatch, arguments, message):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes.txt").write_text("notes")
    done = CliRunner().invoke(main, ["bulk", *arguments])
    assert done.exit_code == 2
    assert message in done.stderr


def test_an_unwritable_file_is_named(tmp_path):
    done = CliRunner().invoke(main, ["bulk", str(tmp_path), "--out", "/proc/results"])
    assert done.exit_code == 3
    assert "No such file" in done.stderr


def test_full_numbers(tmp_path, out):
    shutil.copy(PHOTOS / GOOD, tmp_path)
    done = run(tmp_path / GOOD, "--out", out, "--full-numbers", "--type", "kk", "--lang", "en")
    assert done.returncode == 0
    (row,) = rows(out)
    assert row["number"]["value"] == "3514132405149041"
    assert row["message"].startswith("Thank you")
