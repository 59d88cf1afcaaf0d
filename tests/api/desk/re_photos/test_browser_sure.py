"""Sure verdicts in a browser: what is left is found, re-photos are confirmed, messages are sent."""

import pytest
from playwright.sync_api import expect

from tests.api.desk.browser import press
from tests.api.desk.re_photos.made import PHONE_NUMBER, night, other, sent_back
from tests.api.store.filled import json_answer, photo
from tests.servers.axe import DESKTOP, PHONE

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
CLIPBOARD = ["clipboard-read", "clipboard-write"]


def ready(page):
    """Wait until the page's keys work: its first item has the cursor then."""
    expect(page.locator("input:focus")).to_have_count(1)


@SIZES
def test_what_is_left_by_the_button_is_decided_one_by_one(served, windows, size):
    desk, _ = served
    id_, (_, first, _) = night(desk, ("a", json_answer(0.99)), ("b", other()), ("c", other()))
    with windows.page("officer", size) as page:
        page.goto(f"/desk/batches/{id_}")
        page.get_by_role("link", name="2 jenis tidak dikenali").click()
        expect(page.locator(".tile img")).to_have_count(2)
        page.go_back()
        page.get_by_role("button", name="Terima semua yang yakin (1)").click()
        told = page.locator(".told")
        expect(told).to_contain_text("1 foto diterima. 2 tidak ikut")
        expect(told).to_contain_text("2 jenis tidak dikenali")
        page.get_by_role("button", name="Mulai memutuskan").click()
        expect(page.locator(".left strong")).to_have_text("2")
        expect(page.locator("#card")).to_contain_text("b")
        press(page, "a")
        expect(page.locator(".left strong")).to_have_text("1")
    assert photo(desk.store, first)["decision"] == "accept"


def test_re_photos_are_confirmed_by_keys_and_undone(served, windows):
    desk, _ = served
    id_, ids = night(
        desk,
        *(("a", sent_back("blur", "glare")), ("b", sent_back("blur")), ("c", sent_back("blur"))),
        ("d", sent_back("dark")),
    )

    def decided():
        return [photo(desk.store, one)["decision"] for one in ids]

    with windows.page("officer") as page:
        page.goto(f"/desk/re-photos?batch={id_}")
        page.wait_for_function(LOADED)
        expect(page.locator(".pile h2")).to_have_text(["buram 3", "terlalu gelap 1"])
        expect(page.locator("input:focus")).to_have_value(ids[0])
        press(page, "j")
        press(page, "Space")
        asked = page.locator(".pile").first.get_by_role("button", name="Minta foto ulang")
        expect(asked).to_contain_text("(2)")
        assert decided() == [None] * 4
        press(page, "ArrowDown")
        expect(page.locator("input:focus")).to_have_value(ids[3])
        press(page, "ArrowUp")
        press(page, "r")
        expect(page.locator(".told")).to_contain_text("2 foto diminta ulang.")
        assert decided() == ["re-photo", None, "re-photo", None]
        ready(page)
        press(page, "z")
        expect(page.locator(".told")).to_contain_text("Diurungkan: 2 foto.")
        assert decided() == [None] * 4
        ready(page)
        press(page, "t")
        expect(asked).to_be_disabled()
        press(page, "t")
        press(page, "q")
        expect(page.locator(".told")).to_contain_text("3 foto masuk antrean.")
        assert [photo(desk.store, one)["for_officer"] for one in ids] == [True] * 3 + [False]
        ready(page)
        press(page, "Enter")
        page.wait_for_url(f"**/photos/{ids[3]}")


LOADED = """() => [...document.querySelectorAll('.tile img')]
  .every((one) => one.complete && one.naturalWidth)"""


@SIZES
def test_messages_are_copied_sent_and_marked(served, windows, size):
    desk, _ = served
    id_, ids = night(
        desk,
        *((PHONE_NUMBER, sent_back("blur")), (PHONE_NUMBER, sent_back("dark"))),
        ("Siti", sent_back("blur")),
    )
    with windows.page("officer", size) as page:
        page.context.grant_permissions(CLIPBOARD)
        opened = []
        page.context.route("https://wa.me/**", lambda to: (opened.append(to.request), to.fulfill()))
        page.goto(f"/desk/re-photos?batch={id_}")
        for left in (2, 1):
            expect(page.locator(".pile")).to_have_count(left)
            ready(page)
            press(page, "r")
        page.get_by_role("button", name="Pesan belum terkirim (3)").click()
        ready(page)
        said = page.locator(".recipient .said").first.text_content()
        assert said.startswith("Ada 2 foto yang perlu dikirim ulang.")
        press(page, "c")
        expect(page.locator(".copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == said
        with page.expect_popup() as popup:
            press(page, "w")
        popup.value.wait_for_url("https://wa.me/**")
        popup.value.close()
        assert opened[0].url.startswith("https://wa.me/6281290009001?text=Ada%202%20foto")
        assert "referer" not in opened[0].headers
        press(page, "s")
        expect(page.locator("#unsent")).to_have_text("1")
        expect(page.locator(".recipient.sent")).to_have_count(1)
        expect(page.locator("input:focus")).to_have_value(ids[2])
        page.reload()
        expect(page.locator(".recipient")).to_have_count(1)
        page.get_by_role("button", name="Centang semua").click()
        page.get_by_role("button", name="Tandai yang dicentang").click()
        expect(page.locator("#unsent")).to_have_text("0")
        page.get_by_role("link", name="terkirim", exact=True).click()
        page.wait_for_url("**mark=sent")
        ready(page)
        press(page, "s")
        expect(page.locator("#unsent")).to_have_text("2")
        page.context.unroute("https://wa.me/**")
    assert [photo(desk.store, one)["sent_by"] for one in ids] == [None, None, "officer"]
