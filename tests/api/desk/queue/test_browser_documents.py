"""A document of three pages in a real browser: seen page by page, settled with one key."""

import pytest
from playwright.sync_api import expect

from tests.api.desk.batches_made import pdf
from tests.api.desk.browser import press
from tests.api.store.filled import batch, document, json_answer, photo
from tests.servers.axe import DESKTOP, PHONE, faults

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SURE = json_answer(0.99, pages=3)
DIGITS = json_answer(0.9, state="doubtful", pages=3)
REFUSED = json_answer(0.3, verdict="re-photo", pages=3)


@pytest.fixture
def pages(served):
    desk, _ = served
    return document(desk.store, batch(desk.store), DIGITS, SURE, REFUSED, data=pdf(3))


def decisions(served, pages):
    return [photo(served[0].store, page)["decision"] for page in pages]


def current(page):
    return page.locator(".document [aria-current]")


@SIZES
def test_in_the_queue_a_document_is_leafed_through_and_accepted_at_once(
    served, windows, pages, size
):
    with windows.page("officer", size) as page:
        page.goto(f"/desk/queue?batch={photo(served[0].store, pages[0])['batch_id']}")
        expect(page.locator(".document li")).to_contain_text(["terbaca?", "terbaca", "foto ulang?"])
        page.wait_for_function(THUMBNAILS)
        assert size == DESKTOP or not faults(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        expect(page.locator(".document [data-key=A]")).to_be_disabled()
        for key, at in (("PageDown", 2), ("PageDown", 3), ("PageDown", 3), ("PageUp", 2)):
            press(page, key)  # also from within the number's field
            expect(current(page)).to_contain_text(str(at))
            expect(page.locator("[name=shown]")).to_have_attribute("value", pages[at - 1])
        press(page, "Escape")
        press(page, "Shift+A")
        expect(page.locator(".told-line")).to_have_text("Semua halaman diterima.")
        assert decisions(served, pages) == ["accept"] * 3
        press(page, "z")
        expect(page.locator(".told-line")).to_have_text("Diurungkan.")
        expect(current(page)).to_contain_text("1")
        assert decisions(served, pages) == [None] * 3


THUMBNAILS = """() => { const shown = [...document.querySelectorAll(".document img")];
  return shown.length === 3 && shown.every((one) => one.naturalWidth > 0); }"""


@SIZES
def test_on_a_page_of_its_own_the_address_follows_the_page(served, windows, pages, size):
    with windows.page("officer", size) as page:
        page.goto(f"/desk/photos/{pages[1]}")
        press(page, "PageDown")
        page.wait_for_url(f"**/photos/{pages[2]}")
        press(page, "Escape")
        press(page, "1")
        expect(page.locator(".told-line")).to_have_text("Diminta foto ulang.")
        expect(page.locator("#message")).to_contain_text("Halaman 3 dari 3")
        expect(current(page)).to_contain_text("✓ foto ulang")
        expect(page.locator(".document [data-key=A]")).to_have_count(0)
        for at in (1, 0):
            press(page, "PageUp")
            page.wait_for_url(f"**/photos/{pages[at]}")
        page.get_by_role("button", name="Terima 2 halaman sekaligus").click()
        expect(page.locator(".document li")).to_contain_text(["✓ terbaca"] * 2 + ["✓ foto ulang"])
    assert decisions(served, pages) == ["accept", "accept", "re-photo"]
