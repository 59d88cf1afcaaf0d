"""Results of a batch as JSON, CSV and XLSX."""

import csv
import io
import zipfile
from xml.etree import ElementTree as ET

from api.batches.results import BATCH_RESULT_COLUMNS
from api.store.decisions import recording
from api.store.decisions.decision import Act, StoredDecision
from tests.api.batches.calls import JPEG, add, made, photos, progress, results
from tests.api.fakes import NUMBER
from tests.api.working import work_on

CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"


def test_a_file_that_is_no_photo_is_a_row_with_an_error(client, store, core):
    id_ = made(client)
    add(client, id_, ("a.jpg", b"junk"), ("empty.jpg", b""))
    work_on(store, core)
    junk, empty = results(client, id_)
    assert (junk.error.code, junk.next, junk.verdict) == ("not_a_picture", "retry", None)
    assert junk.message
    assert empty.state == "done"
    assert progress(client, id_).verdicts["error"] == 1


def test_numbers_are_masked_and_compared_by_a_keyed_hash(client, store, core):
    id_ = made(client)
    add(client, id_, *photos(2))
    work_on(store, core)
    one, other = results(client, id_)
    assert one.number.value is one.number.candidate is one.number.digits is None
    assert one.number_mac == other.number_mac
    for form in ("json", "csv"):
        assert NUMBER not in client.get(f"/batches/{id_}/results?format={form}").text


def test_the_officers_decision_and_message_are_in_the_results(client, store, core):
    id_ = made(client)
    photo = add(client, id_, *photos(1)).photos[0].id
    work_on(store, core)
    ruling = StoredDecision(
        decision="re-photo",
        reason="blur",
        message="Mohon foto ulang",
        masked="3514********9002",
        number="3514010101209002",
    )
    with store.writing() as connection:
        recording.decide(connection, store.vault, photo, ruling, Act.begin("sri", 1.8e9))
    (row,) = results(client, id_)
    assert (row.decision.decision, row.decision.reason) == ("re-photo", "blur")
    assert row.decision.at == "2027-01-15T08:00:00+00:00"
    assert (row.message, row.message_short) == ("Mohon foto ulang", None)
    assert (row.masked, row.verdict) == ("3514********9002", "accept")


def test_tables_hold_the_same_rows_without_formulas(client, store, core):
    id_ = made(client)
    add(client, id_, ("=cmd().jpg", JPEG), reference="+62812")
    work_on(store, core)
    answer = client.get(f"/batches/{id_}/results?format=csv")
    assert answer.content_type == "text/csv; charset=utf-8"
    head, row = csv.reader(io.StringIO(answer.data.decode("utf-8-sig")))
    assert tuple(head) == BATCH_RESULT_COLUMNS
    cells = dict(zip(head, row, strict=True))
    assert (cells["file"], cells["reference"]) == ("'=cmd().jpg", "'+62812")
    assert (cells["verdict"], cells["state"], cells["document.type"]) == ("accept", "done", "kk")
    book = client.get(f"/batches/{id_}/results?format=xlsx")
    with zipfile.ZipFile(io.BytesIO(book.data)) as files:
        sheet = ET.fromstring(files.read("xl/worksheets/sheet1.xml"))
    assert len(list(sheet.iter(CELL))) > len(BATCH_RESULT_COLUMNS)
    assert list(sheet.iter(CELL.replace("}c", "}f"))) == []


def test_an_unknown_format_of_results_is_rejected(client):
    answer = client.get(f"/batches/{made(client)}/results?format=pdf")
    assert (answer.status_code, answer.json["code"]) == (400, "bad_option")
