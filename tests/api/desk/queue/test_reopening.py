"""A supervisor opens a decision again: with a reason, noted, also after the picture is gone."""

import pytest

from api.store.accounts import Role
from api.store.decisions import history
from api.store.tables.batches import FILES, PHOTOS
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import filled
from tests.api.store.filled import decided, json_answer, photo

CORRECTED = "3514010101209002"


@pytest.fixture
def id_(desk, sri):
    """A photo that sri accepted with a corrected number, and whose picture is gone."""
    _, (made,) = filled(desk, json_answer(0.9, state="doubtful"))
    sri.post(f"/photos/{made}/decide", decision="accept", number=CORRECTED)
    with desk.store.writing() as connection:
        connection.execute(FILES.delete())
        connection.execute(PHOTOS.update().values(sealed_number=None, file_id=None))
    return made


def asked(desk, id_, **more):
    return {"instead_of": photo(desk.store, id_)["decision_id"], "alone": "1", **more}


def test_a_decision_is_replaced_with_its_reason_and_its_message(desk, id_):
    ani = desk.person("ani", Role.SUPERVISOR)
    page = ani.get(f"/photos/{id_}").text
    assert "Buka kembali keputusan" in page
    assert "Gambar dihapus 10 menit setelah keputusan" in page
    answer = ani.post(f"/photos/{id_}/reopen", **asked(desk, id_, why="objection", again="blur"))
    assert "Keputusan diganti." in answer.text
    row = photo(desk.store, id_)
    assert (row["decision"], row["decision_reason"], row["decided_by"]) == (
        *("re-photo", "blur", "ani"),
    )
    assert "buram" in row["message"] or "kabur" in row["message"]
    (entry,) = acts(desk, "reopen")
    assert (entry["who"], entry["subject"]) == ("ani", id_)
    assert entry["detail"] == {"why": "objection", "from": "sri", "before": "accept"}
    assert [(one["who"], one["decision"]) for one in decided(desk.store, id_)] == [
        ("sri", "accept"),
        ("ani", "re-photo"),
    ]
    with desk.store.reading() as connection:
        assert [one["who"] for one in history.in_force(connection)] == ["ani"]
    trail = ani.get("/trail?act=reopen").text
    assert "sebab: keberatan warga atau bagian lain · dari: sri · sebelumnya: terbaca" in trail


def test_the_number_stays_corrected(desk, id_):
    ani = desk.person("ani", Role.SUPERVISOR)
    ani.post(f"/photos/{id_}/reopen", **asked(desk, id_, why="other", again="glare"))
    assert photo(desk.store, id_)["number_masked"] == "3514********9002"
    assert "dibetulkan petugas" in ani.get(f"/photos/{id_}").text


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"again": "blur"}, "Pilih dulu mengapa"),
        ({"again": "blur", "why": "boredom"}, "Pilih dulu mengapa"),
        ({"why": "other"}, "Pilih dulu mengapa"),
        ({"why": "other", "again": "blur", "instead_of": "x"}, "petugas lain lebih dulu"),
    ],
)
def test_without_a_reason_or_after_another_decision_nothing_changes(desk, id_, fields, said):
    ani = desk.person("ani", Role.SUPERVISOR)
    assert said in ani.post(f"/photos/{id_}/reopen", **asked(desk, id_) | fields).text
    assert photo(desk.store, id_)["decided_by"] == "sri"
    assert acts(desk, "reopen") == []


def test_officers_do_not_reopen(desk, id_):
    budi = desk.person("budi")
    assert "Buka kembali" not in budi.get(f"/photos/{id_}").text
    again = budi.post(f"/photos/{id_}/reopen", **asked(desk, id_, why="other", again="blur"))
    assert again.status_code == 403


def test_the_photo_says_what_an_officer_did_with_the_number(desk, sri):
    _, (confirmed, corrected) = filled(desk, *[json_answer(0.9, state="doubtful")] * 2)
    sri.post(f"/photos/{confirmed}/decide", decision="confirm", number="3514010101209001")
    sri.post(f"/photos/{corrected}/decide", decision="confirm", number=CORRECTED)
    for id_, said in ((confirmed, "dibenarkan petugas"), (corrected, "dibetulkan petugas")):
        assert said in sri.get(f"/photos/{id_}").text
        assert "meragukan</span>" not in sri.get(f"/photos/{id_}").text
    assert "dibetulkan petugas" in sri.get("/photos").text


def test_accepting_doubtful_digits_is_asked_once(desk, sri):
    _, (id_,) = filled(desk, json_answer(0.9, state="doubtful"))
    page = sri.get(f"/photos/{id_}").text
    assert '<input type="hidden" name="ask" value="1">' in page
    same = {"decision": "accept", "number": "3514010101209001", "alone": "1"}
    first = sri.post(f"/photos/{id_}/decide", ask="1", **same).text
    assert "Ada angka yang meragukan" in first
    assert 'name="ask"' not in first
    assert photo(desk.store, id_)["decision"] is None
    sri.post(f"/photos/{id_}/decide", **same)
    assert photo(desk.store, id_)["decision"] == "accept"


@pytest.mark.parametrize(
    ("state", "fields"),
    [
        ("read", {"decision": "accept"}),
        ("doubtful", {"decision": "accept", "number": CORRECTED}),
        ("doubtful", {"decision": "confirm", "number": "3514010101209001"}),
        ("doubtful", {"again": "blur"}),
    ],
)
def test_nothing_is_asked_where_no_doubt_is_passed_over(desk, sri, state, fields):
    _, (id_,) = filled(desk, json_answer(0.5, state=state))
    sri.post(f"/photos/{id_}/decide", ask="1", **fields)
    assert photo(desk.store, id_)["decision"] is not None
