"""The phone of `/demo` in a real browser, on the real check."""

import shutil

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from api.app import create_app
from api.settings import Settings
from tests.api.desk.browser import PHOTOS, Browsing, drop
from tests.servers.axe import DESKTOP, PHONE
from tests.servers.wsgi import served

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture(scope="module")
def windows(migrated, browser, tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    shutil.copytree(migrated, folder, dirs_exist_ok=True)
    app = create_app(Settings(data=folder))
    with served(app) as address, Browsing(browser, address) as browsing:
        yield browsing
    app.extensions["precheck"].store.close()


def said(page):
    return page.locator(".said:not(.mine)")


PLACEHOLDER_FITS = """field => {
  const { font, paddingLeft, paddingRight } = getComputedStyle(field);
  const pen = document.createElement("canvas").getContext("2d");
  pen.font = font;
  const room = field.clientWidth - parseFloat(paddingLeft) - parseFloat(paddingRight);
  return pen.measureText(field.placeholder).width <= room;
}"""


@SIZES
def test_a_photo_is_dragged_in_and_answered(windows, size):
    with windows.page(size=size) as page:
        page.goto("/demo?line=nik")
        expect(said(page)).to_have_count(1)
        expect(page.locator(".choices button")).to_have_count(3)
        assert page.locator("#text").evaluate(PLACEHOLDER_FITS)
        page.get_by_role("button", name="Aktivasi NIK (BPJS, bank)").click()
        expect(said(page).last).to_contain_text("kami perlukan foto asli dari")
        drop(page, PHOTOS / "00002.jpg")
        expect(page.locator(".mine img")).to_have_js_property("complete", value=True)
        expect(said(page).last).to_contain_text("Kartu Keluarga sudah terbaca")
        page.get_by_label("Pesan").fill("hapus data saya")
        page.keyboard.press("Enter")
        expect(said(page).last).to_contain_text("sudah kami hapus")
        expect(said(page).last.locator("strong")).to_have_text("halo")
        expect(said(page).last).not_to_contain_text("*")
        page.emulate_media(reduced_motion="reduce")
        for scheme in ("light", "dark"):
            page.emulate_media(color_scheme=scheme)
            found = Axe().run(page)
            assert found.violations_count == 0, found.generate_report()
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_a_message_that_fails_is_said_so_and_may_be_sent_again(windows):
    with windows.page(cut=True) as page:
        page.goto("/demo")
        expect(said(page)).to_have_count(1)
        page.context.set_offline(True)
        page.get_by_label("Pesan").fill("halo")
        page.keyboard.press("Enter")
        expect(page.locator(".system")).to_have_text("Pesan tidak terkirim. Kirim sekali lagi.")
        page.context.set_offline(False)
        page.get_by_label("Pesan").fill("menu")
        page.keyboard.press("Enter")
        expect(said(page)).to_have_count(2)
