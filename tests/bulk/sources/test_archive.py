"""Zip archives: which members are read or refused; nothing is written to a disk."""

import io
import sys
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from precheck.bulk.sources import archive as module
from precheck.bulk.sources.archive import archive_members
from precheck.bulk.sources.files import FileRefusal, IgnoredFile, PhotoFile
from precheck.bulk.sources.whatsapp import ChatSender
from tests.bulk.made import JPEG, locked, with_link, zipped

MEGABYTE = 1_000_000


def found(data, name="z.zip"):
    return list(archive_members(io.BytesIO(data), name))


def only(data):
    (one,) = found(data)
    return one


def test_photos_have_path_and_bytes():
    first, second = found(zipped(("a.jpg", JPEG), ("sub/b.bin", JPEG)))
    assert (first.name, first.place, first.data, first.path) == ("z.zip/a.jpg", "a.jpg", JPEG, None)
    assert (second.name, second.reference) == ("z.zip/sub/b.bin", "sub")


@pytest.mark.parametrize(
    "name",
    ["", "../a.jpg", "a/../../b.jpg", "/etc/a.jpg", "C:\\a.jpg", "..\\a.jpg", "a//b.jpg", "./a.jpg",
     "a\nb.jpg", "a\x1b[31m.jpg", "a\u202egpj.exe"],
)  # fmt: skip
def test_paths_that_leave_the_archive_or_deceive_are_refused(name):
    file = only(zipped((name, JPEG)))
    assert isinstance(file, FileRefusal)
    assert file.code == "unsafe_path"
    assert file.name.isprintable()


def test_backslashes_are_slashes():
    assert only(zipped(("sub\\a.jpg", JPEG))).name == "z.zip/sub/a.jpg"


def _bzip2():
    out = io.BytesIO()
    with ZipFile(out, "w", ZIP_BZIP2) as opened:
        opened.writestr("a.jpg", JPEG)
    return out.getvalue()


def _damaged():
    data = bytearray(zipped(("a.jpg", JPEG)))
    data[60:80] = bytes(20)
    return bytes(data)


def _deep(levels):
    data = zipped(("a.jpg", JPEG))
    for _ in range(levels):
        data = zipped(("n.zip", data))
    return data


REFUSED = {
    "a link": (with_link("a.jpg", "/etc/passwd"), "symlink"),
    "a locked member": (locked("a.jpg", JPEG), "locked_archive"),
    "a damaged member": (_damaged(), "broken_archive"),
    "another packing": (_bzip2(), "unsupported_archive"),
    "another archive": (zipped(("a.rar", b"Rar!")), "unsupported_archive"),
    "too many nested": (_deep(3), "unsupported_archive"),
    "no archive": (b"nothing", "broken_archive"),
    "nothing": (b"", "broken_archive"),
    "half an archive": (zipped(("a.jpg", JPEG))[:-30], "broken_archive"),
    "a photo too large": (zipped(("a.jpg", bytes(26 * MEGABYTE))), "too_large"),
}


@pytest.mark.parametrize(("data", "code"), REFUSED.values(), ids=REFUSED)
def test_refused(data, code):
    file = only(data)
    assert isinstance(file, FileRefusal)
    assert file.code == code


def test_a_refused_member_leaves_the_others():
    data = zipped(("../x.jpg", JPEG), ("a.jpg", JPEG))
    assert [type(one) for one in found(data)] == [FileRefusal, PhotoFile]


def test_nested_archives_are_opened():
    file = only(_deep(2))
    assert (file.name, file.place) == ("z.zip/n.zip/n.zip/a.jpg", "n.zip/n.zip/a.jpg")


@pytest.fixture
def small(monkeypatch):
    """Make the budget small."""
    monkeypatch.setattr(module, "MIN_BUDGET_BYTES", 2 * MEGABYTE)


@pytest.mark.usefixtures("small")
def test_a_bomb_ends_its_archive():
    files = found(zipped(*((f"{n}.jpg", bytes(MEGABYTE)) for n in range(9))))
    assert isinstance(files[-1], FileRefusal)
    assert (files[-1].name, files[-1].code) == ("z.zip", "archive_bomb")
    assert len(files) < 6


@pytest.mark.usefixtures("small")
def test_nested_archives_share_one_budget():
    bomb = zipped(*((f"{n}.jpg", bytes(MEGABYTE)) for n in range(2)))
    files = found(zipped(("a.zip", bomb), ("b.zip", bomb)))
    assert files[-1].code == "archive_bomb"


@pytest.mark.usefixtures("small")
def test_the_text_of_a_chat_counts_against_the_budget():
    files = found(zipped(("_chat.txt", bytes(9 * MEGABYTE)), ("a.jpg", JPEG)))
    assert [one.code for one in files] == ["archive_bomb"]


def test_a_large_nested_archive_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MAX_NESTED_BYTES", 100)
    file = only(zipped(("n.zip", zipped(("a.jpg", JPEG)))))
    assert file.code == "too_large"


def test_a_large_central_directory_is_refused(monkeypatch):
    monkeypatch.setattr(module, "MAX_DIRECTORY_BYTES", 100)
    assert only(zipped(*((f"{n}.jpg", b"") for n in range(9)))).code == "too_large"


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_of_one_name_the_later_counts():
    assert only(zipped(("a.jpg", b"\xff\xd8\xff1"), ("a.jpg", JPEG))).data == JPEG


CHAT = "05/12/23 21.41 - Budi: IMG-1.jpg (file terlampir)\n"


def test_files_of_a_chat_export_have_senders():
    data = zipped(
        ("IMG-1.jpg", JPEG),
        ("IMG-2.jpg", JPEG),
        ("VID-1.mp4", b"\0\0\0\x18ftypmp42"),
        ("STK-1.webp", b"RIFF0000WEBP"),
        ("Chat WhatsApp dengan Budi.txt", CHAT.encode()),
    )
    files = found(data)
    assert [type(one) for one in files] == [
        PhotoFile,
        PhotoFile,
        IgnoredFile,
        IgnoredFile,
        IgnoredFile,
    ]
    assert files[0].sent == ChatSender("Budi", "2023-12-05T21:41:00")
    assert files[0].reference == "Budi"
    assert files[1].sent is None


def test_an_encrypted_chat_text_is_refused():
    assert [type(one) for one in found(locked("_chat.txt", CHAT.encode()))] == [FileRefusal]


def test_nothing_is_written_to_a_disk():
    written = []

    def hook(event, args):
        if written is not None and event == "open" and args[1] not in (None, "r", "rb"):
            written.append(args)

    sys.addaudithook(hook)
    files = found(zipped(("n.zip", zipped(("a.jpg", JPEG * 9000)))))
    seen, written = written, None
    assert len(files) == 1
    assert seen == []


@pytest.mark.parametrize(
    "name", [".DS_Store", "__MACOSX/._a.jpg", "._a.jpg", "~$a.pdf", "a.docx", "Thumbs.db"]
)
def test_files_that_nobody_sent_are_ignored(name):
    assert isinstance(only(zipped((name, b"PK\3\4"))), IgnoredFile)
