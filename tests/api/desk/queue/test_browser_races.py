"""A race and an ended session in real browsers: the displayed photo is decided, or none."""

import re

import pytest
from playwright.sync_api import expect

from api.store import accounts
from tests.api.desk.batches_made import filled
from tests.api.desk.browser import press
from tests.api.desk.people import PASSWORD
from tests.api.fakes import NUMBER
from tests.api.store.filled import decided, json_answer, photo
from tests.servers.axe import DESKTOP, PHONE, faults

SIZES = pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
SURE, DIGITS = json_answer(0.99), json_answer(0.9, state="doubtful")
CORRECTED = "3514010101209002"
PICTURE = re.compile(r"/photos/\w+/\w+\.jpg")


@SIZES
def test_who_loses_a_race_stays_on_the_photo_and_no_further_key_decides(served, windows, size):
    desk, _ = served
    _, (sure, waiting) = filled(desk, SURE, json_answer(0.5))
    with windows.page("officer", size) as late, windows.page("supervisor") as quick:
        for page in (late, quick):
            page.goto(f"/desk/photos/{sure}")
        press(quick, "3")
        expect(quick.locator(".told-line")).to_have_text("Diminta foto ulang.")
        press(late, "a")
        expect(late.get_by_role("alert")).to_contain_text("Sudah diputuskan oleh supervisor")
        for key in ("a", "r", "Enter", "1", "n", "z"):
            press(late, key)
        expect(late.locator(".told-line")).to_have_text("Tidak ada yang dapat diurungkan.")
        assert late.url.endswith(f"/desk/photos/{sure}")
        assert late.locator("[name=shown]").get_attribute("value") == sure
        assert size == PHONE or not faults(late)
    assert [row["who"] for row in decided(desk.store, sure)] == ["supervisor"]
    assert photo(desk.store, waiting)["decision"] is None


def ended(desk, page):
    """End the officer's session; the cookie is gone as after the idle time, or worth nothing."""
    with desk.store.writing() as connection:
        accounts.end_sessions(connection, accounts.named(connection, "officer").id)
    if page is not None:
        page.context.clear_cookies(name="precheck_desk")


@pytest.mark.parametrize(("size", "cookie"), [(DESKTOP, "gone"), (PHONE, "worthless")])
def test_an_ended_session_asks_on_the_page_and_then_does_what_was_pressed(
    served, windows, size, cookie
):
    desk, _ = served
    batch, (id_, other) = filled(desk, DIGITS, json_answer(0.5))
    with windows.page("officer", size, refused=(401,)) as page:
        page.goto(f"/desk/queue?batch={batch}")
        page.locator("#number").fill(CORRECTED)
        ended(desk, page if cookie == "gone" else None)
        press(page, "Enter")
        dialog = page.get_by_role("dialog")
        expect(dialog).to_contain_text("Sesi Anda sudah berakhir")
        expect(dialog.locator(".kept")).to_contain_text("disimpan setelah itu: Nomor benar, terima")
        expect(dialog.locator("[name=password]")).to_be_focused()
        assert size == PHONE or not faults(page)
        page.keyboard.press("Escape")
        page.keyboard.type("wrong horse")
        page.keyboard.press("Enter")
        expect(dialog.get_by_role("alert")).to_contain_text("Kata sandi salah")
        assert photo(desk.store, id_)["decision"] is None
        page.keyboard.type(PASSWORD)
        page.keyboard.press("Enter")
        expect(dialog).to_be_hidden()
        expect(page.locator("[name=shown]")).to_have_attribute("value", other, timeout=5000)
        stored = page.evaluate("JSON.stringify([{ ...sessionStorage }, { ...localStorage }])")
        assert CORRECTED not in stored
        press(page, "a")
        expect(page.get_by_role("heading", name="Antrean kosong")).to_be_visible()
    kept = photo(desk.store, id_)
    assert (kept["decision"], kept["number_masked"][-4:]) == ("accept", CORRECTED[-4:])
    assert NUMBER[-4:] != CORRECTED[-4:]


def test_a_sign_in_in_another_window_does_not_stop_this_one(served, windows):
    desk, _ = served
    batch, (id_,) = filled(desk, json_answer(0.5))
    with windows.page("officer", refused=(400,)) as page, windows.page("officer") as other:
        page.goto(f"/desk/queue?batch={batch}")
        other.goto("/desk/sign-in")
        other.locator("[name=name]").fill("officer")
        other.locator("[name=password]").fill(PASSWORD)
        other.keyboard.press("Enter")
        other.wait_for_url("**/desk/")
        press(page, "a")
        expect(page.locator(".told-line")).to_have_text("Diterima.")
    assert photo(desk.store, id_)["decision"] == "accept"


def test_no_key_decides_before_the_picture_is_there(served, windows):
    desk, _ = served
    batch, (id_,) = filled(desk, json_answer(0.5))
    held = []

    def hold(route):
        held.append(route)

    with windows.page("officer") as page:
        page.route(PICTURE, hold)
        page.goto(f"/desk/queue?batch={batch}", wait_until="domcontentloaded")
        expect(page.locator(".main .good").first).to_be_visible()
        page.keyboard.press("a")
        page.wait_for_timeout(300)
        assert photo(desk.store, id_)["decision"] is None
        for route in held:
            route.continue_()
        press(page, "a")
        expect(page.get_by_role("heading", name="Antrean kosong")).to_be_visible()


def test_no_key_decides_on_a_picture_that_did_not_come(served, windows):
    desk, _ = served
    batch, (id_,) = filled(desk, json_answer(0.5))
    with windows.page("officer", cut=True) as page:
        page.route(PICTURE, lambda route: route.abort())
        page.goto(f"/desk/queue?batch={batch}")
        page.keyboard.press("a")
        expect(page.locator(".view .gone")).to_be_hidden()
        assert photo(desk.store, id_)["decision"] is None
        page.unroute(PICTURE)  # the page asks again by itself
        expect(page.locator(".view img").first).to_be_visible()
        press(page, "a")
        expect(page.get_by_role("heading", name="Antrean kosong")).to_be_visible()


def test_a_deep_link_is_opened_after_the_sign_in(served, windows):
    desk, _ = served
    _, (id_,) = filled(desk, SURE)
    with windows.page(None, PHONE) as page:
        page.goto(f"/desk/photos/{id_}")
        expect(page.locator("main")).to_contain_text("kembali ke halaman tadi")
        assert not faults(page)
        page.locator("[name=name]").fill("officer")
        page.locator("[name=password]").fill(PASSWORD)
        page.keyboard.press("Enter")
        page.wait_for_url(f"**/desk/photos/{id_}")
