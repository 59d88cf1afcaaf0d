"""Documents of several pages: one card each, accepted and undone in one act."""

import pytest

from api.store.tables.batches import PHOTOS
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import filled, shown
from tests.api.store.filled import batch, decided, document, json_answer, photo

DOUBTFUL = json_answer(0.5, pages=3)
SURE = json_answer(0.99, pages=3)
BLURRED = json_answer(0.05, verdict="re-photo", pages=3)
DIGITS = json_answer(0.99, state="doubtful", pages=3)
CORRECTED = "3514010101209002"


@pytest.fixture
def pages(desk, sri):
    """The pages of a document that an officer has looked at."""
    pages = document(desk.store, batch(desk.store), SURE, DIGITS, BLURRED)
    for page in pages:
        sri.get(f"/photos/{page}")
    return pages


def test_no_page_is_accepted_unseen(desk, sri):
    pages = document(desk.store, batch(desk.store), SURE, DIGITS, BLURRED)
    button = 'data-key="A" disabled'
    assert button in sri.get("/queue").text
    assert "setelah 1 halaman lagi dilihat" in sri.get(f"/queue/{pages[0]}").text
    early = sri.post(f"/photos/{pages[1]}/accept-pages", pages=" ".join(pages), shown=pages[1])
    assert ("Tidak tersimpan" in early.text, decisions(desk, pages)) == (True, [None] * 3)
    assert button not in sri.get(f"/queue/{pages[2]}").text
    sri.post(f"/photos/{pages[1]}/accept-pages", pages=" ".join(pages), shown=pages[1])
    assert decisions(desk, pages) == ["accept"] * 3


def test_thumbnails_of_the_pages_are_noted_once_a_card(desk, sri):
    pages = document(desk.store, batch(desk.store), SURE, DIGITS, BLURRED)
    page = sri.get(f"/photos/{pages[0]}").text
    assert [f"/desk/photos/{id_}/thumbnail.jpg" in page for id_ in pages] == [True] * 3
    (entry,) = acts(desk, "view_list")
    assert entry["detail"] == {"list": "document", "photos": 3}


def decisions(desk, pages):
    return [photo(desk.store, page)["decision"] for page in pages]


def test_all_pages_are_accepted_in_one_act_and_undone_together(desk, sri, pages):
    assert shown(sri.get("/queue")) == pages[1]
    answer = sri.post(f"/photos/{pages[1]}/accept-pages", pages=" ".join(pages), shown=pages[1])
    assert ("Semua halaman diterima" in answer.text, "Antrean kosong" in answer.text) == (True,) * 2
    assert decisions(desk, pages) == ["accept"] * 3
    assert len({row["group_id"] for page in pages for row in decided(desk.store, page)}) == 1
    undone = sri.post("/undo")
    assert ("Diurungkan." in undone.text, shown(undone)) == (True, pages[0])
    assert decisions(desk, pages) == [None] * 3


def test_on_a_page_of_its_own_the_act_stays_and_is_undone_there(desk, sri, pages):
    card = {"alone": "1", "shown": pages[2]}
    answer = sri.post(f"/photos/{pages[2]}/accept-pages", pages=" ".join(pages), **card)
    assert "Halaman <strong>3</strong> dari 3" in answer.text
    assert shown(sri.post("/undo", **card)) == pages[2]
    assert decisions(desk, pages) == [None] * 3


def test_a_typed_number_belongs_to_the_displayed_page(desk, sri, pages):
    listed = {"pages": " ".join(pages), "shown": pages[1]}
    wrong = sri.post(f"/photos/{pages[1]}/accept-pages", number="3514", **listed)
    assert ('role="alert"' in wrong.text, shown(wrong)) == (True, pages[1])
    assert decisions(desk, pages) == [None] * 3
    sri.post(f"/photos/{pages[1]}/accept-pages", number=CORRECTED, **listed)
    masked = [photo(desk.store, page)["number_masked"][-4:] for page in pages]
    assert masked == ["9001", "9002", "9001"]


def test_a_re_photo_names_its_page_and_leaves_the_others(desk, sri, pages):
    answer = sri.post(f"/photos/{pages[1]}/decide", again="blur", shown=pages[1])
    assert decisions(desk, pages) == [None, "re-photo", None]
    message = photo(desk.store, pages[1])["message"]
    assert message.startswith("Halaman 2 dari 3: Mohon maaf")
    assert "Antrean kosong" in answer.text


def test_the_pages_of_a_document_follow_each_other(desk, sri):
    pages = document(desk.store, batch(desk.store), json_answer(0.6), DOUBTFUL, json_answer(0.7))
    _, (other,) = filled(desk, json_answer(0.52))
    card = sri.get("/queue")
    assert shown(card) == pages[1]
    for now, then in ((pages[1], pages[0]), (pages[0], pages[2]), (pages[2], other)):
        card = sri.post(f"/photos/{now}/decide", decision="accept")
        assert shown(card) == then


def test_another_page_is_shown_in_the_queue(sri, pages):
    sri.get("/queue")
    card = sri.get(f"/queue/{pages[0]}?batch=&put_off=", headers={"HX-Request": "true"})
    assert shown(card) == pages[0]
    assert 'name="alone"' not in card.text
    assert card.text.count('data-key="Page') == 1  # the first page has none before it
    assert "<strong>1</strong> menunggu" in card.text


def test_a_broken_page_is_not_accepted_with_the_others(desk, sri):
    pages = document(desk.store, batch(desk.store), DOUBTFUL, SURE, SURE)
    with desk.store.writing() as connection:
        broken = PHOTOS.update().where(PHOTOS.c.id == pages[2])
        connection.execute(broken.values(error="not_a_picture", verdict=None))
    assert f'name="pages" value="{pages[0]} {pages[1]}"' in sri.get("/queue").text


def test_a_single_photo_has_no_pages(desk, sri):
    filled(desk, DOUBTFUL)
    page = sri.get("/queue").text
    assert "accept-pages" not in page
    assert "Halaman dokumen" not in page
