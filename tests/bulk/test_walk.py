"""Folders and files: order, links, devices, and what is left aside."""

import os

import pytest

from precheck.bulk.expect import expected
from precheck.bulk.found import Refused, Skipped, Source
from precheck.bulk.walk import walk
from tests.bulk.made import JPEG, zipped


def told(path, **options):
    return {
        one.name.removeprefix(f"{path}/"): getattr(one, "code", type(one).__name__)
        for one in walk([path], **options)
    }


@pytest.fixture
def folder(tmp_path):
    top = tmp_path / "night"
    (top / "sub").mkdir(parents=True)
    (top / "a.jpg").write_bytes(JPEG)
    (top / "sub" / "b").write_bytes(JPEG)
    (top / "sub" / "c.txt").write_text("notes")
    (top / "sub" / "z.zip").write_bytes(zipped(("in.jpg", JPEG)))
    return top


def test_a_folder_is_walked_in_order(folder):
    assert told(folder) == {
        "a.jpg": "Source",
        "sub/b": "Source",
        "sub/c.txt": "Skipped",
        "sub/z.zip/in.jpg": "Source",
    }


def test_places_and_references_start_at_what_was_given(folder):
    places = {one.place: one.reference for one in walk([folder]) if isinstance(one, Source)}
    assert places == {"a.jpg": None, "sub/b": "sub", "sub/z.zip/in.jpg": "sub/z.zip"}
    assert [one.place for one in walk([folder / "sub" / "z.zip"])] == ["in.jpg"]


def test_links_are_told_and_followed_only_where_asked_for(folder):
    (folder / "l.jpg").symlink_to(folder / "a.jpg")
    (folder / "loop").symlink_to(folder)
    assert told(folder)["l.jpg"] == "symlink"
    assert told(folder)["loop"] == "symlink"
    (asked,) = walk([folder / "l.jpg"])
    assert asked.data == JPEG


def test_pipes_are_not_waited_for(folder):
    os.mkfifo(folder / "pipe.jpg")
    assert told(folder)["pipe.jpg"] == "not_a_file"


def test_a_file_that_was_asked_for_is_never_left_aside(folder):
    (asked,) = walk([folder / "sub" / "c.txt"])
    assert isinstance(asked, Source)


def test_one_that_is_gone_is_a_row(tmp_path):
    (gone,) = walk([tmp_path / "gone.jpg"])
    assert (gone.code, gone.detail) == ("cannot_open", "No such file or directory")


def test_large_files_are_refused_unread(folder):
    with (folder / "large.jpg").open("wb") as out:
        out.truncate(26_000_000)
    with (folder / "film.mp4").open("wb") as out:
        out.truncate(10**12)
    assert told(folder)["large.jpg"] == "too_large"
    assert told(folder)["film.mp4"] == "Skipped"


def test_the_folder_that_is_sorted_to_is_left_out(folder):
    (folder / "sorted" / "accept").mkdir(parents=True)
    (folder / "sorted" / "accept" / "a.jpg").write_bytes(JPEG)
    assert "sorted/accept/a.jpg" in told(folder)
    assert "sorted/accept/a.jpg" not in told(folder, leave=folder / "sorted")
    assert expected([folder], folder / "sorted") == expected([folder]) - 1


def test_an_unpacked_chat_export_tells_senders(folder):
    (folder / "_chat.txt").write_text("[05/12/23 21.41.05] Budi: <terlampir: a.jpg>")
    (folder / "STK-1.webp").write_bytes(b"RIFF0000WEBP")
    found = {one.name.rpartition("/")[2]: one for one in walk([folder])}
    assert found["a.jpg"].sent.sender == "Budi"
    assert isinstance(found["STK-1.webp"], Skipped)


@pytest.mark.parametrize(
    ("name", "shown"), [(b"b\xff.jpg", "b\\xff.jpg"), (b"a\n.jpg", "a\\x0a.jpg")]
)
def test_names_are_told_as_text(tmp_path, name, shown):
    (tmp_path / os.fsdecode(name)).write_bytes(JPEG)
    (one,) = walk([tmp_path])
    assert one.name == f"{tmp_path}/{shown}"
    assert one.place == shown


def test_a_folder_that_cannot_be_listed_is_a_row(folder, monkeypatch):
    def denied(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", denied)
    (one,) = walk([folder])
    assert isinstance(one, Refused)
    assert one.detail == "Permission denied"


def test_about_how_many(folder):
    (folder / "broken.zip").write_bytes(b"PK")
    assert expected([folder, folder / "a.jpg"]) == 4
