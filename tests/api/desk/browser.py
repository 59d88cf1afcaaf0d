"""People at the desk with a real browser, whose requests and errors are recorded."""

import shutil
import time
from contextlib import ExitStack, closing, contextmanager

from playwright.sync_api import expect

from api.app import create_app
from api.desk.accounts.creation import create_account
from api.settings import Settings
from api.store.accounts import Role
from api.store.database.store import Store
from tests.api.desk.people import PASSWORD, Desk
from tests.api.fakes import Core
from tests.api.server import running
from tests.files import FORMATS
from tests.servers.axe import DESKTOP
from tests.servers.wsgi import served

PHOTOS = FORMATS.parent / "photos"
CITIZENS = ("Budi", "Siti", "Made", "Dewi", "Agus", "Rina", "Wayan", "Joko")

PATIENCE = 60_000  # milliseconds; a loaded machine is slow
expect.set_options(timeout=PATIENCE)


@contextmanager
def service(folder, sure_at=0.99):
    """Serve with an account of each role, named like it; yields the address."""
    store = Store.open(Settings(data=folder))
    add_accounts(store)
    store.engine.dispose()
    settings = {"data": folder, "batch_workers": 2, "sure_at": sure_at, "wait": 10}
    with running(log=folder / "log", **settings) as (address, _):
        yield address


def add_accounts(store):
    """Make an account of each role, named like it."""
    with store.writing() as connection:
        for role in Role:
            create_account(connection, str(role), role, PASSWORD, time.time())


@contextmanager
def served_in_process(folder, **settings):
    """Serve a store that the test fills, without workers or nets; yields the desk, the address."""
    app = create_app(Settings(data=folder, **settings), checker=Core())
    desk = Desk(app)
    add_accounts(desk.store)
    with closing(desk.store), served(app) as address:
        yield desk, address


def night_in(folder, count=40, hostile=None):
    """Make a folder of up to 40 photos of drawn specimens, one folder a citizen."""
    night = folder / "malam"
    for at, path in enumerate(sorted(PHOTOS.glob("*.jpg"))[: 4 * count : 4]):
        citizen = night / CITIZENS[at % len(CITIZENS)]
        citizen.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, citizen / (hostile if hostile and at == 0 else path.name))
    return night


class Browsing:
    """Everybody's windows on one service, closed with the block."""

    def __init__(self, browser, origin):
        self.browser = browser
        self.origin = origin
        self.contexts = {}
        self._stack = ExitStack()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._stack.close()

    @contextmanager
    def page(self, name=None, size=DESKTOP, refused=(), cut=False):
        """Open a window of a signed-in person or a guest; any error in it fails the test.

        refused: the status codes that the test provokes, which browsers report as errors.
        cut: the test cuts the network.
        """
        context = self.contexts.get(name) or self._signed_in(name)
        page, problems = context.new_page(), []
        page.set_viewport_size(size)
        self._watch(page, problems)
        yield page
        page.close()
        provoked = [(f"status of {code} ", f"Error Code {code} ") for code in refused]
        provoked += [("net::ERR_", "htmx:sendError", "htmx:afterRequest")] if cut else []
        unexpected = [one for one in problems if not any(said in one for said in sum(provoked, ()))]
        assert not unexpected, unexpected

    def _signed_in(self, name):
        context = self.browser.new_context(base_url=self.origin)
        self._stack.callback(context.close)
        context.set_default_timeout(PATIENCE)
        if name is not None:
            self.contexts[name] = context
            page = context.new_page()
            sign_in(page, name)
            page.close()
        return context

    def _watch(self, page, problems):
        ours = (f"{self.origin}/", "data:image/", "blob:")
        page.on("console", lambda result: problems.append(f"{page.url} {result.text}"))
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.on("request", lambda r: r.url.startswith(ours) or problems.append(r.url))


def sign_in(page, name):
    """Sign in with the keyboard alone: the page opens with the cursor in the first field."""
    page.goto("/desk/sign-in")
    expect(page.locator("[name=name]")).to_be_focused()
    page.keyboard.type(name)
    page.keyboard.press("Tab")
    page.keyboard.type(PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))


def drop(page, *paths):
    """Drop files or folders in the middle of the page, as from the desk of the computer."""
    hand = page.context.new_cdp_session(page)
    data = {"items": [], "files": [str(path) for path in paths], "dragOperationsMask": 1}
    for step in ("dragEnter", "dragOver", "drop"):
        hand.send("Input.dispatchDragEvent", {"type": step, "x": 200, "y": 400, "data": data})


def settled(page):
    """Wait until nothing is under way and what came is in its place."""
    expect(page.locator(".htmx-request, .htmx-added")).to_have_count(0)


def press(page, key):
    """Press a key once the page listens: it is settled, and the picture has come."""
    settled(page)
    page.wait_for_function(SEEN)
    page.keyboard.press(key)


SEEN = """() => {
  const picture = document.querySelector(".view img");
  return !picture || picture.naturalWidth > 0;
}"""
