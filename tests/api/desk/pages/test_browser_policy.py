"""No page of the desk asks for what its Content-Security-Policy refuses."""

import pytest

from tests.api.desk.pages.addresses import PAGES, opened, things
from tests.servers.axe import DESKTOP, PHONE

LISTENER = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) =>
  window.refused.push(`${event.violatedDirective} ${event.blockedURI} ${event.sample}`));
"""


@pytest.fixture(scope="module")
def shown(served):
    return things(served[0])


@pytest.mark.parametrize("size", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize(("who", "path"), PAGES)
def test_no_page_breaks_its_policy(windows, shown, who, path, size):
    with windows.page(who, size, refused=(404,)) as page:
        page.add_init_script(LISTENER)
        opened(page, path, shown)
        assert page.evaluate("window.refused") == []


def test_the_listener_hears_what_is_refused(served, browser):
    page = browser.new_page(base_url=served[1])
    page.add_init_script(LISTENER)
    page.goto("/desk/sign-in")
    page.evaluate("document.body.setAttribute('style', 'color: red')")
    page.wait_for_function("() => window.refused.length === 1")
    page.close()
