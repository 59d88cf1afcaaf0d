"""On a phone: the photo first, and its two decisions on the screen wherever one scrolls to."""

from playwright.sync_api import expect

from tests.api.desk.browser import press
from tests.api.desk.pictured import answer, brought
from tests.api.store.filled import photo
from tests.servers.axe import PHONE

AT_HAND = """(button) => {
  const box = button.getBoundingClientRect();
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  return box.top >= 0 && box.bottom <= innerHeight && document.elementFromPoint(x, y) === button;
}"""
DECISIONS = "#card .rule [data-key=a], #card .rule > .main [data-key=r]"


def test_both_decisions_are_on_the_first_screen_below_the_photo(served, windows):
    (id_,) = brought(served[0], answer(state="doubtful"))
    with windows.page("officer", PHONE) as page:
        page.goto(f"/desk/photos/{id_}")
        page.wait_for_function("() => document.querySelector('.view img')?.naturalWidth > 0")
        assert page.locator(DECISIONS).evaluate_all(f"all => all.map({AT_HAND})") == [True, True]
        picture = page.locator(".frame").bounding_box()
        assert picture["y"] < 160
        assert picture["y"] + picture["height"] < page.locator(DECISIONS).first.bounding_box()["y"]
        page.locator("#message").scroll_into_view_if_needed()
        assert page.locator(DECISIONS).evaluate_all(f"all => all.map({AT_HAND})") == [True, True]
        page.locator(DECISIONS).last.click()
        expect(page.locator(".told-line")).to_contain_text("foto ulang")
        assert photo(served[0].store, id_)["decision_reason"] == "glare"
        press(page, "z")


def test_the_bar_is_one_line_and_its_pages_come_with_the_menu(windows):
    with windows.page("supervisor", PHONE) as page:
        page.goto("/desk/photos")
        assert page.locator("header.bar").bounding_box()["height"] < 60
        link = page.locator("header .pages a[href$='/trail']")
        expect(link).to_be_hidden()
        page.get_by_role("button", name="Menu").click()
        expect(link).to_be_visible()
        link.click()
        page.wait_for_url("**/desk/trail")


def test_filters_are_folded_until_asked_for(windows):
    with windows.page("officer", PHONE) as page:
        page.goto("/desk/photos")
        expect(page.locator("[name=q]")).to_be_visible()
        expect(page.locator("[name=pile], .photos-filter details")).to_have_count(2)
        for name in ("pile", "type", "reason"):
            expect(page.locator(f".photos-filter [name={name}]")).to_be_hidden()
        page.get_by_role("button", name="Saringan").click()
        expect(page.locator(".photos-filter [name=pile]")).to_be_visible()
