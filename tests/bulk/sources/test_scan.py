"""Folders and files: order, links, devices, ignored files."""

import os

import pytest

from precheck.bulk.sources.files import FileRefusal, IgnoredFile, PhotoFile
from precheck.bulk.sources.scan import estimated_photos, scan
from tests.bulk.made import JPEG, zipped


def scanned(path, **options):
    return {
        one.name.removeprefix(f"{path}/"): getattr(one, "code", type(one).__name__)
        for one in scan([path], **options)
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


def test_a_folder_is_scanned_in_order(folder):
    assert scanned(folder) == {
        "a.jpg": "PhotoFile",
        "sub/b": "PhotoFile",
        "sub/c.txt": "IgnoredFile",
        "sub/z.zip/in.jpg": "PhotoFile",
    }


def test_places_and_references_are_relative_to_the_given_path(folder):
    places = {one.place: one.reference for one in scan([folder]) if isinstance(one, PhotoFile)}
    assert places == {"a.jpg": None, "sub/b": "sub", "sub/z.zip/in.jpg": "sub/z.zip"}
    assert [one.place for one in scan([folder / "sub" / "z.zip"])] == ["in.jpg"]


def test_links_are_refused_unless_given_by_name(folder):
    (folder / "l.jpg").symlink_to(folder / "a.jpg")
    (folder / "loop").symlink_to(folder)
    assert scanned(folder)["l.jpg"] == "symlink"
    assert scanned(folder)["loop"] == "symlink"
    (file,) = scan([folder / "l.jpg"])
    assert file.data == JPEG


def test_opening_a_pipe_does_not_block(folder):
    os.mkfifo(folder / "pipe.jpg")
    assert scanned(folder)["pipe.jpg"] == "not_a_file"


def test_a_file_given_by_name_is_never_ignored(folder):
    (file,) = scan([folder / "sub" / "c.txt"])
    assert isinstance(file, PhotoFile)


def test_a_missing_file_is_refused(tmp_path):
    (missing,) = scan([tmp_path / "missing.jpg"])
    assert (missing.code, missing.detail) == ("cannot_open", "No such file or directory")


def test_large_files_are_refused_without_reading_them(folder):
    with (folder / "large.jpg").open("wb") as out:
        out.truncate(26_000_000)
    with (folder / "film.mp4").open("wb") as out:
        out.truncate(10**12)
    assert scanned(folder)["large.jpg"] == "too_large"
    assert scanned(folder)["film.mp4"] == "IgnoredFile"


def test_the_folder_of_sorted_photos_is_excluded(folder):
    (folder / "sorted" / "accept").mkdir(parents=True)
    (folder / "sorted" / "accept" / "a.jpg").write_bytes(JPEG)
    assert "sorted/accept/a.jpg" in scanned(folder)
    assert "sorted/accept/a.jpg" not in scanned(folder, exclude=folder / "sorted")
    assert estimated_photos([folder], folder / "sorted") == estimated_photos([folder]) - 1


def test_files_of_an_unpacked_chat_export_have_senders(folder):
    (folder / "_chat.txt").write_text("[05/12/23 21.41.05] Budi: <terlampir: a.jpg>")
    (folder / "STK-1.webp").write_bytes(b"RIFF0000WEBP")
    found = {one.name.rpartition("/")[2]: one for one in scan([folder])}
    assert found["a.jpg"].sent.sender == "Budi"
    assert isinstance(found["STK-1.webp"], IgnoredFile)


@pytest.mark.parametrize(
    ("name", "shown"), [(b"b\xff.jpg", "b\\xff.jpg"), (b"a\n.jpg", "a\\x0a.jpg")]
)
def test_names_are_printable(tmp_path, name, shown):
    (tmp_path / os.fsdecode(name)).write_bytes(JPEG)
    (one,) = scan([tmp_path])
    assert one.name == f"{tmp_path}/{shown}"
    assert one.place == shown


def test_a_folder_that_cannot_be_listed_is_refused(folder, monkeypatch):
    def denied(_path):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr("pathlib.Path.iterdir", denied)
    (one,) = scan([folder])
    assert isinstance(one, FileRefusal)
    assert one.detail == "Permission denied"


def test_the_number_of_photos_is_estimated(folder):
    (folder / "broken.zip").write_bytes(b"PK")
    assert estimated_photos([folder, folder / "a.jpg"]) == 4
