"""Results are exported as tables, and each export has an audit entry."""

import csv
import io
import time
from xml.sax.saxutils import escape
from zipfile import ZipFile

import pytest

from api.store import retention
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import filled
from tests.api.fakes import NUMBER
from tests.api.store.filled import batch, done, json_answer

OTHER = "3514010101209002"
FORMULA = "=cmd|' /C calc'!A0"


def table(answer):
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_results_are_exported_with_messages_and_an_audit_entry(desk, sri):
    id_, _ = filled(desk, json_answer(0.99), json_answer(0.2, verdict="re-photo"))
    done(desk.store, batch(desk.store), data=b"other")
    answer = sri.get(f"/photos.csv?batch={id_}")
    rows = table(answer)
    assert [row["file"] for row in rows] == ["0.jpg", "1.jpg"]
    assert {row["message"] for row in rows} == {"Terima kasih"}
    assert {row["masked"] for row in rows} == {"3514********9001"}
    assert NUMBER not in answer.text
    (act,) = acts(desk, "export")
    assert (act["who"], act["subject"], act["detail"]["format"]) == ("sri", id_, "csv")
    assert (act["detail"]["photos"], act["detail"]["full_numbers"]) == (2, [])


@pytest.mark.parametrize(
    ("ruling", "value", "candidate"),
    [
        (None, "", NUMBER),
        ({"decision": "accept"}, "", NUMBER),
        ({"decision": "confirm", "number": NUMBER}, NUMBER, ""),
        ({"decision": "confirm", "number": OTHER}, OTHER, ""),
    ],
)
def test_an_export_of_full_numbers_is_one_audit_entry_that_names_the_photos(
    desk, sri, ruling, value, candidate
):
    batch_id, (sure, id_) = filled(desk, json_answer(0.99), json_answer(0.6, state="doubtful"))
    if ruling:
        sri.post(f"/photos/{id_}/decide", **ruling)
    rows = table(sri.get(f"/photos.csv?batch={batch_id}&numbers=full"))
    shown = [(row["number.value"], row["number.candidate"]) for row in rows]
    assert shown == [(NUMBER, ""), (value, candidate)]
    (act,) = acts(desk, "export")
    assert (act["subject"], act["detail"]["photos"]) == (batch_id, 2)
    assert sorted(act["detail"]["full_numbers"]) == sorted((sure, id_))
    page = sri.get(f"/trail?act=export&subject={sure}").text
    assert "csv · 2 foto · 2 nomor lengkap" in page


def test_full_numbers_are_exported_only_while_stored_and_never_to_an_officer(desk, sri):
    batch_id, (id_,) = filled(desk, json_answer(0.6, state="doubtful"))
    asked = f"/photos.csv?batch={batch_id}&numbers=full"
    officer = desk.person("budi")
    assert officer.get(asked).status_code == 403
    assert "numbers" not in officer.get(f"/batches/{batch_id}").text
    assert 'value="full"' in sri.get(f"/batches/{batch_id}").text
    sri.post(f"/photos/{id_}/decide", decision="confirm", number=OTHER)
    with desk.store.writing() as connection:
        retention.erase_decided(connection, time.time() + 1)
    answer = sri.get(asked)
    assert NUMBER not in answer.text
    assert OTHER not in answer.text
    assert table(answer)[0]["masked"] == "3514********9002"


@pytest.mark.parametrize(
    ("query", "files"),
    [("", 3), ("?pile=waiting", 1), ("?reason=glare", 1), ("?q=2.jpg", 1), ("?q=nobody", 0)],
)
def test_the_export_holds_what_is_listed(desk, sri, query, files):
    filled(desk, json_answer(0.99), json_answer(0.0, verdict="re-photo"), json_answer(0.5))
    assert len(table(sri.get(f"/photos.csv{query}"))) == files


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_file_called_like_a_formula_stays_text(desk, sri, kind):
    row = batch(desk.store, owner="desk")
    done(desk.store, row, file=f"{FORMULA}.jpg", reference=FORMULA)
    answer = sri.get(f"/photos.{kind}")
    assert answer.headers["Content-Disposition"].endswith(f'-foto.{kind}"')
    if kind == "csv":
        (one,) = table(answer)
        assert one["reference"] == f"'{FORMULA}"
        return
    with ZipFile(io.BytesIO(answer.data)) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert escape(FORMULA) in sheet
    assert "<f>" not in sheet


def test_a_search_text_is_not_in_the_audit_trail(desk, sri):
    sri.get("/photos.csv?q=Siti")
    (act,) = acts(desk, "export")
    assert act["detail"]["text"] is True
    assert "Siti" not in str(act)


def test_unknown_kinds_of_table_are_not_found(sri):
    assert sri.get("/photos.pdf").status_code == 404
