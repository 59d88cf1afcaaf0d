"""Who a message goes to, and what it says of several photos."""

from urllib.parse import parse_qs, urlsplit

import pytest

from api.desk.messages.phone import normalised, phone_of, whatsapp_link
from api.desk.messages.recipients import recipients
from api.store.photos.intake import Names
from api.store.photos.search import FoundPhoto
from precheck.office.policy import Office

PHONE = "6281290009001"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        *((text, PHONE) for text in ("081290009001", "0812-9000-9001", "+62 812 9000 9001")),
        *((text, PHONE) for text in ("6281290009001", "+62 0812-9000-9001", "(0812) 9000.9001")),
        ("\u202a+62\u00a0812\u20119000\u20119001\u202c", PHONE),
        ("+60 12-900 9001", "60129009001"),
        *((text, None) for text in ("Budi", "", "r1", "12", "0343-900901", "Budi 081290009001")),
        *((text, None) for text in ("3514010101209001", "0812900", "08129000900190019001")),
        ("IMG-20261201-WA9001", None),
        ("08١٢٩٠٠٠٩٠٠١", None),
    ],
)
def test_phone_numbers_are_told_from_other_names(text, expected):
    assert normalised(text) == expected


@pytest.mark.parametrize(
    "names",
    [
        Names(file="a.jpg", sender="+62 812-9000-9001", reference="Budi"),
        Names(file="a.jpg", reference="081290009001"),
        Names(file="a.jpg", sender="Budi", reference="Budi", folder="0812 9000 9001"),
    ],
    ids=["sender", "reference", "folder"],
)
def test_a_number_may_stand_in_any_name(names):
    assert phone_of(names) == PHONE


def test_the_link_carries_the_text_whole():
    link = whatsapp_link(PHONE, "Mohon maaf, 50 % buram & gelap.\n\nFoto #2? é")
    assert link.startswith(f"https://wa.me/{PHONE}?text=Mohon%20maaf%2C%2050%20%25")
    assert parse_qs(urlsplit(link).query)["text"] == [
        "Mohon maaf, 50 % buram & gelap.\n\nFoto #2? é"
    ]


def found(message="Foto buram.", *, batch="b", lang="id", page=1, type_="other", **names):
    row = {
        "id": f"{batch}{message}{page}{names}",
        "batch_id": batch,
        "batch_lang": lang,
        "message": message,
        "page": page,
        "type": type_,
        "officer_type": None,
    }
    return FoundPhoto(row, Names(**{"file": "a.jpg", **names}))


def grouped(*photos):
    return [(one.name, len(one.photos)) for one in recipients(photos, Office.load())]


def test_photos_of_one_citizen_belong_together():
    budi, same = found(reference="Budi"), found(reference="Budi", page=2)
    assert grouped(budi, found(reference="Siti"), same) == [("Budi", 2), ("Siti", 1)]
    assert grouped(budi, found(reference="Budi", batch="c")) == [("Budi", 1), ("Budi", 1)]
    assert grouped(budi, found(reference="Budi", lang="en")) == [("Budi", 1), ("Budi", 1)]
    assert grouped(found(), found(page=2)) == [("a.jpg", 1), ("a.jpg", 1)]


def test_a_phone_number_is_one_citizen_in_every_batch():
    chat = found(sender="+62 812-9000-9001", reference="+62 812-9000-9001")
    assert grouped(chat, found(reference="081290009001", batch="c")) == [("+62 812-9000-9001", 2)]


def said(*photos):
    (one,) = recipients(photos, Office.load())
    return one.message


def test_one_photo_has_its_own_message():
    assert said(found("Foto buram.", reference="x")) == "Foto buram."


def test_the_same_fault_is_said_once():
    photos = (found(reference="x"), found(reference="x", page=2))
    assert said(*photos) == "Ada 2 foto yang perlu dikirim ulang. Foto buram."


def test_several_faults_are_told_apart():
    assert said(
        found(reference="x", type_="kk"),
        found("Foto gelap.", reference="x"),
        found(reference="x", type_="kk", page=2),
    ) == (
        "Ada 3 foto yang perlu dikirim ulang.\n\n"
        "Foto 1 (Kartu Keluarga), 3 (Kartu Keluarga, halaman 2): Foto buram.\n\n"
        "Foto 2: Foto gelap."
    )


def test_an_english_batch_is_told_in_english():
    photos = (found("A.", reference="x", lang="en"), found("B.", reference="x", lang="en", page=2))
    assert said(*photos) == (
        "2 photos need to be taken again.\n\nPhoto 1: A.\n\nPhoto 2 (page 2): B."
    )
