"""Harnesses of archives and of the chat exports in them."""

import io
from datetime import datetime

from api.batches.intake import safe_path
from precheck.bulk.sources.archive import archive_members
from precheck.bulk.sources.files import PhotoFile, printable_name, safe_member_path
from precheck.bulk.sources.whatsapp import chat_senders
from precheck.bulk.sources.zip_directory import directory_bytes
from tests.bulk.made import locked, with_link, zipped
from tests.fuzz.guided.harness import Harness, text_of, utf8

MAX_PHOTO_BYTES = 1000
PHOTO = b"\xff\xd8\xff photo"
CHAT = (
    "05/12/23 21.41 - Budi: IMG-20231205-WA0001.jpg (file terlampir)",
    "12/5/23, 9:41\u202fPM - Budi: \u200eIMG-20231205-WA0001.jpg (file attached)",
    "[05/12/2023, 21:41:00] ~\u202fBudi: \u200e<attached: 00000012-PHOTO-2023-12-05-21-41-07.jpg>",
    "2023-12-05, 21:41 - Budi: a.jpg (file attached)\n2023-12-05, 21:42 - Sri: a.jpg (b)",
    "05/12/23 pukul 21.41 - Budi: b.pdf (file terlampir)\nhalo",
)


def archive(data: bytes) -> None:
    """Every file of any archive has a safe name and stays within its bounds."""
    assert directory_bytes(io.BytesIO(data)) >= 0
    for found in archive_members(io.BytesIO(data), "a.zip", max_photo_bytes=MAX_PHOTO_BYTES):
        assert found.name == "a.zip" or found.name.startswith("a.zip/")
        assert found.name.isprintable()
        if isinstance(found, PhotoFile):
            assert safe_member_path(found.place) == found.place
            assert len(found.data) <= MAX_PHOTO_BYTES


def path(data: bytes) -> None:
    """A path leads nowhere else and has no invisible characters."""
    name = data.decode("utf-8", "surrogateescape")
    safe = safe_path(name)
    assert safe.isprintable()
    assert ".." not in safe.split("/")
    assert printable_name(printable_name(name)) == printable_name(name)


def chat(data: bytes) -> None:
    """A sent file has a name of its own and a time of the calendar, if any."""
    for file, sent in chat_senders(text_of(data)).items():
        assert file
        assert "/" not in file
        assert sent.at is None or datetime.fromisoformat(sent.at).tzinfo is None


HARNESSES = {
    "archive": Harness(
        check=archive,
        seeds=lambda: (
            zipped(("a.jpg", PHOTO), ("b/c.png", PHOTO), ("n.txt", b"x")),
            zipped(("in.zip", zipped(("a.jpg", PHOTO))), ("_chat.txt", CHAT[0].encode())),
            with_link("a.jpg", "/etc/hosts"),
            locked("a.jpg", PHOTO),
        ),
    ),
    "path": Harness(
        check=path, seeds=utf8("a/b.jpg", "C:\\a.jpg", "../a.jpg", "a\u202egpj.exe"), max_bytes=100
    ),
    "chat": Harness(check=chat, seeds=utf8(*CHAT), max_bytes=500),
}
