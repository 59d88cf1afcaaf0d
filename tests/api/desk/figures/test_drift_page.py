"""What the page of figures says of drift, and its metric; the page in a real browser."""

import re
import time
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from api.desk.figures.drift_words import CHARACTERISTIC_WORDS, kind_words
from api.drift.characteristics import ALL
from api.drift.weeks import days_before
from api.http.local_time import midnight
from api.store import drift_days, submissions
from api.store.accounts import Role
from api.store.batches import Origin
from api.store.submissions import NewSubmission
from api.store.tables.batches import PHOTOS
from bench.drift.office import Office
from precheck.decision.verdict import Code
from tests.api.desk.pictured import answer, photo
from tests.api.metrics.scraped import scraped
from tests.api.store.filled import batch, done
from tests.servers.axe import SIZES, faults

ZONE = ZoneInfo("Asia/Jakarta")
FOREIGN = {**answer(0.9, verdict="accept", reasons=()), "document": {"type": "other"}}


@pytest.fixture(scope="module")
def days():
    """Eight quiet weeks, and one of a new form."""
    office = Office.begin(5, pool=300)
    return office.change(office.days(100), 100, "form", 1.0)


def keep(store, days):
    """Keep these days, and a photo of the new form with its picture; return its id."""
    here = batch(store, origin=Origin.SUBMISSION, owner="channel")
    id_ = done(store, here, FOREIGN, data=photo())
    with store.writing() as connection:
        yesterday = time.time() - 86400
        connection.execute(PHOTOS.update().where(PHOTOS.c.id == id_).values(done_at=yesterday))
        for day, counts in zip(days_before(time.time(), ZONE), days, strict=True):
            drift_days.keep(connection, midnight(day, ZONE), counts)
    return id_


def section(page):
    return page.text.partition('id="drift"')[2].partition("</section>")[0]


def test_too_few_photos_are_said_so(sri):
    assert "Sekarang ada 0 foto dan 0 minggu." in section(sri.get("/figures"))
    assert "<svg" not in section(sri.get("/figures"))


def test_what_changed_is_said_first_with_photos_for_those_who_may_see_them(desk, sri, days):
    id_ = keep(desk.store, days)
    shown = section(sri.get("/figures"))
    assert shown.count('<svg class="drift"') == len(re.findall('<tr><th scope="row">', shown))
    first = shown.partition("<tbody>")[2].partition("</tr>")[0]
    assert "berubah" in first
    assert "bertambah: " in first
    assert f'href="/desk/photos/{id_}"' in shown
    quiet = shown.rpartition("tetap")[2]
    assert "berubah</span>" not in quiet.partition("</tbody>")[0]
    qa = section(desk.person("qory", Role.QA).get("/figures"))
    assert "berubah" in qa
    assert "/desk/photos/" not in qa


def test_the_metric_says_what_changed(desk, days):
    client = desk.app.test_client()
    before = scraped(client.get("/metrics").text)
    assert before["precheck_drift_psi{kind=none,of=type}"] != 0  # NaN
    keep(desk.store, days)
    shown = scraped(client.get("/metrics").text)
    bound = shown["precheck_drift_psi_bound{kind=other,of=type}"]
    assert shown["precheck_drift_psi{kind=other,of=type}"] > max(bound, 0.25)


def test_every_characteristic_and_every_reason_has_words(desk):
    assert CHARACTERISTIC_WORDS.keys() == set(ALL)
    with desk.app.test_request_context():
        assert {str(code) for code in Code} - {"screenshot", "more_pages"} <= kind_words().keys()


def complete(store):
    """Make a complete application that was spared a letter."""
    new = NewSubmission(owner="channel", service="nik", variant="aktivasi")
    values = {"state": "complete", "completed_at": time.time(), "rounds": 3}
    with store.writing() as connection:
        made = submissions.create(connection, store.vault, new, "x", time.time())
        found = {"rounds": [["blur", 1.0]], "letters": 0}
        submissions.update(connection, made, **values, spared=found)


def test_both_tables_are_seen_and_the_page_has_no_fault(served, windows, days):
    id_ = keep(served[0].store, days)
    complete(served[0].store)
    with windows.page("supervisor") as page:
        page.goto("/desk/figures#drift")
        row = page.locator("#drift tbody tr").filter(has_text="Jenis dokumen")
        expect(row).to_contain_text("berubah")
        box = row.locator("svg").bounding_box()
        assert min(box["width"], box["height"]) > 40
        assert row.locator("rect.bad").count() == 1
        expect(page.locator("#outcome")).to_contain_text("surat petugas tidak perlu ditulis")
        assert faults(page, SIZES) == []
        row.get_by_role("link", name="Contoh 1").click()
        page.wait_for_url(f"**/photos/{id_}")
