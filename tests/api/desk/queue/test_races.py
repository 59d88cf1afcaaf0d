"""Two officers at once: nobody decides another photo than the displayed one, nor one twice."""

import pytest

from api.desk.queue.why import WHY_WORDS
from api.store.accounts import Role
from api.store.batches import Origin
from api.store.photos.queue_reasons import QueueReason
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import filled, shown
from tests.api.store.filled import batch, decided, document, done, json_answer, photo

DOUBTFUL = json_answer(0.5)


@pytest.fixture
def budi(desk):
    return desk.person("budi")


@pytest.mark.parametrize("page", [{}, {"alone": "1"}], ids=["queue", "page"])
def test_who_loses_a_race_stays_on_the_photo_and_reads_who_was_quicker(desk, sri, budi, page):
    _, (id_, other) = filled(desk, json_answer(0.99), DOUBTFUL)  # sure: nobody can claim it
    budi.post(f"/photos/{id_}/decide", again="blur", alone="1")
    late = sri.post(f"/photos/{id_}/decide", decision="accept", shown=id_, **page)
    assert "Sudah diputuskan oleh" in late.text
    assert "<strong>budi</strong>: foto ulang" in late.text
    assert (shown(late), other in late.text) == (None, False)
    assert [row["who"] for row in decided(desk.store, id_)] == ["budi"]


def test_a_decision_whose_answer_got_lost_is_not_repeated(desk, sri):
    _, (id_, other) = filled(desk, DOUBTFUL, json_answer(0.6))
    sri.post(f"/photos/{id_}/decide", decision="accept")
    again = sri.post(f"/photos/{id_}/decide", decision="accept")
    assert ("sudah tersimpan" in again.text, shown(again)) == (True, other)
    alone = sri.post(f"/photos/{id_}/decide", decision="accept", alone="1")
    assert ("sudah tersimpan" in alone.text, other in alone.text) == (True, False)
    changed = sri.post(f"/photos/{id_}/decide", again="blur")
    assert "Sudah diputuskan oleh" in changed.text
    assert len(decided(desk.store, id_)) == 1


def test_only_the_displayed_photo_is_decided(desk, sri):
    _, (id_, other) = filled(desk, DOUBTFUL, DOUBTFUL)
    for path in ("decide", "accept-pages"):
        answer = sri.post(f"/photos/{id_}/{path}", decision="accept", pages=id_, shown=other)
        assert answer.status_code == 400
    assert photo(desk.store, id_)["decision"] is None


def test_on_a_photo_s_own_page_only_that_photo_is_undone(desk, sri):
    _, (first, second) = filled(desk, DOUBTFUL, DOUBTFUL)
    for id_ in (first, second):
        sri.post(f"/photos/{id_}/decide", decision="accept")
    answer = sri.post("/undo", alone="1", shown=first)
    assert ("Diurungkan." in answer.text, shown(answer)) == (True, first)
    nothing = sri.post("/undo", alone="1", shown=first)
    assert ("Tidak ada yang dapat diurungkan" in nothing.text, shown(nothing)) == (True, first)
    assert photo(desk.store, second)["decision"] == "accept"


def test_the_queue_says_who_holds_what_and_lets_it_be_taken_over(desk, sri, budi):
    batch_id, photos = filled(desk, DOUBTFUL, json_answer(0.6))
    shown(sri.get("/queue"))
    assert "1 dipegang sri" in budi.get("/queue").text
    budi.post(f"/photos/{photos[1]}/decide", decision="accept")
    empty = budi.get("/queue").text
    assert "Antrean kosong" in empty
    assert "dipegang <strong>sri</strong>, bebas " in empty
    taken = budi.post("/queue/take-over", **{"from": "sri", "batch": batch_id})
    assert ("Diambil alih." in taken.text, shown(taken)) == (True, photos[0])
    (entry,) = acts(desk, "take_over")
    assert (entry["who"], entry["subject"], entry["detail"]) == ("budi", photos[0], {"from": "sri"})
    late = sri.post(f"/photos/{photos[0]}/decide", decision="accept")
    assert "dipegang <strong>budi</strong>" in late.text
    assert photo(desk.store, photos[0])["decision"] is None


def test_a_held_photo_is_taken_over_on_its_page(desk, sri, budi):
    _, (id_,) = filled(desk, DOUBTFUL)
    shown(sri.get("/queue"))
    page = budi.get(f"/photos/{id_}")
    assert (shown(page), "Ambil alih" in page.text) == (None, True)
    assert shown(budi.post(f"/photos/{id_}/take-over", alone="1", shown=id_)) == id_
    assert len(acts(desk, "take_over")) == 1


def test_qa_takes_nothing_over(desk):
    assert desk.person("ani", Role.QA).post("/queue/take-over").status_code == 403


def test_each_reason_has_its_words():
    assert set(WHY_WORDS) == set(QueueReason)


@pytest.mark.parametrize(
    ("answer", "origin", "said"),
    [
        (DOUBTFUL, Origin.DESK, "Mesin ragu: peluang terbaca 50,0 %."),
        (json_answer(0.99, state="doubtful"), Origin.DESK, "ada angka yang meragukan"),
        (json_answer(0.99), Origin.HANDOVER, "Diserahkan oleh bot. Mesin yakin"),
    ],
)
def test_the_card_says_why_it_asks(desk, sri, answer, origin, said):
    id_ = done(desk.store, batch(desk.store, origin=origin), answer)
    assert said in sri.get("/queue").text
    sri.post(f"/photos/{id_}/decide", decision="accept", alone="1")
    assert "Kenapa saya ditanya?" not in sri.get(f"/photos/{id_}").text


def test_a_photo_that_nobody_is_asked_about_says_nothing(desk, sri):
    id_ = done(desk.store, batch(desk.store), json_answer(0.99))
    assert "Kenapa saya ditanya?" not in sri.get(f"/photos/{id_}").text


def test_pages_that_changed_meanwhile_are_shown_before_they_are_accepted(desk, sri, budi):
    pages = document(desk.store, batch(desk.store), DOUBTFUL, json_answer(0.99), json_answer(0.99))
    for page in reversed(pages):
        sri.get(f"/photos/{page}")
    budi.post(f"/photos/{pages[2]}/decide", again="blur", alone="1")
    for listed in (pages, [*pages[:2], filled(desk, DOUBTFUL)[1][0]]):
        answer = sri.post(f"/photos/{pages[0]}/accept-pages", pages=" ".join(listed))
        assert (shown(answer), "Tidak tersimpan" in answer.text) == (pages[0], True)
    assert [photo(desk.store, page)["decision"] for page in pages] == [None, None, "re-photo"]
