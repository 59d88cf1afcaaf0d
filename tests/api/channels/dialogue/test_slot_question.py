"""Photos of which only their sender knows what they are: asked about, and never mixed up."""

import pytest

from api.channels.dialogue.naming import words
from api.channels.dialogue.refusing_words import REFUSING
from api.channels.dialogue.slot_question import SENT_AS, SlotQuestion, letters, words_of_slots
from api.channels.dialogue.which_photo import by_photo
from api.store.channels import outcomes
from api.store.tables.batches import PHOTOS
from api.store.tables.channels import CHANNEL_REPLIES
from api.submissions import catalogue
from tests.api.channels.made import on_sqlite
from tests.api.channels.stored import stored
from tests.api.submissions.seen import photo

KK = photo("kk")
ONE, TWO = photo("other", take=1), photo("other", take=2)
NAMED = {"birth": words("surat lahir"), "marriage": words("buku nikah")}
SERVICES = catalogue.load().services
BIRTH, MARRIAGE = "kelahiran", "buku_nikah"


@pytest.fixture
def family(phone):
    """A citizen who adds a child to the family card: a birth note and a marriage book are asked."""
    family = phone("kk")
    family.chooses("apply:kk/tambah_anggota")
    return family


@pytest.fixture
def album(family):
    """The same, who has sent both letters at once, and is asked about each."""
    family.asked = family.sends(ONE, TWO)
    return family


def filed(store):
    """Return the slot of each letter, in the order of their shots."""
    with store.reading() as connection:
        rows = connection.execute(PHOTOS.select().order_by(PHOTOS.c.id)).mappings().all()
    return [row["slot"] for row in rows if row["filing"] != "repeat"]


@on_sqlite
@pytest.mark.parametrize("said", ["itu bukan buku nikah", "saya belum punya buku nikah"])
def test_a_refused_paper_is_asked_about_again(family, store, said):
    family.sends(ONE)
    (again,) = family.says(said)
    assert [title for _, title in again.buttons][-1] == "Bukan keduanya"
    assert filed(store) == [None]


@on_sqlite
@pytest.mark.parametrize("by", ["words", "choice", "number"])
def test_a_photo_that_is_neither_is_kept_for_officers(family, store, by):
    (asked,) = family.sends(ONE)
    if by == "choice":
        (reply,) = family.chooses(asked.buttons[-1][0])
    else:
        (reply,) = family.says("bukan keduanya" if by == "words" else "3")
    assert "foto tambahan ini kami simpan" in reply.text
    assert "Berikutnya mohon kirim foto Kartu Keluarga lama" in reply.text
    assert filed(store) == [None]
    assert "Berikutnya" in family.says("buku nikah")[0].text


@on_sqlite
def test_each_question_quotes_its_photo(album):
    first, second = album.asked
    assert None is not first.quotes != second.quotes is not None


@pytest.mark.parametrize(
    ("said", "slots"),
    [
        ("yang pertama surat lahir, yang kedua buku nikah", [BIRTH, MARRIAGE]),
        ("yang pertama buku nikah yang kedua surat lahir", [MARRIAGE, BIRTH]),
        ("Surat lahir yang pertama, buku nikah yang kedua", [BIRTH, MARRIAGE]),
        ("foto 2 surat lahir", [MARRIAGE, BIRTH]),
        ("yang kedua bukan buku nikah, yang pertama surat lahir", [BIRTH, None]),
        ("buku nikah", [None, None]),
        ("surat lahir anak pertama", [None, None]),
    ],
)
def test_two_letters_of_an_album_are_told_apart(album, store, said, slots):
    album.says(said)
    assert filed(store) == slots


@on_sqlite
def test_where_it_is_not_said_which_photo_the_first_is_asked_about_alone(album, store):
    (again,) = album.says("buku nikah")
    assert again.quotes == album.asked[0].quotes
    first, second = album.says("buku nikah")
    assert filed(store) == [MARRIAGE, BIRTH]
    assert (first.quotes, second.quotes) == tuple(one.quotes for one in album.asked)
    assert "Berikutnya" not in first.text
    assert "Berikutnya mohon kirim foto Kartu Keluarga lama" in second.text


@on_sqlite
@pytest.mark.parametrize("at", [0, 1])
def test_the_quoted_photo_is_the_one_that_is_meant(album, store, at):
    album.says("buku nikah", quoted=album.asked[at].quotes)
    assert filed(store)[at] == MARRIAGE


@pytest.mark.parametrize(
    ("quoted", "meant"),
    [("false_628@c.us_A1", "one"), ("A2", "two"), ("1", None), ("B", None), (None, None)],
)
def test_an_answer_points_at_the_photo_that_it_quotes(quoted, meant):
    question = SlotQuestion(("one", "two"), NAMED, speaker=None)
    sent_as = {"one": "false_628@c.us_A1", "two": "false_628@c.us_A2"}
    assert question.pointed_at(quoted, {SENT_AS: sent_as}) == meant


@on_sqlite
@pytest.mark.parametrize("at", [0, 1])
def test_the_last_photo_and_the_last_slot_need_no_question(album, store, at):
    album.chooses(album.asked[at].buttons[1][0])
    assert filed(store)[at] == MARRIAGE
    assert filed(store)[1 - at] == BIRTH


@on_sqlite
@pytest.mark.parametrize("said", ["yang kedua bukan buku nikah", "itu bukan buku nikah"])
def test_a_photo_that_was_refused_before_is_asked_about(album, store, said):
    album.says(said)
    *_, again = album.chooses(album.asked[0].buttons[0][0])
    assert filed(store) == [BIRTH, None]
    assert [title for _, title in again.buttons] == ["Buku nikah atau akta perkawinan", "Bukan itu"]


@on_sqlite
def test_a_photo_beside_one_that_is_neither_is_still_asked_about(album, store):
    _, again = album.chooses(album.asked[0].buttons[-1][0])
    assert again.quotes == album.asked[1].quotes
    assert filed(store) == [None, None]


@on_sqlite
@pytest.mark.parametrize(
    ("caption", "slot"),
    [
        ("buku nikah", MARRIAGE),
        ("ini surat lahirnya, surat lahir", BIRTH),
        ("bukan buku nikah", None),
    ],
)
def test_a_caption_is_the_senders_word(family, store, caption, slot):
    family.sends(ONE, caption=caption)
    assert filed(store) == [slot]


@on_sqlite
def test_a_captioned_further_page_goes_to_its_letter(family, store):
    family.sends(ONE, caption="surat lahir")
    family.sends(TWO, caption="surat lahir")
    assert filed(store) == [BIRTH, BIRTH]


@on_sqlite
def test_a_caption_does_not_make_a_card_a_letter(family, store):
    family.sends(KK, caption="buku nikah")
    assert filed(store) == ["kk_lama"]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        ("pertama surat lahir kedua buku nikah", {0: "surat lahir", 1: "buku nikah"}),
        ("buku nikah kedua", {1: "buku nikah"}),
        ("yang ketiga buku nikah", {}),
        ("keduanya buku nikah", {}),
        ("pertama surat lahir, pertama buku nikah", {}),
    ],
)
def test_parts_of_a_text_by_photo(said, parts):
    found = by_photo(said, 2, NAMED)
    assert {at: part.strip(" ,") for at, part in found.items()} == parts


@pytest.mark.parametrize("service", SERVICES)
def test_no_paper_is_named_by_a_word_of_refusal(service):
    for variant in SERVICES[service].variants.values():
        for name in words_of_slots(letters(variant)).values():
            assert not name & REFUSING


@on_sqlite
@pytest.mark.parametrize("caption", ["bukan buku nikah", "ini bukan buku nikah pak", "bukan itu"])
def test_a_caption_keeps_the_last_awaited_letter_from_what_it_is_not(phone, store, caption):
    citizen = phone("kk")
    citizen.chooses("apply:kk/baru")  # buku nikah is the only letter
    (kept,) = citizen.sends(ONE, caption=caption)
    refused = "buku nikah" in caption
    assert filed(store) == [None if refused else MARRIAGE]
    assert ("foto tambahan ini kami simpan" in kept.text) is refused


@on_sqlite
def test_a_caption_leaves_the_other_letter_to_be_asked_about(family, store):
    (asked,) = family.sends(ONE, caption="bukan buku nikah")
    assert [title for _, title in asked.buttons][-1] == "Bukan itu"
    assert len(asked.buttons) == 2
    assert filed(store) == [None]


@pytest.mark.parametrize("at", [0, 1])
def test_a_quoted_question_of_ours_is_about_its_photo(album, store, at):
    asked = [row for row in stored(store, CHANNEL_REPLIES) if row.about]
    with store.writing() as connection:
        for n, row in enumerate(sorted(asked, key=lambda row: row.about)):
            outcomes.note_sent_as(connection, store.vault, row.id, f"true_628@c.us_Q{n}")
    album.says("buku nikah", quoted=f"Q{at}")
    assert filed(store)[at] == MARRIAGE
