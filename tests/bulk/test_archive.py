"""Zip archives: what is taken, what is refused, and that nothing is written."""

import io
import sys
from zipfile import ZIP_BZIP2, ZipFile

import pytest

from precheck.bulk import archive as module
from precheck.bulk.archive import members
from precheck.bulk.chat import Sent
from precheck.bulk.directory import directory_bytes
from precheck.bulk.found import Refused, Skipped, Source
from tests.bulk.made import JPEG, locked, with_link, zipped

MEGABYTE = 1_000_000


def found(data, name="z.zip"):
    return list(members(io.BytesIO(data), name))


def only(data):
    (one,) = found(data)
    return one


def test_photos_are_taken_with_path_and_bytes():
    first, second = found(zipped(("a.jpg", JPEG), ("sub/b.bin", JPEG)))
    assert (first.name, first.place, first.data, first.path) == ("z.zip/a.jpg", "a.jpg", JPEG, None)
    assert (second.name, second.reference) == ("z.zip/sub/b.bin", "sub")


@pytest.mark.parametrize(
    "name",
    ["../a.jpg", "a/../../b.jpg", "/etc/a.jpg", "C:\\a.jpg", "..\\a.jpg", "a//b.jpg", "./a.jpg",
     "a\nb.jpg", "a\x1b[31m.jpg", "a\u202egpj.exe"],
)  # fmt: skip
def test_paths_that_lead_out_or_deceive_are_refused(name):
    told = only(zipped((name, JPEG)))
    assert isinstance(told, Refused)
    assert told.code == "unsafe_path"
    assert told.name.isprintable()


def test_backslashes_of_old_programs_are_slashes():
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
    told = only(data)
    assert isinstance(told, Refused)
    assert told.code == code


def test_the_other_members_are_taken_all_the_same():
    data = zipped(("../x.jpg", JPEG), ("a.jpg", JPEG))
    assert [type(one) for one in found(data)] == [Refused, Source]


def test_nested_archives_are_opened():
    told = only(_deep(2))
    assert (told.name, told.place) == ("z.zip/n.zip/n.zip/a.jpg", "n.zip/n.zip/a.jpg")


@pytest.fixture
def small(monkeypatch):
    """Let a bomb be small."""
    monkeypatch.setattr(module, "FREE", 2 * MEGABYTE)


@pytest.mark.usefixtures("small")
def test_a_bomb_ends_its_archive():
    told = found(zipped(*((f"{n}.jpg", bytes(MEGABYTE)) for n in range(9))))
    assert isinstance(told[-1], Refused)
    assert (told[-1].name, told[-1].code) == ("z.zip", "archive_bomb")
    assert len(told) < 6


@pytest.mark.usefixtures("small")
def test_a_nested_bomb_counts_to_the_outermost():
    bomb = zipped(*((f"{n}.jpg", bytes(MEGABYTE)) for n in range(2)))
    told = found(zipped(("a.zip", bomb), ("b.zip", bomb)))
    assert told[-1].code == "archive_bomb"


@pytest.mark.usefixtures("small")
def test_a_bomb_in_the_text_of_a_chat():
    told = found(zipped(("_chat.txt", bytes(9 * MEGABYTE)), ("a.jpg", JPEG)))
    assert [one.code for one in told] == ["archive_bomb"]


def test_a_nested_archive_of_any_size_is_not_held(monkeypatch):
    monkeypatch.setattr(module, "MAX_NESTED_BYTES", 100)
    told = only(zipped(("n.zip", zipped(("a.jpg", JPEG)))))
    assert told.code == "too_large"


def test_a_table_of_contents_of_any_size_is_not_read(monkeypatch):
    monkeypatch.setattr(module, "MAX_DIRECTORY_BYTES", 100)
    assert only(zipped(*((f"{n}.jpg", b"") for n in range(9)))).code == "too_large"


def test_directory_bytes_of_small_and_zip64_archives():
    data = zipped(("a.jpg", JPEG))
    end = data.rindex(b"PK\5\6")
    told = int.from_bytes(data[end + 12 : end + 16], "little")
    assert directory_bytes(io.BytesIO(data)) == told
    large = b"PK\6\6" + bytes(36) + (10**12).to_bytes(8, "little") + bytes(8)
    locator = b"PK\6\7" + bytes(16)
    assert directory_bytes(io.BytesIO(data[:end] + large + locator + data[end:])) == 10**12
    assert directory_bytes(io.BytesIO(b"PK\5\6")) == 0


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_of_two_members_of_one_name_the_later_counts():
    assert only(zipped(("a.jpg", b"\xff\xd8\xff1"), ("a.jpg", JPEG))).data == JPEG


CHAT = "05/12/23 21.41 - Budi: IMG-1.jpg (file terlampir)\n"


def test_a_chat_export_tells_senders_and_skips_the_rest():
    data = zipped(
        ("IMG-1.jpg", JPEG),
        ("IMG-2.jpg", JPEG),
        ("VID-1.mp4", b"\0\0\0\x18ftypmp42"),
        ("STK-1.webp", b"RIFF0000WEBP"),
        ("Chat WhatsApp dengan Budi.txt", CHAT.encode()),
    )
    told = found(data)
    assert [type(one) for one in told] == [Source, Source, Skipped, Skipped, Skipped]
    assert told[0].sent == Sent("Budi", "2023-12-05T21:41:00")
    assert told[0].reference == "Budi"
    assert told[1].sent is None


def test_a_locked_chat_is_no_chat():
    assert [type(one) for one in found(locked("_chat.txt", CHAT.encode()))] == [Refused]


def test_nothing_is_written_to_a_disk():
    written = []

    def hook(event, args):
        if written is not None and event == "open" and args[1] not in (None, "r", "rb"):
            written.append(args)

    sys.addaudithook(hook)
    told = found(zipped(("n.zip", zipped(("a.jpg", JPEG * 9000)))))
    seen, written = written, None
    assert len(told) == 1
    assert seen == []


@pytest.mark.parametrize(
    "name", [".DS_Store", "__MACOSX/._a.jpg", "._a.jpg", "~$a.pdf", "a.docx", "Thumbs.db"]
)
def test_what_no_one_sent_is_skipped(name):
    assert isinstance(only(zipped((name, b"PK\3\4"))), Skipped)
