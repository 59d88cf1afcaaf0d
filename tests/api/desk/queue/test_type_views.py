"""An officer sets the document type: its number is asked for, messages are written by it."""

import pytest

from tests.api.desk.batches_made import filled, shown
from tests.api.desk.pictured import broken
from tests.api.store.filled import decided, json_answer, photo
from tests.api.store.officers import claim

NUMBER = "3514010101209002"


def unrecognised():
    answer = json_answer(0.6)
    answer["document"]["type"], answer["number"] = "other", None
    return answer


def test_the_number_of_the_set_type_is_confirmed_and_kept(desk, sri):
    _, (id_,) = filled(desk, unrecognised())
    assert 'id="number"' not in sri.get(f"/photos/{id_}").text
    card = sri.post(f"/photos/{id_}/type", type="kk")
    assert shown(card) == id_
    assert 'data-kind="kk"' in card.text
    assert "Kartu Keluarga</span>" in card.text
    sri.post(f"/photos/{id_}/decide", decision="confirm", number=NUMBER)
    row, (decision,) = photo(desk.store, id_), decided(desk.store, id_)
    assert (row["officer_type"], decision["officer_type"], decision["type"]) == (
        "kk",
        "kk",
        "other",
    )
    assert (row["number_masked"], decision["number"]) == ("3514********9002", "corrected")
    assert row["message"].startswith("Terima kasih, foto Kartu Keluarga sudah terbaca")
    assert "berakhir 9002" in row["message"]


@pytest.mark.parametrize(
    ("type_", "kind"),
    [("akta_kelahiran", "akta"), ("akta_kematian", "akta"), ("ktp", "nik"), ("kk", "kk")],
)
def test_each_type_asks_for_its_own_number(desk, sri, type_, kind):
    _, (id_,) = filled(desk, unrecognised())
    assert f'data-kind="{kind}"' in sri.post(f"/photos/{id_}/type", type=type_).text


def test_another_type_forgets_a_number_of_another_kind(desk, sri):
    _, (id_,) = filled(desk, json_answer(0.6))
    akta = sri.post(f"/photos/{id_}/type", type="akta_kelahiran", number=NUMBER).text
    assert NUMBER not in akta
    assert "9001" not in akta
    assert 'id="number"' not in sri.post(f"/photos/{id_}/type", type="other").text
    back = sri.post(f"/photos/{id_}/type", type="auto").text
    assert 'value="3514010101209001"' in back
    assert photo(desk.store, id_)["officer_type"] is None


def test_what_was_typed_stays_where_the_number_is_of_the_same_kind(desk, sri):
    _, (id_,) = filled(desk, json_answer(0.6))
    assert f'value="{NUMBER}"' in sri.post(f"/photos/{id_}/type", type="kk", number=NUMBER).text


def test_messages_name_the_set_type(desk, sri):
    _, (id_,) = filled(desk, unrecognised())
    sri.post(f"/photos/{id_}/type", type="ktp")
    sri.post(f"/photos/{id_}/decide", again="number_unread")
    assert photo(desk.store, id_)["message"].startswith("Mohon maaf, NIK belum terbaca")


def test_undoing_a_decision_leaves_the_type_and_the_act_on_record(desk, sri):
    _, (id_,) = filled(desk, unrecognised())
    sri.post(f"/photos/{id_}/type", type="kk")
    sri.post(f"/photos/{id_}/decide", decision="accept")
    undone = sri.post("/undo")
    assert shown(undone) == id_
    assert 'data-kind="kk"' in undone.text
    assert [row["officer_type"] for row in decided(desk.store, id_)] == ["kk", "kk"]


def test_only_who_may_decide_sets_it(desk, sri):
    _, (id_,) = filled(desk, unrecognised())
    assert claim(desk.store, "budi", 9e9) == id_
    assert "Sedang dipegang" in sri.post(f"/photos/{id_}/type", type="kk").text
    assert photo(desk.store, id_)["officer_type"] is None
    assert sri.post(f"/photos/{id_}/type", type="passport").status_code == 400
    assert sri.post("/photos/x/type", type="kk").status_code == 404


def test_a_broken_file_has_one_decision_whatever_is_posted(desk, sri):
    id_ = broken(desk)
    for fields in ({"decision": "accept"}, {"again": "blur"}):
        sri.post(f"/photos/{id_}/decide", **fields)
        assert photo(desk.store, id_)["decision"] is None
    sri.post(f"/photos/{id_}/decide", again="broken_picture", alone="1")
    row = photo(desk.store, id_)
    assert (row["decision"], row["decision_reason"]) == ("re-photo", "broken_picture")
    assert row["message"].startswith("Mohon maaf, file fotonya rusak atau terpotong saat dikirim.")


@pytest.mark.parametrize(("verdict", "asks"), [("accept", True), ("re-photo", False)])
def test_without_a_reason_of_the_machine_r_asks_for_one(desk, sri, verdict, asks):
    _, (id_,) = filled(desk, json_answer(0.5, verdict=verdict))
    card = sri.get(f"/photos/{id_}").text
    assert ('data-open="#why" data-key="r"' in card) is asks
    assert ('value="glare" data-key="r"' in card) is not asks
