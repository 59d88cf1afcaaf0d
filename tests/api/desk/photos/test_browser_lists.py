"""Lists in a real browser: table and pictures, ticks by mouse and keys, acts on what was seen."""

import re
import time

import cv2
import numpy as np
import pytest
from playwright.sync_api import expect

from api.desk.photos import listing
from api.store import batches
from api.store.tables.batches import PHOTOS
from tests.api.desk.browser import press
from tests.api.store.filled import done, json_answer
from tests.servers.axe import PHONE, SIZES, faults
from tests.xlsx import by_heading

SURE, AGAIN = json_answer(0.99), json_answer(0.02, verdict="re-photo")
UNSURE = json_answer(0.5, state="doubtful")
DECIDE = re.compile("Setujui hasil mesin")
PER_PAGE = 24

IDLE = "() => new Promise(done => requestIdleCallback(done, { timeout: 1000 }))"


def jpeg(at):
    pixels = np.full((240, 320, 3), (at * 37) % 200 + 40, np.uint8)
    cv2.putText(pixels, str(at), (40, 160), cv2.FONT_HERSHEY_PLAIN, 8, (0, 0, 0), 8)
    return cv2.imencode(".jpg", pixels)[1].tobytes()


@pytest.fixture(scope="module", autouse=True)
def short_pages():
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(listing, "PHOTOS_PER_PAGE", PER_PAGE)
        yield


@pytest.fixture(scope="module")
def night(served):
    """A batch of a page and a bit: sure, doubtful and sure re-photos in turn. Its id."""
    desk, _ = served
    with desk.store.writing() as connection:
        new = batches.NewBatch(owner="desk", origin=batches.Origin.DESK, name="malam")
        id_ = batches.create(connection, desk.store.vault, new, time.time())
        row = batches.get(connection, id_)
        batches.close(connection, id_, time.time())
    for at in range(PER_PAGE + 4):
        answer = (SURE, UNSURE, AGAIN)[at % 3]
        more = {"reference": f"warga {at}", "file": f"{at}.jpg", "now": time.time()}
        done(desk.store, row, answer, data=jpeg(at), **more)
    return id_


@pytest.fixture
def fresh(served, night):
    """The batch with nothing decided."""
    with served[0].store.writing() as connection:
        undecided = dict.fromkeys(("decision", "decision_id", "decided_by", "decided_at"))
        connection.execute(PHOTOS.update().values(**undecided))
    return night


def ticked(page):
    return page.locator("[data-item] input:checked").count()


def test_pictures_are_for_everybody(windows, fresh):
    """The table is looked at by `test_browser_everybody`."""
    with windows.page("supervisor") as page:
        page.goto(f"/desk/batches/{fresh}?view=grid&from=2026-01-01&q=warga+1")
        page.locator("[data-item] input").first.check()
        assert faults(page, SIZES) == []


@pytest.mark.parametrize("view", ["table", "grid"])
def test_the_state_is_in_sight_on_a_phone(windows, fresh, view):
    with windows.page("officer", PHONE) as page:
        page.goto(f"/desk/batches/{fresh}?view={view}")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        chip = page.locator("[data-item] .chip").first.bounding_box()
        assert chip["x"] + chip["width"] <= PHONE["width"]


def test_a_range_is_ticked_with_shift_and_all_with_keys(windows, fresh):
    with windows.page("officer") as page:
        page.goto(f"/desk/batches/{fresh}?view=grid")
        tiles = page.locator(".tile label")
        tiles.nth(1).click()
        tiles.nth(6).click(modifiers=["Shift"])
        assert ticked(page) == 6
        tiles.nth(3).click(modifiers=["Shift"])
        assert ticked(page) == 2
        page.keyboard.press("Escape")
        assert ticked(page) == 0
        page.keyboard.press("Control+a")
        assert ticked(page) == PER_PAGE
        page.keyboard.press("t")
        assert ticked(page) == 0
        expect(page.get_by_role("button", name=DECIDE)).to_be_disabled()
        page.keyboard.press("ArrowRight")
        page.keyboard.press("Space")
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Shift+Space")
        below = ticked(page)
        assert below > 2
        expect(page.get_by_role("button", name=DECIDE)).to_contain_text(f"({below})")


def test_what_stood_on_the_screen_is_decided_and_the_rest_named(windows, fresh):
    with windows.page("officer", {"width": 1440, "height": 450}) as page:
        page.goto(f"/desk/batches/{fresh}?view=grid&pile=accept")
        shown = page.locator(".tile img")
        expect(shown).to_have_count(10)
        page.locator(".tile input").first.focus()
        page.wait_for_function("() => document.querySelectorAll('[data-seen]').length > 2")
        page.keyboard.press("Control+a")
        seen = page.locator("[data-seen]").count()
        assert seen < 10, "the last row is below the screen"
        page.keyboard.press("a")
        told = page.locator(".told")
        expect(told).to_contain_text(f"{seen} foto diterima.")
        expect(told).to_contain_text(f"{10 - seen} gambarnya belum Anda lihat")
        assert page.url.endswith("?view=grid&pile=accept")
        expect(page.locator(".tile")).to_have_count(10 - seen)
        press(page, "z")
        expect(page.locator(".told")).to_contain_text("diurungkan")
        assert page.url.endswith("?view=grid&pile=accept")


def test_a_reason_is_chosen_for_the_ticked_and_doubtful_ones_are_left_to_the_queue(windows, fresh):
    with windows.page("officer", PHONE) as page:
        page.goto(f"/desk/photos?view=grid&batch={fresh}")
        for at in (0, 1):
            page.locator(".tile label").nth(at).click()
        expect(page.locator(".tile:has(:checked) [data-seen]")).to_have_count(2)
        page.get_by_role("button", name=DECIDE).click()
        expect(page.locator(".told")).to_contain_text("1 perlu diputuskan satu per satu")
        page.locator(".tile label").nth(1).click()
        expect(page.locator(".tile:has(:checked) [data-seen]")).to_have_count(1)
        again = page.get_by_role("button", name="Minta foto ulang")
        again.click()
        expect(page.locator("select[name=again]")).to_be_focused()
        page.locator("select[name=again]").select_option("dark")
        again.click()
        expect(page.locator(".told")).to_contain_text("1 foto diminta ulang.")
        expect(page.locator(".tile").nth(1)).to_contain_text("terlalu gelap")


@pytest.mark.usefixtures("fresh")
def test_filters_order_and_page_are_in_the_address(windows):
    with windows.page("officer") as page:
        page.goto("/desk/photos")
        page.evaluate(IDLE)  # a new page has no keys yet
        page.keyboard.press("/")
        page.keyboard.type("warga 1")
        page.get_by_label("Keadaan").select_option("waiting")
        page.get_by_role("button", name="Cari").click()
        page.wait_for_url("**/photos?q=warga+1&pile=waiting")
        expect(page.locator("tbody tr")).to_have_count(5)
        page.get_by_role("link", name="Gambar").click()
        expect(page.locator(".tile")).to_have_count(5)
        page.get_by_text("Saringan lain").click()
        page.get_by_label("Masuk sejak").fill("2099-01-01")
        page.get_by_role("button", name="Cari").click()
        expect(page.get_by_text("Tidak ada foto yang cocok")).to_be_visible()
        assert "view=grid" in page.url
        page.get_by_role("link", name="Tampilkan semua").click()
        page.get_by_role("link", name="Keadaan").click()
        expect(page.get_by_role("columnheader", name="Keadaan")).to_have_attribute(
            "aria-sort", "ascending"
        )
        page.get_by_role("link", name="berikutnya").first.click()
        page.wait_for_url("**/photos?sort=state&page=2")
        expect(page.get_by_text("25–28")).to_be_visible()


def test_the_ticked_are_saved_for_people(windows, fresh):
    with windows.page("supervisor") as page:
        page.goto(f"/desk/batches/{fresh}")
        for at in (0, 2):
            page.locator("tbody input").nth(at).check()
        with page.expect_download() as saved:
            page.get_by_role("button", name="XLSX (2)").click()
        rows = by_heading(saved.value.path())
        assert [row["File"][1] for row in rows] == ["0.jpg", "2.jpg"]
        assert [row["Hasil"][1] for row in rows] == ["terbaca", "foto ulang"]


def test_progress_does_not_take_the_cursor(windows, fresh):
    with windows.page("officer") as page:
        page.goto(f"/desk/batches/{fresh}")
        page.locator("[name=q]").focus()
        page.evaluate(
            "path => htmx.ajax('GET', path, '#progress')", f"/desk/batches/{fresh}/progress"
        )
        expect(page.locator("#progress #progress")).to_be_visible()
        expect(page.locator("[name=q]")).to_be_focused()
