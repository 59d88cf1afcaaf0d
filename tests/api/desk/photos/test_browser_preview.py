"""A large preview in lists: on hover and on Space, its numbers covered, and noted."""

from playwright.sync_api import expect

from tests.api.desk.audit import acts
from tests.api.desk.pictured import answer, brought
from tests.servers.axe import DESKTOP

LARGE = ".preview img"


def looked_at(desk, id_):
    return [one["detail"] for one in acts(desk, "view_picture") if one["subject"] == id_]


def test_the_pointer_at_rest_shows_it_and_leaving_hides_it(served, windows):
    (id_,) = brought(served[0], answer(0.99, verdict="accept", reasons=()))
    with windows.page("officer", DESKTOP) as page:
        page.goto("/desk/photos?view=grid")
        page.locator(f"[data-item]:has([value='{id_}']) img").hover()
        expect(page.locator(LARGE)).to_be_visible()
        page.wait_for_function(f"() => document.querySelector('{LARGE}').naturalWidth > 0")
        small = page.locator("[data-item] img").first.bounding_box()
        assert page.locator(LARGE).bounding_box()["width"] > 2 * small["width"]
        page.mouse.move(5, 5)
        expect(page.locator(LARGE)).to_be_hidden()
    assert looked_at(served[0], id_) == [{"as": "picture", "number": "masked"}]


def test_space_at_a_name_shows_it_and_space_or_escape_hides_it(served, windows):
    (id_,) = brought(served[0], answer(0.99, verdict="accept", reasons=()))
    with windows.page("officer", DESKTOP) as page:
        page.goto("/desk/photos")
        link = page.locator(f"a[data-large*='{id_}']")
        for end in ("Space", "Escape"):
            link.focus()
            page.keyboard.press("Space")
            expect(page.locator(LARGE)).to_be_visible()
            page.keyboard.press(end)
            expect(page.locator(LARGE)).to_be_hidden()
        page.locator(f"[value='{id_}']").focus()
        page.keyboard.press("Space")  # ticks, as before
        expect(page.locator(f"[value='{id_}']")).to_be_checked()
        expect(page.locator(LARGE)).to_be_hidden()
