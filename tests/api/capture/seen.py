"""A camera that shows a film to a real browser, and what the page says meanwhile."""

from contextlib import contextmanager

from tests.servers.axe import PHONE
from tests.servers.chromium import another

FAKE = "--use-fake-device-for-media-stream"
ASKED = "--use-fake-ui-for-media-stream"
"""Who is asked for the camera allows it; with `=deny` refuses it."""
WATCH = """
window.said = [];
addEventListener("DOMContentLoaded", () => {
  const [main, hint] = [document.querySelector("main"), document.querySelector("#hint")];
  const note = (what) => said.push([what, performance.now()]);
  document.querySelector("#live").addEventListener("playing", () => note("playing"));
  new MutationObserver(() => note(hint.dataset.code)).observe(hint, { childList: true });
  new MutationObserver(() => note(`[${main.dataset.state}]`)).observe(main, { attributes: true });
});
"""
"""Notes every hint and state with its time in milliseconds."""


@contextmanager
def watching(browser, film, answer=""):
    """Yield a browser whose camera shows a film. answer: `=deny` refuses the camera."""
    shown = f"--use-file-for-fake-video-capture={film}"
    with another(browser, FAKE, shown, f"{ASKED}{answer}") as filming:
        yield filming


@contextmanager
def opened(browser, address, first="() => {}"):
    """Open a page on a phone; errors in it fail the test. first: what runs before the page."""
    context = browser.new_context(viewport=PHONE)
    page, problems = context.new_page(), []
    page.on("pageerror", lambda error: problems.append(str(error)))
    page.on("console", lambda one: one.type == "error" and problems.append(one.text))
    page.add_init_script(WATCH)
    page.add_init_script(f"({first})()")
    page.goto(address)
    yield page
    context.close()
    assert not [one for one in problems if "net::ERR" not in one], problems


def said(page):
    """Return (hint or [state], seconds) in their order."""
    return [(what, ms / 1000) for what, ms in page.evaluate("said")]


def shows(page, address, data):
    """Let a page find a file at an address."""
    page.route(f"**{address}", lambda route: route.fulfill(body=data))
