"""The desk in a real browser on the real service: a night's photos, by keyboard and on a phone."""

import re
import time

import pytest
import requests
from playwright.sync_api import expect

from api.store.accounts import Role
from tests.api.desk.browser import PATIENCE, Browsing, drop, night_in, press, service, settled
from tests.api.server import photo
from tests.servers.axe import PHONE

COUNT = 24
"""Photos of the night."""
HOSTILE = "<img src=x onerror=alert(1)>.jpg"
NOBODY, OFFICER, SUPERVISOR, QA, ADMIN = None, *(str(role) for role in Role)


@pytest.fixture(scope="module")
def served(tmp_path_factory):
    with service(tmp_path_factory.mktemp("served")) as address:
        asked = {"line": "kk", "reference": "r-1"}
        told = requests.post(
            f"{address}/check", files={"image": photo()}, data=asked, timeout=PATIENCE / 1000
        )
        assert told.status_code == 200
        yield address


@pytest.fixture(scope="module")
def browsing(served, browser):
    with Browsing(browser, served) as browsing:
        yield browsing


@pytest.fixture(scope="module")
def night(browsing, tmp_path_factory):
    """A folder was dropped and is checked: the batch's path, and what was seen."""
    folder = night_in(tmp_path_factory.mktemp("night"), count=COUNT, hostile=HOSTILE)
    with browsing.page(SUPERVISOR) as page:
        page.goto("/desk/home")
        drop(page, folder)
        page.wait_for_url("**/batches/*")
        seen = followed(page.locator("#progress strong"))
        expect(page.locator("table.list")).not_to_contain_text("belum diperiksa")
        return page.url, seen


def followed(count):
    """Return what a counter showed until it came to all."""
    seen = [count.text_content()]
    until = time.monotonic() + PATIENCE / 1000
    while seen[-1] != str(COUNT) and time.monotonic() < until:
        now = count.text_content()
        if now != seen[-1]:
            seen.append(now)
        time.sleep(0.02)
    return [int(one) for one in seen]


def test_a_dropped_folder_is_checked_before_ones_eyes(night):
    _, seen = night
    assert seen == sorted(seen)
    assert seen[0] < COUNT == seen[-1]
    assert len(seen) > 2


def test_ten_are_decided_by_keyboard_and_one_is_undone(browsing, night):
    url, _ = night
    with browsing.page(OFFICER) as page:
        page.goto(url)
        decided, left = page.locator(".tallies li").nth(3), page.locator(".left strong")
        before = tally(decided)
        page.get_by_role("button", name="Mulai memutuskan").press("Enter")
        page.wait_for_url("**/queue?batch=*")
        waiting = int(left.text_content())
        for done, key in enumerate("aaaa4438aa", 1):
            press(page, "Escape")  # in the field of a doubtful number digits type
            press(page, key)
            settled(page)
            if page.locator(".ask").count():  # digits are doubtful
                press(page, key)
            expect(left).to_have_text(str(waiting - done))
        press(page, "z")
        expect(page.locator(".told-line")).to_contain_text("Diurungkan")
        expect(left).to_have_text(str(waiting - 9))
        page.goto(url)
        assert tally(decided) == before + 9


def tally(line):
    return int(line.locator(".tally").text_content())


def test_a_number_is_corrected_without_leaving_its_field(browsing, night):
    batch, _ = night
    with browsing.page(OFFICER) as page:
        page.goto(f"{batch}?pile=waiting&type=kk")
        page.locator("table.list tbody a").first.click()
        page.wait_for_url("**/photos/*")
        status = page.locator(".told-line")
        press(page, "e")
        expect(page.locator("#number")).to_be_focused()
        page.locator("#number").fill("3514")
        press(page, "Enter")
        expect(page.get_by_role("alert")).to_contain_text("16 angka")
        settled(page)
        page.locator("#number").fill("3514010101209001")
        press(page, "a")
        expect(status).to_contain_text("Diterima")
        expect(page.locator(".digits")).to_have_text("3514********9001")
        press(page, "z")
        expect(status).to_contain_text("Diurungkan")


@pytest.mark.usefixtures("night")
def test_messages_are_copied_with_a_key(browsing):
    with browsing.page(OFFICER) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto("/desk/queue")
        press(page, "Escape")
        message = page.locator("#message").text_content()
        press(page, "c")
        expect(page.locator(".message .copied")).to_be_visible()
        assert page.evaluate("navigator.clipboard.readText()") == message


@pytest.mark.usefixtures("night")
def test_messages_are_copied_where_the_clipboard_is_denied(browsing):
    with browsing.page(OFFICER) as page:
        page.context.clear_permissions()
        page.goto("/desk/queue")
        press(page, "Escape")
        message = page.locator("#message").text_content()
        press(page, "c")
        expect(page.locator(".message .copied")).to_be_visible()
        page.context.grant_permissions(["clipboard-read"])
        assert page.evaluate("navigator.clipboard.readText()") == message


def test_a_pasted_picture_has_its_verdict_at_once(browsing):
    with browsing.page(OFFICER) as page:
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.goto("/desk/home")
        page.evaluate(PASTED)
        page.keyboard.press("Control+v")
        page.wait_for_url("**/photos/*")
        expect(page.locator(".verdict")).to_contain_text("foto ulang")
        expect(page.locator("#message")).to_contain_text("Mohon maaf")


PASTED = """async () => {
  const canvas = new OffscreenCanvas(800, 600);
  canvas.getContext("2d").fillRect(0, 0, 800, 600);
  const picture = await canvas.convertToBlob();
  await navigator.clipboard.write([new ClipboardItem({ "image/png": picture })]);
}"""


def test_one_picture_is_taken_with_the_phone(browsing):
    with browsing.page(OFFICER, PHONE) as page:
        page.goto("/desk/home")
        picture = {"name": "foto.jpg", "mimeType": "image/jpeg", "buffer": photo()}
        page.get_by_label("Ambil foto").set_input_files(picture)
        page.wait_for_url("**/photos/*")
        expect(page.locator(".verdict .chip")).to_have_text(re.compile("terbaca|foto ulang"))
        expect(page.locator(".sheet:not([hidden]) img")).to_have_js_property("complete", value=True)


def test_results_are_saved_and_figures_seen(browsing, night):
    batch, _ = night
    with browsing.page(SUPERVISOR) as page:
        page.goto(batch)
        with page.expect_download() as saved:
            page.get_by_role("button", name="Simpan XLSX").click()
        assert saved.value.path().read_bytes().startswith(b"PK")
        page.get_by_role("link", name="Angka").click()
        expect(page.get_by_role("heading", name="Angka")).to_be_visible()
        expect(page.locator(".charts .chart")).to_have_count(3)
        assert int(page.locator(".tally").first.text_content()) >= COUNT


def test_what_a_file_is_called_is_only_shown(browsing, night):
    url, _ = night
    with browsing.page(OFFICER) as page:
        page.goto(f"{url}?q=onerror")
        expect(page.get_by_role("link", name=HOSTILE)).to_be_visible()
