"""Pages in a browser: what a phone shows at once, what is said aloud, figures, accounts."""

import pytest
from playwright.sync_api import expect

from tests.api.desk.batches_made import filled
from tests.api.desk.browser import press
from tests.api.desk.people import PASSWORD
from tests.api.store.filled import json_answer
from tests.servers.axe import DESKTOP, PHONE, faults

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])


@pytest.fixture(scope="module")
def photos(served):
    answers = [json_answer(p, verdict="re-photo") for p in (0.3, 0.32, 0.35, 0.4)]
    return filled(served[0], *answers, json_answer(0.95))[1]


@SIZES
@pytest.mark.usefixtures("photos")
def test_verdict_and_picture_are_seen_without_scrolling(windows, photos, size):
    with windows.page("officer", size) as page:
        page.goto(f"/desk/photos/{photos[0]}")
        box = page.locator(".verdict .chip").bounding_box()
        assert box["y"] + box["height"] < size["height"] * 0.8  # above a phone's bar of decisions
        assert 0 <= box["x"] < box["x"] + box["width"] <= size["width"]
        assert page.locator(".view").bounding_box()["y"] < size["height"] * 0.6
        page.goto("/desk/home")
        waiting = page.locator("td a strong").first.bounding_box()
        assert waiting["x"] + waiting["width"] <= size["width"]


@pytest.mark.usefixtures("photos")
def test_outcomes_are_told_in_a_region_that_stays(windows):
    with windows.page("officer") as page:
        page.goto("/desk/queue")
        page.evaluate("document.querySelector('#said').dataset.first = '1'")
        for key, told in (("a", "Diterima."), ("z", "Diurungkan."), ("z", "Tidak ada yang dapat")):
            press(page, key)
            expect(page.locator("#said[data-first][role=status]")).to_contain_text(told)
        expect(page.locator(".told-line.failed")).to_be_visible()


@SIZES
@pytest.mark.usefixtures("photos")
def test_charts_are_read_at_any_width(windows, size):
    with windows.page("supervisor", size) as page:
        page.goto("/desk/figures")
        for chart in page.locator("svg.chart").all():
            texts = chart.locator("text")
            assert {one.evaluate(TEXT_PX) for one in texts.all()} == {"12px"}
            assert texts.first.bounding_box()["height"] >= 12
            box = chart.bounding_box()
            assert box["x"] + box["width"] <= size["width"]
        for one in ("rect", "circle"):  # all photos are of one day
            single = page.locator(f"svg.chart {one}").first.bounding_box()
            assert min(single["width"], single["height"]) >= 2
        places = [one.bounding_box()["x"] for one in page.locator(".charts > section").all()]
        assert len(set(places)) == (2 if size is DESKTOP else 1)


TEXT_PX = "one => getComputedStyle(one).fontSize"


@SIZES
def test_rows_of_accounts_are_quiet_until_asked(windows, size):
    with windows.page("admin", size) as page:
        page.goto("/desk/accounts")
        role = page.get_by_label("Peran officer")
        expect(role).to_be_hidden()
        page.get_by_text("Ubah", exact=True).nth(1).click()
        expect(role).to_be_visible()
        box = role.bounding_box()
        assert box["x"] + box["width"] <= size["width"]
        assert faults(page) == []


def test_a_first_password_is_copied_used_and_replaced(windows):
    with windows.page("admin") as page:
        page.goto("/desk/accounts")
        page.get_by_label("Nama").fill("rini")
        page.get_by_role("button", name="Buat akun").click()
        first = page.locator("#first").text_content()
        assert faults(page) == []
    with windows.page() as page:
        page.goto("/desk/sign-in")
        page.get_by_label("Nama").fill("rini")
        page.get_by_label("Kata sandi").fill(first)
        page.keyboard.press("Enter")
        page.wait_for_url("**/password")
        page.goto("/desk/queue")
        page.wait_for_url("**/password")
        page.get_by_label("Kata sandi lama").fill(first)
        page.get_by_label("Kata sandi baru").fill(PASSWORD)
        again = page.get_by_label("Sekali lagi")
        again.fill(PASSWORD)
        expect(again).to_have_attribute("type", "password")
        page.get_by_label("tampilkan kata sandi").check()
        expect(page.locator("[name=new]")).to_have_attribute("type", "text")
        expect(again).to_have_attribute("type", "text")
        page.keyboard.press("Enter")
        page.wait_for_url("**/desk/")
