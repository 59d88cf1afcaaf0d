"""An officer writes while the citizen writes too, by the keyboard, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.api.desk.conversations.made import thread
from tests.servers.axe import DESKTOP, PHONE, faults


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_comes_meanwhile_is_shown_and_what_is_typed_stays(served, windows, size):
    store = served[0].store
    id_ = thread(store, f"petugas {size}")
    with windows.page("officer", size) as page:
        page.clock.install()
        page.goto("/desk/conversations")
        link = page.get_by_role("rowheader").or_(page.get_by_role("cell")).get_by_role("link")
        link.first.focus()
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/conversations/{id_}")
        page.get_by_label("Balasan").focus()
        page.keyboard.type("Silakan datang")
        thread(store, "nama saya salah")
        page.clock.run_for(11_000)
        expect(page.get_by_text("nama saya salah")).to_be_visible()
        expect(page.get_by_label("Balasan")).to_be_focused()
        page.keyboard.type(" besok.")
        assert faults(page) == []
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
        expect(page.locator(".thread .officer .said")).to_have_text("Silakan datang besok.")
        page.get_by_role("button", name="Selesai, kembalikan ke bot").press("Enter")
        expect(page.get_by_text("Percakapan dikembalikan ke bot.")).to_be_visible()
