"""Results are exported as tables, and each export has an audit entry."""

import csv
import io
import time
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from api.desk.pages.error_words import ERROR_TITLES
from api.store import retention
from api.store.photos import answers, intake, leases
from api.store.tables.batches import PHOTOS
from tests.api.desk.audit import acts
from tests.api.desk.batches_made import filled
from tests.api.fakes import NUMBER
from tests.api.store.filled import NOW, add, batch, done, json_answer, take
from tests.xlsx import by_heading

OTHER = "3514010101209002"
FORMULA = "=cmd|' /C calc'!A0"


def table(answer):
    return list(csv.DictReader(io.StringIO(answer.text.removeprefix("\ufeff"))))


def test_people_read_words_local_times_and_the_number_once(desk, sri):
    id_, (_, corrected, again) = filled(
        desk,
        json_answer(0.99),
        json_answer(0.6, state="doubtful"),
        json_answer(0.2, verdict="re-photo", pages=2),
    )
    sri.post(f"/photos/{corrected}/decide", decision="confirm", number=OTHER)
    sri.post(f"/photos/{again}/decide", again="dark")
    answer = sri.get(f"/photos.xlsx?batch={id_}&numbers=full")
    sure, typed, dark = by_heading(io.BytesIO(answer.data))
    assert sure["File"] == ("inlineStr", "0.jpg")
    assert (sure["Hasil"][1], sure["Keadaan"][1]) == ("terbaca", "terbaca, yakin")
    assert {row["Kumpulan"][1] for row in (sure, typed, dark)} == {"malam"}
    assert {row["Dokumen"][1] for row in (sure, typed, dark)} == {"Kartu Keluarga"}
    assert typed["Nomor"] == ("inlineStr", OTHER)
    assert (typed["Nomor itu"][1], typed["Petugas"][1]) == ("dibetulkan petugas", "sri")
    assert (dark["Hasil"][1], dark["Alasan"][1]) == ("foto ulang", "terlalu gelap")
    assert "Mohon maaf" in dark["Pesan untuk warga"][1]
    assert (dark["Halaman PDF"], "Halaman PDF" in sure) == ((None, "1"), False)
    decided = datetime(1899, 12, 30) + timedelta(days=float(dark["Diputuskan"][1]))  # noqa: DTZ001
    office = datetime.now(ZoneInfo("Asia/Jakarta")).replace(tzinfo=None)
    assert abs(decided - office) < timedelta(minutes=5)
    assert sum(OTHER in cell for row in (typed,) for _, cell in row.values()) == 1


def test_the_machines_columns_stand_on_a_second_sheet_without_any_number(desk, sri):
    id_, (photo,) = filled(desk, json_answer(0.6, state="doubtful"))
    sri.post(f"/photos/{photo}/decide", decision="confirm", number=OTHER)
    book = sri.get(f"/photos.xlsx?batch={id_}&numbers=full").data
    (machine,) = by_heading(io.BytesIO(book), 2)
    assert machine["verdict"] == ("inlineStr", "accept")
    assert machine["p_accept"] == (None, "0.6")
    assert machine["version.models"][1] == "m"
    assert not any("9001" in text or "9002" in text for _, text in machine.values())
    csv_ = sri.get(f"/photos.csv?batch={id_}&columns=machine&numbers=full")
    (row,) = table(csv_)
    assert (row["verdict"], row["decision.decision"], row["p_accept"]) == (
        "accept",
        "accept",
        "0.6",
    )
    assert "9002" not in csv_.text


def test_the_english_page_exports_english(desk, sri):
    filled(desk, json_answer(0.2, verdict="re-photo"))
    sri.client.set_cookie("precheck_lang", "en", path="/desk")
    (row,) = table(sri.get("/photos.csv"))
    assert (row["Outcome"], row["Reason"], row["Document"]) == (
        *("another photo", "glare"),
        "Family Card (KK)",
    )


def test_the_time_of_a_chat_is_a_date(desk, sri):
    names = intake.Names(file="a.jpg", sender="Siti", sent_at="2027-01-15T06:00:00")
    store, new = desk.store, batch(desk.store, owner="desk")
    with store.writing() as connection:
        intake.add(connection, store.vault, new, intake.Upload(data=b"x", names=names), time.time())
    (row,) = by_heading(io.BytesIO(sri.get("/photos.xlsx").data))
    assert (row["Pengirim"][1], row["Dikirim warga"]) == ("Siti", (None, "46402.25"))


def test_an_export_is_one_audit_entry_with_its_count(desk, sri):
    id_, _ = filled(desk, json_answer(0.99), json_answer(0.2, verdict="re-photo"))
    done(desk.store, batch(desk.store), data=b"other")
    answer = sri.get(f"/photos.csv?batch={id_}")
    assert [row["File"] for row in table(answer)] == ["0.jpg", "1.jpg"]
    assert {row["Nomor"] for row in table(answer)} == {"3514********9001"}
    assert NUMBER not in answer.text
    (act,) = acts(desk, "export")
    assert (act["who"], act["subject"]) == ("sri", id_)
    assert (act["detail"]["format"], act["detail"]["photos"]) == ("csv", 2)
    assert act["detail"]["full_numbers"] == []


def test_selected_photos_are_exported_alone(desk, sri):
    _, photos = filled(desk, json_answer(0.99), json_answer(0.98), json_answer(0.97))
    rows = table(sri.post("/photos.csv", photo=photos[1:]))
    assert [row["File"] for row in rows] == ["1.jpg", "2.jpg"]


@pytest.mark.parametrize(
    ("ruling", "number"),
    [
        (None, NUMBER),
        ({"decision": "accept"}, NUMBER),
        ({"decision": "confirm", "number": NUMBER}, NUMBER),
        ({"decision": "confirm", "number": OTHER}, OTHER),
    ],
)
def test_an_export_of_full_numbers_is_one_audit_entry_that_names_the_photos(
    desk, sri, ruling, number
):
    batch_id, (sure, id_) = filled(desk, json_answer(0.99), json_answer(0.6, state="doubtful"))
    if ruling:
        sri.post(f"/photos/{id_}/decide", **ruling)
    rows = table(sri.get(f"/photos.csv?batch={batch_id}&numbers=full"))
    assert [row["Nomor"] for row in rows] == [NUMBER, number]
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
    assert table(answer)[0]["Nomor"] == "3514********9002"


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
        for columns, heading in (("people", "Acuan"), ("machine", "reference")):
            (one,) = table(sri.get(f"/photos.csv?columns={columns}"))
            assert one[heading] == f"'{FORMULA}"
        return
    for number, heading in ((1, "Acuan"), (2, "reference")):
        (one,) = by_heading(io.BytesIO(answer.data), number)
        assert one[heading] == ("inlineStr", FORMULA)


def test_a_search_text_is_not_in_the_audit_trail(desk, sri):
    sri.get("/photos.csv?q=Siti")
    (act,) = acts(desk, "export")
    assert act["detail"]["text"] is True
    assert "Siti" not in str(act)


def test_a_table_is_sent_while_it_is_made(desk, sri, monkeypatch):
    """What is deleted after the first part was sent is left out of the others."""
    monkeypatch.setattr("api.desk.photos.export_views.PHOTOS_AT_ONCE", 1)
    monkeypatch.setattr("precheck.bulk.results.spreadsheets.PART_CHARS", 0)
    _, (*_, last) = filled(desk, *[json_answer(0.99)] * 3)
    answer = sri.get("/photos.csv", buffered=False)
    with desk.store.writing() as connection:
        connection.execute(PHOTOS.delete().where(PHOTOS.c.id == last))
    sent = b"".join(answer.response).decode("utf-8-sig")
    assert [row["File"] for row in csv.DictReader(io.StringIO(sent))] == ["0.jpg", "1.jpg"]
    assert [act["detail"]["photos"] for act in acts(desk, "export")] == [3]


def test_unknown_kinds_of_table_are_not_found(sri):
    assert sri.get("/photos.pdf").status_code == 404


def test_a_file_without_a_verdict_is_told_in_words(desk, sri):
    leased = take(desk.store, photo_id=add(desk.store, batch(desk.store, owner="desk")).photo_id)
    values = answers.error_columns(leased.photo, "broken_picture", None)
    with desk.store.writing() as connection:
        leases.complete(connection, leased, values, NOW)
    (row,) = table(sri.get("/photos.csv"))
    assert (row["Hasil"], row["Keadaan"]) == ("", "tidak dapat diperiksa")
    assert row["Alasan"] == ERROR_TITLES["broken_picture"][0]
    assert ERROR_TITLES["broken_picture"][0] in sri.get("/photos?view=grid").text
