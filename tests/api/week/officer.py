"""An officer at the desk, one act after the other, as the pages offer them."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlalchemy import select

from api.store.tables.batches import PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from tests.api.desk.people import PASSWORD, TOKEN, Visitor
from tests.api.week.citizen import THANKS
from tests.api.week.clock import HOUR, MINUTE
from tests.api.week.town import Town

ID = "[0-9A-Z]{26}"
THREAD = re.compile(rf'<tr><td><a href="/desk/conversations/({ID})">(.*?)</tr>', re.DOTALL)
ROW = re.compile(r"<tr data-item>(.*?)</tr>", re.DOTALL)
TICK = re.compile(rf'name="application" value="({ID}):(\w+)"')
REFERENCE = re.compile(r'<small class="quiet block">(.*?)</small>')
CARD = re.compile(rf"/desk/photos/({ID})/decide")
NONCE = re.compile(r'name="nonce" value="([^"]+)"')
LAST = re.compile(r'name="last" value="([^"]*)"')
SAID = re.compile(r'<p class="said">(.*?)</p>', re.DOTALL)
THANKED = [[one] for one in THANKS]
SLOT = re.compile(r'name="slot" value="(\w+)"')
WORKING = 2 * HOUR
"""What the work on an application takes at least."""
LISTENING = 10 * MINUTE
"""Time after an answer before the bot takes the conversation back."""
SELDOM = 0.7
"""Share of the idle moments in which nobody tidies up."""
REASONS = frozenset({"cropping", "glare", "blur", "dark", "occlusion", "shadow", "too_small"})


class NotNow(Exception):
    """The desk does not answer."""


@dataclass(slots=True)
class Officer:
    """One officer with a window."""

    town: Town
    name: str
    visitor: Visitor | None = None
    acts: Counter[str] = field(default_factory=Counter)
    unanswered: int = 0
    """Acts at which the desk did not answer."""
    _token: str = ""
    since: dict[str, float] = field(default_factory=dict)
    """When an officer took an application, or answered a conversation; all of them know it."""

    def act(self) -> bool:
        """Do the next thing that waits; return whether there was any."""
        jobs = (self._converse, self._decide, self._hand_out, self._work, self._tidy)
        try:
            if self.visitor is None or self._get("/conversations").status_code != 200:
                self._sign_in()
            done = next((job.__name__ for job in jobs if job()), None)
        except NotNow:
            self.unanswered += 1
            return True
        if done:
            self.acts[done.strip("_")] += 1
            self.town.settle()
        return done is not None

    def _sign_in(self) -> None:
        self.visitor, self._token = Visitor(self.town.app.test_client()), ""
        self._post("/sign-in", name=self.name, password=PASSWORD)
        self._token = ""

    def _get(self, path: str):
        answer = self.visitor.get(path)
        if answer.status_code >= 500:
            raise NotNow
        return answer

    def _post(self, path: str, **data: object):
        if not self._token:
            self._token = TOKEN.search(self._get("/sign-in").text)[1]
        data = {"csrf_token": self._token, **data}
        answer = self.visitor.client.post(f"/desk{path}", data=data)
        if answer.status_code >= 500:
            raise NotNow
        if answer.status_code >= 400:
            raise AssertionError(f"{path}: {answer.status_code}")
        return answer

    # conversations

    def _converse(self) -> bool:
        """Answer who waits longest; give a conversation that is over back to the bot."""
        for id_, row in THREAD.findall(self._get("/conversations").text):
            waits = "chip doubt" in row
            if not waits and self.town.clock.now - self.since.get(id_, 0.0) < LISTENING:
                continue
            page = self._get(f"/conversations/{id_}").text
            nonce = NONCE.search(page)
            over = SAID.findall(page)[-1:] in THANKED
            if not waits or over or nonce is None:
                self._post(f"/conversations/{id_}/return", last=LAST.search(page)[1])
                return True
            text = f"Selamat siang, saya {self.name}. Sudah kami cek, silakan lanjutkan."
            self._post(f"/conversations/{id_}/reply", text=text, nonce=nonce[1])
            self.since[id_] = self.town.clock.now
            return True
        return False

    # photos

    def _decide(self) -> bool:
        """Decide the next photo of the queue by what is on it; err now and then, and undo."""
        found = CARD.search(self._get("/queue").text)
        if found is None:
            return False
        id_ = found[1]
        with self.town.reading() as connection:
            mac = connection.scalar(select(PHOTOS.c.file_mac).where(PHOTOS.c.id == id_))
        shot = self.town.shots[mac]
        reason = shot.reason if shot.reason in REASONS else "blur"
        right = {"decision": "accept"} if shot.readable else {"again": reason}
        if self.town.chance.random() < 0.1:
            wrong = {"again": "blur"} if shot.readable else {"decision": "accept"}
            self._post(f"/photos/{id_}/decide", **wrong)
            self._post("/undo")
        self._post(f"/photos/{id_}/decide", **right)
        return True

    # applications

    def _rows(self, query: str) -> list[tuple[str, str, str]]:
        """Return (id, stage, row) of what a list shows."""
        rows = ROW.findall(self._get(f"/{query}").text)
        return [(*TICK.search(row).groups(), row) for row in rows]

    def _move(self, id_: str, seen: str, to: str, **more: object) -> None:
        self._get(f"/applications/{id_}")
        self._post(f"/applications/{id_}/move", seen=seen, to=to, **more)

    def _work(self) -> bool:
        """Finish what was begun long enough ago, else begin the next."""
        rows = self._rows("")
        begun = [row for row in rows if row[1] == "in_work"]
        for id_, seen, _ in begun:
            if self.town.clock.now - self.since.setdefault(id_, 0.0) >= WORKING:
                self._finish(id_, seen)
                return True
        for id_, seen, row in rows:
            if seen == "complete" and "perlu diputuskan" not in row:
                self._move(id_, seen, "in_work")
                self.since[id_] = self.town.clock.now
                return True
        return False

    def _finish(self, id_: str, seen: str) -> None:
        drawn = self.town.chance.random()
        if drawn < 0.08:
            page = self._get(f"/applications/{id_}").text
            slots = sorted(set(SLOT.findall(page)))
            word = "Datanya tidak sama dengan di kantor"
            slot = [self.town.chance.choice(slots)] if slots else []
            self._move(id_, seen, "returned", word=word, slot=slot)
        elif drawn < 0.1:
            self._move(id_, seen, "closed", word="Sudah diurus di loket")
        else:
            self._move(id_, seen, "ready")

    def _hand_out(self) -> bool:
        """Hand out what citizens fetch at the counter."""
        if not self.town.counter:
            return False
        for id_, seen, row in self._rows("?stage=ready"):
            address = REFERENCE.search(row)[1]
            if address in self.town.counter:
                self._move(id_, seen, "handed_out")
                del self.town.counter[address]  # who could not be served waits on
                return True
        return False

    def _tidy(self) -> bool:
        """Close what is over: handed out, done without a document, given up by its citizen."""
        if self.town.chance.random() < SELDOM:
            return False
        done = self._rows("?stage=handed_out") + self._without_document()
        if done:
            ticked = [f"{id_}:{seen}" for id_, seen, _ in done]
            self._post("/applications/move", application=ticked, to="closed")
            return True
        for id_, seen, _ in self._rows("?age=2"):
            if seen in {"incomplete", "returned"}:
                self._move(id_, seen, "closed", word="Lama tidak ada kiriman")
                return True
        return False

    def _without_document(self) -> list[tuple[str, str, str]]:
        rows = self._rows("?stage=ready")
        if not rows:
            return []
        with self.town.reading() as connection:
            kinds = dict(connection.execute(select(SUBMISSIONS.c.id, SUBMISSIONS.c.service)).all())
        return [row for row in rows if kinds[row[0]] == "nik"]


def shifts(office_hours) -> Callable[[object], int]:
    """Return which shift works at a local time: 0 before noon, 1 after, -1 none."""

    def shift(then) -> int:
        return (then.hour >= 12) if office_hours.is_open(then) else -1

    return shift
