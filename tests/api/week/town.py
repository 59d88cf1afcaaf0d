"""The service, its workers, the channels' servers and the clock, in one process.

What is due is done in order of time, one thing after the other. The web service, the dialogue, the
outbox and the maintenance are the real ones; the workers' threads run their jobs in place. No time
passes while a thing is done but that of its check.
"""

import heapq
import json
import math
import random
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.exc import SQLAlchemyError

from api.app import create_app
from api.channels import configuration
from api.channels.dialogue.citizen import CitizenDialogue
from api.channels.dialogue.office import Office
from api.channels.work import process as channel_process
from api.channels.work.handling import Desk
from api.channels.work.open_channels import open_channels
from api.channels.work.process import ChannelProcess, abandon
from api.channels.work.sending import Sender
from api.settings import Settings
from api.store import applications
from api.store.photos import intake
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from api.store.tables.submissions import SUBMISSIONS
from api.store.tables.threads import THREADS
from api.submissions.rules import EXTENSION as RULES
from api.work.periodic.maintenance import Maintenance
from tests.api.channels.made import LOCAL, channels_file
from tests.api.week.album import Shot, timed
from tests.api.week.clock import MINUTE, Clock
from tests.api.week.faults import Faults, Killed
from tests.servers import graph as graph_server
from tests.servers import waha as waha_server

TEMPLATE = '[cloud.numbers.template]\nname = "kabar"\n'
PAUSE_SECONDS = 5.0
"""Of a worker while the database is missing."""
REPEATS = (30.0, 60.0, 120.0, 300.0, 600.0)
"""Seconds after which a channel repeats a delivery that was not taken; the last one is repeated."""
DOUBLED = 0.2
"""Share of the deliveries that come twice."""
MAINTENANCE = 30 * MINUTE
SETTLED = (16.0, 31.0)
"""Seconds after an officer's act at which the maintenance looks for what has settled."""


class InPlace:
    """The workers' threads: each job is run at once."""

    def __init__(self, *_: object) -> None:
        self.free = 1

    def start(self, job: Callable[[], None]) -> None:
        channel_process._guarded(job)

    def oldest(self) -> float:
        return 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """A message that reached a citizen."""

    at: float
    text: str
    choices: tuple[tuple[str, str], ...] = ()
    """(id, title); the id is empty where the channel shows numbers."""
    template: bool = False
    tag: str = ""
    """The reply's id, where the channel tells it."""


@dataclass
class Town:
    """One office, its citizens and everything between them."""

    clock: Clock
    faults: Faults
    chance: random.Random
    app: object = None
    graph: object = None
    waha: object = None
    shots: dict[str, Shot] = field(default_factory=dict)
    """What is on each photo, by the keyed hash under which it is stored."""
    listeners: dict[str, Callable[[Heard], None]] = field(default_factory=dict)
    """Citizens by their address."""
    counter: dict[str, str] = field(default_factory=dict)
    """Citizens who stand at the office's counter, by address: their application's name."""
    untaken: int = 0
    """Deliveries that the service did not take at first."""
    kills: int = 0
    lost: dict[str, str] = field(default_factory=dict)
    """Messages that were set aside and replies that were given up, by id, with their code."""
    _due: list[tuple[float, int, Callable[[], None]]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)
    _told: dict[str, int] = field(default_factory=lambda: {"cloud": 0, "waha": 0})

    @property
    def store(self):
        return self.app.extensions["precheck"].store

    @property
    def rules(self):
        return self.app.extensions[RULES]

    def at(self, when: float, act: Callable[[], None]) -> None:
        heapq.heappush(self._due, (max(when, self.clock.now), next(self._order), act))

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        self.at(self.clock.now + seconds, act)

    @contextmanager
    def opened(self, folder: Path, database: str | None, check) -> Iterator["Town"]:
        """Open the service on a database. check: of photos."""
        with ExitStack() as stack:
            self.graph = stack.enter_context(graph_server.graph())
            self.waha = stack.enter_context(waha_server.waha())
            self.graph.fault_of, self.graph.webhook = self.faults.of_graph, "statuses are kept"
            self.waha.faults = OneByOne(self.faults.of_waha)
            file = channels_file(
                folder, cloud=self.graph.url, waha=self.waha.url, top=LOCAL, more=TEMPLATE
            )
            file.write_text(file.read_text().replace('line = "kk"\n', ""))
            settings = Settings(data=folder, database=database, channels=file)
            self.app = create_app(settings, checker=timed(check, self.clock))
            stack.callback(self.store.close)
            self._open_workers(settings, timed(check, self.clock))
            self.faults.listen(self.store.engine)
            self._keep_up()
            yield self

    def _open_workers(self, settings: Settings, check) -> None:
        configured = configuration.load(settings.channels)
        channels = open_channels(configured, settings.max_bytes)
        dialogue = CitizenDialogue(Office(self.store, self.rules, check))
        self._desk = Desk(self.store, configured, channels, dialogue, settings.lease_seconds)
        self._sender = Sender(self.store, configured, channels)
        self._maintenance = Maintenance.of(settings, self.store)
        self._new_worker()

    def _new_worker(self) -> None:
        self._worker = f"worker {next(self._order)}"
        self._process = ChannelProcess(self._desk, self._sender, self._worker)
        self._process._messages = InPlace()
        self._process._replies = InPlace()
        self._process._notices = InPlace()

    def run(self, until: float) -> None:
        """Do what is due until then."""
        while self._due and self._due[0][0] <= until:
            at, _, act = heapq.heappop(self._due)
            self._work_until(at)
            self.clock.turn_to(at)
            act()
            self.work()
        self.clock.turn_to(until)

    def _work_until(self, until: float) -> None:
        """Let the workers do what falls due by itself: what is tried again."""
        while (due := self._next_due()) is not None and due <= until:
            self.clock.turn_to(due)
            self.work()

    def _next_due(self) -> float | None:
        """Return when a worker has something to do; asked past the faults."""
        tables = (CHANNEL_REPLIES, CONVERSATIONS)
        with self._spared(), self.store.reading() as connection:
            dues = [connection.scalar(select(func.min(table.c.next_at))) for table in tables]
            leases = connection.scalar(select(func.min(CONVERSATIONS.c.lease_until)))
        found = [one for one in (*dues, leases) if one is not None]
        return max(min(found), self.clock.now + PAUSE_SECONDS) if found else None

    def work(self) -> None:
        """Let the workers work until nothing is due, or the database is away."""
        self.faults.deadly = True
        self._process._renewed = -math.inf  # its leases, as every few seconds
        try:
            while self._process.run_once():
                self._deliver_statuses()
        except SQLAlchemyError:
            pass
        except Killed:
            self.kills += 1
            self.faults.deadly = False
            with self._spared(), self.store.writing() as connection:
                abandon(self._desk.settings, connection, self._worker, self.clock())
            self._new_worker()
        finally:
            self.faults.deadly = False
        self._deliver_statuses()
        self._listen()

    def maintain(self) -> None:
        try:
            self._maintenance.run_due(self.clock())
        except SQLAlchemyError:
            self.after(PAUSE_SECONDS, self.maintain)

    def settle(self) -> None:
        """Let what an officer did be told once it has settled."""
        for seconds in SETTLED:
            self.after(seconds, self.maintain)

    def _keep_up(self) -> None:
        self.maintain()
        self.note_lost()
        self.after(MAINTENANCE, self._keep_up)

    def note_lost(self) -> None:
        """Keep what was lost, whose rows are deleted later."""
        dead, failed = CHANNEL_MESSAGES.c.state == "dead", CHANNEL_REPLIES.c.state == "failed"
        messages = select(CHANNEL_MESSAGES.c.id, CHANNEL_MESSAGES.c.problem).where(dead)
        replies = select(CHANNEL_REPLIES.c.id, CHANNEL_REPLIES.c.code).where(failed)
        with self.reading() as connection:
            self.lost |= {id_: f"message {code}" for id_, code in connection.execute(messages)}
            self.lost |= {id_: f"reply {code}" for id_, code in connection.execute(replies)}

    @contextmanager
    def _spared(self) -> Iterator[None]:
        """Make no fault meanwhile: what the week itself asks the database is no part of it."""
        away, statements, deadly = (
            self.faults.away["database"],
            self.faults.statements,
            self.faults.deadly,
        )
        self.faults.away["database"], self.faults.statements = [], 0.0
        try:
            yield
        finally:
            self.faults.away["database"], self.faults.statements = away, statements
            self.faults.deadly = deadly

    @contextmanager
    def reading(self) -> Iterator[object]:
        """Read the database, past the faults."""
        with self._spared(), self.store.reading() as connection:
            yield connection

    def is_done(self) -> bool:
        """Return whether no application and no conversation waits for anybody."""
        waits = applications.STAGE.in_(("incomplete", "complete", "in_work", "returned", "ready"))
        under_way = select(SUBMISSIONS.c.id).where(applications.kept(), waits)
        with self.reading() as connection:
            open_ = connection.scalar(select(THREADS.c.id).where(THREADS.c.closed_at.is_(None)))
            return open_ is None and connection.scalar(under_way) is None

    def note_shot(self, shot: Shot) -> None:
        self.shots[intake.mac_of(self.store.vault, shot.data)] = shot

    def deliver_cloud(self, message: dict) -> None:
        self._deliver(
            "/channels/cloud",
            graph_server.messages(message),
            lambda body: {"X-Hub-Signature-256": graph_server.signature(body)},
        )

    def deliver_waha(self, message: dict) -> None:
        self._deliver(
            "/channels/waha", message, lambda body: {"X-Webhook-Hmac": waha_server.signature(body)}
        )

    def _deliver(self, path: str, content: dict, signed, tries: int = 0) -> None:
        body = json.dumps(content).encode()
        headers = {"Content-Type": "application/json", **signed(body)}
        answer = self.app.test_client().post(path, data=body, headers=headers)
        if answer.status_code != 200:
            if answer.status_code < 500:
                raise AssertionError(f"{path}: {answer.status_code} {answer.text}")
            self.untaken += tries == 0
            wait = REPEATS[min(tries, len(REPEATS) - 1)]
            self.after(wait, lambda: self._deliver(path, content, signed, tries + 1))
        elif not tries and self.chance.random() < DOUBLED:
            wait = self.chance.uniform(1, 90)
            self.after(wait, lambda: self._deliver(path, content, signed, 1))

    def _deliver_statuses(self) -> None:
        while not self.graph.statuses.empty():
            body = self.graph.statuses.get()
            for status in ("sent", "delivered"):
                change = {"id": "wamid.X", "status": status, "recipient_id": body["to"]}
                change["biz_opaque_callback_data"] = body["biz_opaque_callback_data"]
                posted = graph_server.statuses(change)
                self._deliver(
                    "/channels/cloud",
                    posted,
                    lambda body: {"X-Hub-Signature-256": graph_server.signature(body)},
                )

    def _listen(self) -> None:
        """Hand what the channels accepted to the citizens."""
        for to, heard in self._accepted():
            self.listeners[to](heard)

    def _accepted(self) -> Iterator[tuple[str, Heard]]:
        sent = self.graph.sent[self._told["cloud"] :]
        self._told["cloud"] += len(sent)
        for body in sent:
            yield body["to"], of_cloud(body, self.clock.now)
        sent = self.waha.sent[self._told["waha"] :]
        self._told["waha"] += len(sent)
        for one in sent:
            yield one["asked"]["chatId"], of_waha(one, self.clock.now)


class OneByOne:
    """Faults as the stand-in of WAHA takes them."""

    def __init__(self, next_fault) -> None:
        self._next = next_fault

    def __bool__(self) -> bool:
        return True

    def popleft(self):
        return self._next()


def of_cloud(body: dict, at: float) -> Heard:
    """Return what a citizen sees of a message of the Graph API."""
    kind = body["type"]
    tag = body["biz_opaque_callback_data"]
    if kind == "text":
        return Heard(at=at, text=body["text"]["body"], tag=tag)
    if kind == "image":
        return Heard(at=at, text=body["image"]["caption"], tag=tag)
    if kind == "template":
        (part,) = body["template"]["components"]
        text = part["parameters"][0]["text"]
        return Heard(at=at, text=text, template=True, tag=tag)
    inner = body["interactive"]
    if inner["type"] == "list":
        rows = inner["action"]["sections"][0]["rows"]
        choices = tuple((row["id"], row.get("description", row["title"])) for row in rows)
    else:
        buttons = [one["reply"] for one in inner["action"]["buttons"]]
        choices = tuple((one["id"], one["title"]) for one in buttons)
    return Heard(at=at, text=inner["body"]["text"], choices=choices, tag=tag)


def of_waha(one: dict, at: float) -> Heard:
    """Return what a citizen sees of a message of WAHA: choices are numbered lines."""
    lines = one["body"].split("\n")
    numbered = [line for line in lines if line.partition(". ")[0].isdigit()]
    text = "\n".join(line for line in lines if line not in numbered)
    return Heard(
        at=at, text=text, choices=tuple(("", line.partition(". ")[2]) for line in numbered)
    )
