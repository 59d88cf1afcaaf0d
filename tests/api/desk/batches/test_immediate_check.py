"""A single photo is checked within the request."""

from api.process.capacity import Busy, Capacity
from precheck.errors import ToolMissing
from tests.api.desk.batches_made import bring
from tests.api.working import work_on
from tests.bulk.made import JPEG

OTHER = JPEG + b"\0"


def test_a_single_photo_leads_to_its_card_and_more_to_the_batch(sri):
    id_, _, where = bring(sri, ("a.jpg", JPEG))
    assert where.startswith("/desk/photos/")
    assert "peluang terbaca" in sri.client.get(where).text
    id_, _, where = bring(sri, ("b.jpg", OTHER), ("c.jpg", OTHER + b"\0"))
    assert where == f"/desk/batches/{id_}"


def full(*_):
    raise Busy("All cores are at work.")


def test_a_single_photo_waits_while_all_cores_are_busy(desk, sri, core, monkeypatch):
    monkeypatch.setattr(Capacity, "run", full)
    _, _, where = bring(sri, ("a.jpg", JPEG))
    assert "Sedang diperiksa" in sri.client.get(where).text
    work_on(desk.store, core)
    assert "peluang terbaca" in sri.client.get(where).text


def test_a_single_photo_waits_while_the_reader_is_missing(sri, core):
    core.error = ToolMissing("No tesseract.")
    _, _, where = bring(sri, ("a.jpg", JPEG))
    assert "Sedang diperiksa" in sri.client.get(where).text


def test_a_single_photo_that_fails_the_check_is_an_officer_s(sri, core):
    core.error = RuntimeError("what it says may tell what is in the photo")
    _, _, where = bring(sri, ("a.jpg", JPEG))
    assert "mesin gagal memeriksa foto ini" in sri.client.get(where).text
