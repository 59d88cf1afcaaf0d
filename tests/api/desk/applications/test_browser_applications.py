"""Applications worked through by the keyboard alone, on a desk and on a phone."""

import re

import pytest
from playwright.sync_api import expect

from tests.api.desk.applications.made import applied, moved, photos_of, row_of
from tests.api.desk.browser import press
from tests.servers.axe import DESKTOP, PHONE, faults

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


def test_from_the_first_page_to_handed_out_with_keys_alone(served, windows):
    id_ = applied(served[0])
    with windows.page("officer") as page:
        page.goto("/desk/")
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/applications/{id_}")
        for key, stage in (("a", "dikerjakan"), ("s", "siap diambil"), ("d", "diserahkan")):
            press(page, key)
            expect(page.locator("hgroup .chip").first).to_have_text(stage)
        assert row_of(served[0], id_).officer == "officer"


@SIZES
def test_papers_are_returned_with_a_word_to_the_citizen(served, windows, size):
    id_ = applied(served[0])
    moved(served[0], id_, "in_work", who="officer")
    with windows.page("officer", size) as page:
        page.goto(f"/desk/applications/{id_}")
        press(page, "r")
        page.get_by_role("checkbox", name="Kartu Keluarga").check()
        page.get_by_label("Alasannya, dibaca warga").first.fill("KK sudah tidak berlaku")
        assert faults(page) == []
        page.locator("details[open] button").click()
        expect(page.locator("hgroup .chip").first).to_have_text("dikembalikan")
        expect(page.get_by_text("belum dapat kami lanjutkan: KK sudah tidak")).to_be_visible()
        expect(page.locator(".left-out")).to_have_count(1)
    assert photos_of(served[0], id_)["kk"]["returned_at"]


def test_a_return_without_a_word_is_not_sent(served, windows):
    id_ = applied(served[0])
    with windows.page("officer") as page:
        page.goto(f"/desk/applications/{id_}")
        press(page, "r")
        page.locator("details[open] button").click()
        expect(page.locator("details[open] textarea:invalid")).to_have_count(1)
    assert row_of(served[0], id_).stage == "complete"


@SIZES
def test_all_papers_stand_side_by_side_within_the_screen(served, windows, size):
    id_ = applied(served[0])
    with windows.page("supervisor", size) as page:
        page.goto(f"/desk/applications/{id_}")
        pictures = page.locator(".paper img")
        expect(pictures).to_have_count(2)
        for one in pictures.all():
            one.scroll_into_view_if_needed()
            page.wait_for_function("img => img.naturalWidth > 0", arg=one.element_handle())
        boxes = [one.bounding_box() for one in page.locator(".slot").all()]
        assert all(box["x"] + box["width"] <= size["width"] for box in boxes)
        aside = boxes[0]["y"] == boxes[1]["y"]
        assert aside == (size is DESKTOP)


def test_the_ticked_are_taken_together(served, windows):
    ids = [applied(served[0], reference="t-7") for _ in range(2)]
    with windows.page("officer") as page:
        page.goto("/desk/?q=t-7")
        page.keyboard.press("j")
        page.keyboard.press("Control+a")
        page.keyboard.press("a")
        expect(page.locator("p.told")).to_have_text("2 permohonan dipindahkan, 0 tidak.")
        expect(page).to_have_url(re.compile(r"\?q=t-7$"))
    assert {row_of(served[0], id_).officer for id_ in ids} == {"officer"}


def test_who_was_sent_away_comes_back_to_the_list(windows):
    with windows.page("officer") as page:
        page.goto("/desk/photos")
        page.locator(".brand").click()
        expect(page.locator("h1")).to_have_text("Permohonan")
        expect(page.locator(".pages a").first).to_have_attribute("aria-current", "page")
