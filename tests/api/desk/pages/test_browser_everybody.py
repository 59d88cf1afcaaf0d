"""Every page of the desk is for everybody: in light and in dark, on a desk and on a phone."""

import pytest
from playwright.sync_api import expect

from tests.api.desk.pages.addresses import ADMIN, OFFICER, PAGES, QA, SUPERVISOR, opened, things
from tests.servers.axe import DESKTOP, SIZES, faults


@pytest.fixture(scope="module")
def shown(served):
    return things(served[0])


@pytest.mark.parametrize(("who", "path"), PAGES)
def test_every_page_is_for_everybody(windows, shown, who, path):
    """No fault that axe knows, nothing beyond the screen's edge, no broken picture."""
    with windows.page(who, refused=(404,)) as page:
        opened(page, path, shown)
        assert faults(page, SIZES) == []
        assert page.locator("main img[src]").evaluate_all(BROKEN) == 0


BROKEN = "pictures => pictures.filter(one => one.complete && !one.naturalWidth).length"


@pytest.mark.usefixtures("shown")
def test_all_pages_of_a_role_are_looked_at(windows):
    """What the bar leads to is in the table above."""
    for role in (OFFICER, SUPERVISOR, ADMIN, QA):
        with windows.page(role) as page:
            page.goto("/desk/")
            bar = page.locator("header .pages a")
            led = {a.get_attribute("href") for a in bar.all()}
        assert led <= {path for _, path in PAGES}


def test_the_first_step_skips_to_the_content(windows):
    with windows.page(OFFICER, DESKTOP) as page:
        page.goto("/desk/photos")
        page.keyboard.press("Tab")
        expect(page.locator(":focus")).to_contain_text("Langsung ke isi")
        page.keyboard.press("Enter")
        expect(page.locator("#content")).to_be_focused()
