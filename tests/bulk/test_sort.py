"""Sorting links or copies files, keeps equal names apart and leaves foreign files alone."""

import errno
import os

import pytest

from precheck.bulk.results.triage import Triage
from precheck.bulk.sort import sort_item
from tests.bulk.made import JPEG, item
from tests.files import pdf


def files(folder):
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


@pytest.fixture
def night(tmp_path):
    path = tmp_path / "a.jpg"
    path.write_bytes(JPEG)
    return path


@pytest.fixture
def folder(tmp_path):
    return tmp_path / "sorted"


def test_a_file_is_linked(night, folder):
    sort_item(folder, Triage.ACCEPT, item(path=night))
    assert (folder / "accept" / "sub" / "a.jpg").samefile(night)


def test_a_given_link_is_sorted_as_its_file(night, folder):
    link = night.with_name("l.jpg")
    link.symlink_to(night)
    sort_item(folder, Triage.ACCEPT, item(path=link))
    assert not (folder / "accept" / "sub" / "a.jpg").is_symlink()


def test_across_disks_a_file_is_copied(night, folder, monkeypatch):
    def across(*_args, **_options):
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", across)
    sort_item(folder, Triage.ACCEPT, item(path=night))
    copy = folder / "accept" / "sub" / "a.jpg"
    assert copy.read_bytes() == JPEG
    assert not copy.samefile(night)


def test_members_are_written(folder):
    sort_item(folder, Triage.RE_PHOTO, item())
    assert (folder / "re-photo" / "sub" / "a.jpg").read_bytes() == JPEG


def test_a_page_is_sorted_as_the_whole_file(folder):
    for page, triage in ((1, Triage.ACCEPT), (2, Triage.DOUBTFUL)):
        sort_item(folder, triage, item(pdf(), place="a.pdf", page=page))
    assert files(folder) == {"accept/a#1.pdf", "doubtful/a#2.pdf"}


def test_two_files_of_one_name_are_kept_apart_in_every_run(folder):
    other = JPEG + b"other"
    for _ in range(2):
        sort_item(folder, Triage.ACCEPT, item())
        sort_item(folder, Triage.ACCEPT, item(data=other))
    assert len(files(folder)) == 2
    assert {(folder / name).read_bytes() for name in files(folder)} == {JPEG, other}


def test_a_photo_of_another_class_changes_its_folder(folder):
    sort_item(folder, Triage.ACCEPT, item())
    sort_item(folder, Triage.DOUBTFUL, item())
    assert files(folder) == {"doubtful/sub/a.jpg"}


def test_foreign_files_are_not_overwritten(folder):
    (folder / "accept" / "sub").mkdir(parents=True)
    theirs = folder / "accept" / "sub" / "a.jpg"
    theirs.write_bytes(b"theirs")
    sort_item(folder, Triage.RE_PHOTO, item())
    sort_item(folder, Triage.ACCEPT, item())
    assert theirs.read_bytes() == b"theirs"
    assert len(files(folder)) == 2


def test_long_names_are_shortened(folder):
    sort_item(folder, Triage.ACCEPT, item(place="é" * 300 + ".jpg"))
    (name,) = files(folder)
    assert name.endswith(".jpg")
