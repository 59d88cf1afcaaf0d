"""Folders, zip files and chat exports become photos with a reference."""

import pytest

from tests.api.desk.batches_made import bring, names
from tests.bulk.made import JPEG, zipped

OTHER = JPEG + b"\0"
CHAT = "25/11/26 07.12 - Siti: IMG-20261125-WA0001.jpg (file terlampir)\n"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("IMG-1.jpg", ("IMG-1.jpg", None, "IMG-1")),
        ("Budi/kk.jpg", ("kk.jpg", "Budi", "Budi")),
        ("Budi/lama/kk.jpg", ("kk.jpg", "Budi/lama", "Budi/lama")),
        ("../../kk.jpg", ("kk.jpg", None, "kk")),
    ],
)
def test_folder_and_name_become_the_reference(desk, sri, path, expected):
    bring(sri, (path, JPEG))
    (one,) = names(desk)
    assert (one.file, one.folder, one.reference) == expected


@pytest.mark.parametrize(
    ("members", "references"),
    [
        (("malam/1.jpg", "malam/2.jpg"), ["1", "2"]),
        (("malam/Budi/1.jpg", "malam/Siti/2.jpg"), ["Budi", "Siti"]),
        (("Budi/1.jpg", "2.jpg"), ["Budi", "2"]),
    ],
)
def test_a_folder_that_contains_the_whole_zip_is_no_reference(desk, sri, members, references):
    data = zipped(*zip(members, (JPEG, OTHER), strict=True))
    bring(sri, ("malam.zip", data))
    assert [one.reference for one in names(desk)] == references
    assert names(desk)[0].folder == f"malam.zip/{members[0].rpartition('/')[0]}".rstrip("/")


def test_a_chat_export_names_senders_and_its_other_files_are_skipped(desk, sri):
    data = zipped(
        ("_chat.txt", CHAT.encode()),
        ("IMG-20261125-WA0001.jpg", JPEG),
        ("STK-20261125-WA0002.webp", JPEG),
        ("PTT-20261125-WA0003.opus", b"sound"),
    )
    _, taken, _ = bring(sri, ("WhatsApp Chat.zip", data))
    assert (taken["skipped"], taken["reported"]) == (3, [])
    (one,) = names(desk)
    assert (one.reference, one.sender, one.sent_at) == ("Siti", "Siti", "2026-11-25T07:12:00")
