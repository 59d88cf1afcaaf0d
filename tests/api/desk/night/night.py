"""One night: a folder is uploaded and checked, two officers decide it at once, much goes wrong.

The upload breaks off twice, the service restarts, a session ends.
"""

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Event

from playwright.sync_api import expect

from api.settings import Settings
from api.store import accounts
from api.store.accounts import Role
from api.store.database.store import Store
from api.store.photos import claims
from tests.api.desk.browser import Browsing, add_accounts
from tests.api.desk.night import recount, upload
from tests.api.desk.night.folder import NAME, Truth, drawn_night
from tests.api.desk.night.officer import Officer
from tests.api.server import running
from tests.servers.chromium import chromium
from tests.servers.line import Line, line_to
from tests.servers.ports import free_port

CHECKING = 3_600_000
"""Milliseconds that the workers may take."""
CUTS = (0.2, 0.6)
"""Shares of the folder after which the line breaks off: for a moment, and for longer."""
RESTART, SESSION_END = 0.4, 0.3
"""Shares of the queue: of both officers' before the restart, of one's before the session's end."""
FIRST, SECOND = str(Role.OFFICER), str(Role.SUPERVISOR)


@dataclass(slots=True)
class Night:
    """One night, and what is known at its end."""

    folder: Path
    truths: Mapping[str, Truth]
    store: Store
    officers: dict[str, Officer] = field(default_factory=dict)
    checked: Event = field(default_factory=Event)
    """Set once all photos are checked."""
    waiting: int = 0
    """Photos in the queue then."""
    happened: list[str] = field(default_factory=list)
    took: dict[str, float] = field(default_factory=dict)
    """Seconds by what was done."""
    faults: Sequence[str] = ()
    unreadable_unseen: int = 0

    @contextmanager
    def timed(self, what: str) -> Iterator[None]:
        """Measure how long the block takes."""
        begun = time.monotonic()
        yield
        self.took[what] = time.monotonic() - begun

    @property
    def queued(self) -> int:
        """Photos decided in the queue so far."""
        return sum(one.queued for one in self.officers.values())


def spend(folder: Path, count: int, **settings: object) -> Night:
    """Let a night of this many photos happen in the folder."""
    settings = {"data": folder / "data", "port": free_port(), **settings}
    store = Store.open(Settings(data=folder / "data"))
    add_accounts(store)
    night = Night(folder, drawn_night(folder, count), store)
    with ExitStack() as lines, ExitStack() as service, ThreadPoolExecutor(2) as people:
        origin, _ = service.enter_context(running(log=folder / "log1", **settings))
        line = lines.enter_context(line_to(settings["port"]))
        at_work = [people.submit(_first, night, line), people.submit(_second, night, origin)]
        night.checked.wait()
        if _wait_for(at_work, lambda: night.queued >= RESTART * night.waiting):
            with night.timed("restarting"):
                service.close()
                service.enter_context(running(log=folder / "log2", **settings))
            night.happened.append("the service restarted")
        for one in at_work:
            one.result()
    told = store, list(night.officers.values()), night.truths
    night.faults = recount.faults(*told)
    night.unreadable_unseen = recount.unreadable_unseen(*told)
    store.close()
    return night


def _first(night: Night, line: Line) -> None:
    """Upload, accept and refuse what is sure, then help with the queue."""
    folder, count = night.folder / NAME, len(night.truths)
    try:
        with chromium() as browser:
            people = Browsing(browser, f"http://127.0.0.1:{line.port}")
            with people.page(FIRST, cut=True) as page, night.timed("uploading until it broke off"):
                officer = night.officers[FIRST] = Officer(FIRST, page, night.truths)
                upload.begin(officer, folder, line, CUTS)
                night.happened.append("the upload broke off twice")
            with people.page(FIRST, refused=(503,), cut=True) as officer.page:
                with night.timed("uploading the rest"):
                    upload.go_on(officer, folder)
                with night.timed("checking after that"):
                    done = officer.page.locator("#progress strong")
                    expect(done).to_have_text(str(count), timeout=CHECKING)
                night.waiting = _waiting(night.store)
                night.checked.set()
                with night.timed("deciding"):
                    officer.accept_sure()
                    officer.confirm_re_photos()
                    officer.decide_all(lambda: None)
    finally:
        night.checked.set()


def _second(night: Night, origin: str) -> None:
    """Decide the queue; the session ends once."""
    night.checked.wait()
    at = int(SESSION_END * night.waiting / 2)

    def end_session() -> None:
        if officer.queued == at:
            with night.store.writing() as connection:
                accounts.end_sessions(connection, accounts.named(connection, SECOND).id)
            page.context.clear_cookies(name="precheck_desk")
            night.happened.append("a session ended")

    with chromium() as browser:
        people = Browsing(browser, origin)
        with people.page(SECOND, refused=(401, 503), cut=True) as page:
            officer = night.officers[SECOND] = Officer(SECOND, page, night.truths)
            page.goto("/desk/home")
            officer.decide_all(end_session)


def _waiting(store: Store) -> int:
    with store.reading() as connection:
        return claims.count(connection, FIRST, time.time())


def _wait_for(at_work: Sequence[Future[None]], reached: Callable[[], bool]) -> bool:
    """Wait until something is reached; False if it is not while people are at work."""
    while not reached():
        if not wait(at_work, timeout=0.05).not_done:
            return False
    return True
