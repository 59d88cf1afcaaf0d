"""Second opinions in a real browser, by button and by key, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.api.desk.browser import SEEN, press
from tests.api.desk.pictured import answer, photo
from tests.api.store.suite_made import decided, keep, kept
from tests.servers.axe import DESKTOP, PHONE, faults


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_opinions_are_given_one_after_the_other_from_the_empty_queue(served, windows, size):
    desk, _ = served
    before = {row["id"] for row in kept(desk.store)}
    for at in range(3):
        decided(desk.store, photo() + b"%d %d" % (size["width"], at), answer=answer())
    keep(desk.store)
    with windows.page("officer", size) as page:
        page.goto("/desk/queue")
        page.get_by_role("link", name="3 foto menunggu pendapat kedua").click()
        expect(page.get_by_text("sudah dinilai 1 orang")).to_be_visible()
        page.wait_for_function(SEEN)
        assert faults(page) == []
        press(page, "f")
        expect(page.locator("[data-sheet=picture] img")).to_be_visible()
        page.get_by_role("button", name="Tidak terbaca").click()
        expect(page.get_by_text("Menunggu Anda: 2")).to_be_visible()
        press(page, "a")
        expect(page.get_by_text("Menunggu Anda: 1")).to_be_visible()
        page.get_by_role("button", name="Meragukan").click()
        expect(page.get_by_text("Tidak ada foto yang menunggu pendapat Anda.")).to_be_visible()
        assert faults(page) == []
    given = [row for row in kept(desk.store) if row["id"] not in before]
    opinions = sorted(row["second_opinion"] for row in given)
    assert opinions == ["accept", "borderline", "re-photo"]
    assert {row["second_who"] for row in given} == {"officer"}
