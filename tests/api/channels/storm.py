"""A storm of deliveries in random order, each repeated, on real servers and processes.

The Graph side fails one call in five; workers are killed twice. `python -m
tests.api.channels.storm` runs the full size on both databases, with `precheck-api worker` as it is.
"""

import multiprocessing
import os
import random
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter, defaultdict
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from sqlalchemy import select

from api.app import create_app
from api.channels.work.process import run_channel_worker
from api.http import logs
from api.settings import Settings
from api.store.channels import conversations
from api.store.tables.channels import CHANNEL_MESSAGES, CHANNEL_REPLIES, CONVERSATIONS
from tests.api.channels.echo import open_echo
from tests.api.channels.made import LOCAL, SECRETS, channels_file, environment, web
from tests.api.work.deployments import children, end
from tests.servers import graph as graph_server
from tests.servers.postgres import postgres

PATIENCE = 120.0  # seconds
LEASE, CONFIRM = 1, 3.0  # seconds
SHARE = 0.2
ROOT = Path(__file__).resolve().parents[3]
FAULTS = {
    "address": [("status", 500), ("status", 429, [("Retry-After", "0")]), "cut"],
    "bytes": [("status", 404), ("status", 500), "cut"],
    "messages": [
        *(("status", 500), ("status", 429, [("Retry-After", "0")]), "cut"),
        *(("accepted", 500), ("accepted", None)),
    ],
}
WORKER = (sys.executable, "-m", "tests.api.channels.worker_program")


@dataclass
class Storm:
    """One storm: what was delivered, what was said and stored."""

    size: int
    citizens: int
    seed: int = 7
    kills: int = 0
    faults: Counter = field(default_factory=Counter)
    seconds: float = 0.0

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
            top = f"workers = 2\nconfirm_seconds = {CONFIRM}\n{LOCAL}"
            file = channels_file(folder, cloud=self.graph.url, top=top)
            settings = settings.model_copy(update={"channels": file, "lease_seconds": LEASE})
            app = create_app(settings)
            self.store = app.extensions["precheck"].store
            self.graph.fault_of = fault_of
            with web(app) as url:
                self.graph.webhook = f"{url}/channels/cloud"
                with working(machine(settings, folder / "workers.log")) as workers:
                    self._rage(workers, chance)
            self.seconds = time.monotonic() - began
            self.seen, self.states = self._seen(), self._states()
            self.store.close()

    def _rage(self, workers, chance):
        posts = 2 * [self._message(n) for n in range(self.size)]
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

    def _message(self, n):
        sender, at = graph_server.SENDER.format(9000 + n % self.citizens), time.time() - 1
        if n % 2:
            return graph_server.messages(
                graph_server.text(f"wamid.{n}", f"m{n}", sender=sender, at=at)
            )
        data = b"\xff\xd8" + bytes(1000 + n)
        one = graph_server.image(
            f"wamid.{n}", self.graph.add_media(data), data, sender=sender, at=at
        )
        one["image"]["caption"] = f"m{n}"
        return graph_server.messages(one)

    def _wait(self, what):
        until = time.monotonic() + PATIENCE
        while not what():
            if time.monotonic() > until:
                raise TimeoutError(f"{self._states()}")
            time.sleep(0.05)

    def _done(self):
        return self._states()["messages"]["done"]

    def _unfinished(self):
        replies = self._states()["replies"]
        return sum(replies.values()) - replies["accepted"]

    def _states(self):
        tables = {"messages": CHANNEL_MESSAGES, "replies": CHANNEL_REPLIES}
        with self.store.reading() as connection:
            return {
                name: Counter(
                    ACCEPTED.get(one, one) for one in connection.scalars(select(table.c.state))
                )
                for name, table in tables.items()
            }

    def _seen(self):
        """Return the handled message ids of each citizen, in order."""
        with self.store.reading() as connection:
            rows = connection.execute(select(CONVERSATIONS)).mappings().all()
        vault, now = self.store.vault, time.time()
        return {
            conversations.sender(vault, row): conversations.state(vault, row, now)["seen"]
            for row in rows
        }

    def said(self):
        """Return the numbers of the messages that each citizen was answered, in order."""
        found = defaultdict(list)
        for body in self.graph.sent:
            found[body["to"]].append(body["text"]["body"].split()[1].replace("m", "wamid."))
        return dict(found)


ACCEPTED = {"sent": "accepted", "delivered": "accepted"}
"""The status of the delivery may come or not before the end."""


class Machine:
    """A supervisor with its workers: first one of them is killed, then all at once."""

    kills = 0

    def __init__(self, settings, log):
        values = {"data": settings.data, "channels": settings.channels, "lease_seconds": LEASE}
        if settings.database is not None:
            values["database"] = settings.database.get_secret_value()
        self._environment = environment(values) | {"PYTHONPATH": str(ROOT)}
        self._log = log
        self._start()

    def _start(self):
        with self._log.open("a") as lines:
            self._process = subprocess.Popen(
                WORKER, stdout=lines, stderr=lines, env=self._environment, cwd=ROOT
            )

    def kill(self):
        self.kills += 1
        below = children(self._process.pid)
        if self.kills == 1:  # its supervisor notices
            end(next(pid for pid in below if b"spawn_main" in command(pid)))
        else:
            for pid in (self._process.pid, *below):
                end(pid)
            self._process.wait()
            self._start()

    def stop(self):
        self._process.send_signal(signal.SIGTERM)
        self._process.wait(60)


def command(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


class Forked:
    """One worker without a supervisor, quickly started; another takes its place when killed."""

    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["tests.api.channels.storm"])

    def __init__(self, settings, log):
        self._arguments = (settings, log)
        self._start()

    def _start(self):
        self._process = self.context.Process(target=work, args=self._arguments)
        self._process.start()

    def kill(self):
        self._process.kill()
        self._process.join()
        self._start()

    def stop(self):
        self._process.terminate()
        self._process.join(60)


def work(settings, log):
    os.environ.update(SECRETS)
    with log.open("a") as lines:
        os.dup2(lines.fileno(), 1)
        os.dup2(lines.fileno(), 2)
    run_channel_worker(settings, open_echo, f"{os.getpid()}", os.getppid())


@contextmanager
def working(machine):
    try:
        yield machine
    finally:
        machine.stop()


def full():
    """Run the full size on both databases; print what it showed."""
    with (
        postgres() as address,
        pytest.MonkeyPatch.context() as patch,
        Path(os.devnull).open("w") as silence,
    ):
        logs.configure(silence)
        for name, secret in SECRETS.items():
            patch.setenv(name, secret)
        for database in (None, address):
            with tempfile.TemporaryDirectory() as folder:
                storm = Storm(size=200, citizens=50)
                storm.run(Settings(data=folder, database=database), Path(folder), Machine)
            check(storm)
            name = "PostgreSQL" if database else "SQLite"
            failed = sum(storm.faults[call, True] for call in FAULTS)
            of = sum(storm.faults.values())
            sys.stdout.write(
                f"{name}: {storm.size} messages of {storm.citizens} citizens, each delivered twice,"
                f" {storm.kills} kills, {failed} of {of} calls failed: each handled and answered"
                f" once, in {storm.seconds:.0f} s\n"
            )


def check(storm):
    """Each message was handled once, each answered once, in the order of its handling."""
    handled = sorted(id_ for ids in storm.seen.values() for id_ in ids)
    assert handled == sorted(f"wamid.{n}" for n in range(storm.size))
    assert storm.said() == storm.seen
    assert storm.states == {
        "messages": {"done": storm.size},
        "replies": {"accepted": storm.size},
    }


if __name__ == "__main__":
    full()
