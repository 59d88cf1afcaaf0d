"""Officers share a queue in real browsers: nobody's queue is empty while others hold a folder."""

import pytest
from playwright.sync_api import expect

from api.store.photos.claims import MAX_CLAIMED
from tests.api.desk.batches_made import picture
from tests.api.desk.browser import press
from tests.api.store.filled import batch, done, json_answer
from tests.servers.axe import DESKTOP, PHONE, faults

REFUSED_DIGITS = json_answer(0.05, verdict="re-photo", state="doubtful")
DIGITS = json_answer(0.99, state="doubtful")


@pytest.fixture
def folder(served):
    """A batch of one folder, whose name is the reference of all its photos: MAX_CLAIMED + 2."""
    desk, _ = served
    here = batch(desk.store)
    for at in range(MAX_CLAIMED + 2):
        answer = json_answer(0.5 + at / 100)
        done(desk.store, here, answer, data=picture(at), reference="malam", file=f"{at}.jpg")
    return here["id"]


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_two_share_a_folder_and_one_takes_over_from_the_other(windows, folder, size):
    with windows.page("officer", size) as one, windows.page("supervisor", size) as other:
        one.goto(f"/desk/queue?batch={folder}")
        expect(one.locator(".left")).to_have_text(f"{MAX_CLAIMED + 2} menunggu")
        other.goto(f"/desk/queue?batch={folder}")
        left = other.locator(".left")
        expect(left).to_have_text(f"2 menunggu · {MAX_CLAIMED} dipegang officer")
        assert left.bounding_box()["x"] + left.bounding_box()["width"] <= size["width"]
        for _ in range(2):
            press(other, "a")
            expect(other.locator(".told-line")).to_have_text("Diterima.")
        expect(other.get_by_role("heading", name="Antrean kosong")).to_be_visible()
        expect(other.locator(".holders")).to_contain_text(f"{MAX_CLAIMED} dipegang officer, bebas ")
        assert size == PHONE or not faults(other)
        other.get_by_role("button", name="Ambil alih officer").click()
        expect(other.get_by_role("heading", level=2)).to_have_text("malam")
        press(one, "a")
        expect(one.locator(".told-line")).to_contain_text("Tidak tersimpan")
        expect(one.locator(".told.warn")).to_contain_text("Sedang dipegang supervisor, bebas ")
        assert size == DESKTOP or not faults(one)
        one.get_by_role("button", name="Ambil alih").click()
        expect(one.locator(".main .good").first).to_be_visible()


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_what_only_a_person_can_settle_comes_first_and_the_card_says_why(served, windows, size):
    desk, _ = served
    here = batch(desk.store)
    for at, answer in enumerate((REFUSED_DIGITS, json_answer(0.62), DIGITS)):
        done(desk.store, here, answer, data=picture(at), file=f"{at}.jpg")
    with windows.page("officer", size) as page:
        page.goto(f"/desk/queue?batch={here['id']}")
        why = page.locator(".why")
        for said in (
            "ada angka yang meragukan",
            "peluang terbaca 62,0 %",
            "Foto ulang sudah pasti",
        ):
            expect(why).to_contain_text("Kenapa saya ditanya?")
            expect(why).to_contain_text(said)
            press(page, "Enter")
        expect(page.get_by_role("heading", name="Antrean kosong")).to_be_visible()
