"""A storm of deliveries in random order, each repeated, on real servers and processes.

The Graph side fails one call in five; workers are killed twice.
"""

import random
import threading
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from api.app import create_app
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES
from tests.api.channels.made import LOCAL, channels_file
from tests.api.channels.storm.machines import LEASE_SECONDS, working
from tests.servers import graph as graph_server
from tests.servers.wsgi import served

PATIENCE_SECONDS = 240.0
CONFIRM_SECONDS = 3.0
SHARE = 0.2
"""Share of the calls to the Graph side that fail."""
FAULTS = {
    "address": [("status", 500), ("status", 429, [("Retry-After", "0")]), "cut"],
    "bytes": [("status", 404), ("status", 500), "cut"],
    "messages": [
        *(("status", 500), ("status", 429, [("Retry-After", "0")]), "cut"),
        *(("accepted", 500), ("accepted", None)),
    ],
}

ACCEPTED = "accepted"
"""A reply that the channel took: the status of its delivery may come or not before the end."""


class Storm:
    """One storm: what was delivered, what was said and stored."""

    def __init__(self, citizens, seed=7):
        self.citizens, self.seed = citizens, seed
        self.kills, self.faults, self.seconds = 0, Counter(), 0.0

    def posts(self):
        """Return the deliveries."""
        raise NotImplementedError

    def look(self):
        """Keep what the store has of it in the end."""
        raise NotImplementedError

    def check(self):
        """Assert that everything was handled once and everybody answered once."""
        raise NotImplementedError

    def run(self, settings, folder, machine):
        """machine: class of what works; its `kill` is called twice."""
        chance, lock = random.Random(self.seed), threading.Lock()

        def fault_of(call):
            with lock:
                fault = chance.choice(FAULTS[call]) if chance.random() < SHARE else None
                self.faults[call, fault is not None] += 1
            return fault

        began = time.monotonic()
        with graph_server.graph(emitting=True) as self.graph:
            top = f"workers = 2\nconfirm_seconds = {CONFIRM_SECONDS}\n{LOCAL}"
            file = channels_file(folder, cloud=self.graph.url, top=top)
            file.write_text(self.configured(file.read_text()))
            settings = settings.model_copy(
                update={"channels": file, "lease_seconds": LEASE_SECONDS}
            )
            app = create_app(settings)
            self.store = app.extensions["precheck"].store
            self.graph.fault_of = fault_of
            with served(app) as url:
                self.graph.webhook = f"{url}/channels/cloud"
                with working(machine(settings, folder / "workers.log")) as workers:
                    self._rage(workers, chance)
            self.seconds = time.monotonic() - began
            self.states = self._states()
            self.look()
            self.store.close()

    def configured(self, text):
        """Return the channels file as this storm needs it."""
        return text

    def _rage(self, workers, chance):
        once = self.posts()
        self.size, posts = len(once), 2 * once
        chance.shuffle(posts)
        with ThreadPoolExecutor(4) as threads:
            for post in posts:
                threads.submit(graph_server.deliver, self.graph.webhook, post)
            self._wait(lambda: self._done() > self.size / 4)
            workers.kill()
            self._wait(lambda: self._done() > self.size / 2)
            workers.kill()
            self.kills = 2
        self._wait(lambda: self._done() == self.size and not self._unfinished())

    def sender(self, n):
        return graph_server.SENDER.format(9000 + n % self.citizens)

    def _wait(self, what):
        until = time.monotonic() + PATIENCE_SECONDS
        while not what():
            if time.monotonic() > until:
                raise TimeoutError(f"{self._states()}")
            time.sleep(0.05)

    def _done(self):
        return self._states()["messages"]["done"]

    def _unfinished(self):
        replies = self._states()["replies"]
        return sum(replies.values()) - replies[ACCEPTED]

    def _states(self):
        tables = {"messages": CHANNEL_MESSAGES, "replies": CHANNEL_REPLIES}
        with self.store.reading() as connection:
            return {
                name: Counter(
                    ACCEPTED if one in ("sent", "delivered") else one
                    for one in connection.scalars(select(table.c.state))
                )
                for name, table in tables.items()
            }
