"""Sorting into folders: links or copies, names kept apart, nothing of others touched."""

import errno
import os

import pytest

from precheck.bulk.found import Source
from precheck.bulk.item import Asked, Item
from precheck.bulk.pile import Pile
from precheck.bulk.sort import sort
from precheck.options import Options
from tests.bulk.made import JPEG
from tests.files import pdf

ASKED = Asked(options=Options(), policy="default")


def item(place="sub/a.jpg", data=JPEG, path=None, page=1):
    source = Source(name=f"in/{place}", place=place, data=data, path=path)
    return Item(source=source, asked=ASKED, page=page)


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
    sort(folder, Pile.ACCEPT, item(path=night))
    assert (folder / "accept" / "sub" / "a.jpg").samefile(night)


def test_a_link_that_was_asked_for_leads_to_its_file(night, folder):
    link = night.with_name("l.jpg")
    link.symlink_to(night)
    sort(folder, Pile.ACCEPT, item(path=link))
    assert not (folder / "accept" / "sub" / "a.jpg").is_symlink()


def test_across_disks_a_file_is_copied(night, folder, monkeypatch):
    def across(*_args, **_options):
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "link", across)
    sort(folder, Pile.ACCEPT, item(path=night))
    copy = folder / "accept" / "sub" / "a.jpg"
    assert copy.read_bytes() == JPEG
    assert not copy.samefile(night)


def test_members_are_written(folder):
    sort(folder, Pile.RE_PHOTO, item())
    assert (folder / "re-photo" / "sub" / "a.jpg").read_bytes() == JPEG


def test_pages_are_the_whole_file_named_after_the_page(folder):
    for page, pile in ((1, Pile.ACCEPT), (2, Pile.DOUBTFUL)):
        sort(folder, pile, item("a.pdf", pdf(), page=page))
    assert files(folder) == {"accept/a#1.pdf", "doubtful/a#2.pdf"}


def test_two_of_one_name_are_kept_apart_and_stay_where_they_are(folder):
    other = JPEG + b"other"
    for _ in range(2):
        sort(folder, Pile.ACCEPT, item())
        sort(folder, Pile.ACCEPT, item(data=other))
    assert len(files(folder)) == 2
    assert {(folder / name).read_bytes() for name in files(folder)} == {JPEG, other}


def test_a_photo_told_anew_changes_its_folder(folder):
    sort(folder, Pile.ACCEPT, item())
    sort(folder, Pile.DOUBTFUL, item())
    assert files(folder) == {"doubtful/sub/a.jpg"}


def test_what_is_not_ours_stays(folder):
    (folder / "accept" / "sub").mkdir(parents=True)
    theirs = folder / "accept" / "sub" / "a.jpg"
    theirs.write_bytes(b"theirs")
    sort(folder, Pile.RE_PHOTO, item())
    sort(folder, Pile.ACCEPT, item())
    assert theirs.read_bytes() == b"theirs"
    assert len(files(folder)) == 2


def test_long_names_are_shortened(folder):
    sort(folder, Pile.ACCEPT, item("é" * 300 + ".jpg"))
    (name,) = files(folder)
    assert name.endswith(".jpg")
