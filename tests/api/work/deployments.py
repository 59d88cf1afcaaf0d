"""The three deployments that work on batches, on real servers; their processes can be killed.

Embedded: the service alone, on SQLite. PostgreSQL: a machine of workers beside it. Celery: two such
machines, which hear from RabbitMQ what to do.
"""

import io
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path

import requests

from api.settings import Settings
from api.store.database.store import Store
from tests.api.metrics.scraped import counted_photos, scraped
from tests.api.server import PROGRAM, running
from tests.api.store.filled import photo as row_of
from tests.servers.ports import free_port
from tests.servers.rabbit import rabbit

LEASE = 5  # seconds
PATIENCE = 240  # seconds; a loaded machine works slowly
PARENT = re.compile(r"^PPid:\s+(\d+)", re.MULTILINE)


class Machine:
    """`precheck-api worker`, on a machine of its own as it were."""

    def __init__(self, log, processes, settings, program=(PROGRAM,)):
        self.log = log
        self.url = f"http://127.0.0.1:{settings['PRECHECK_API_METRICS_PORT']}"
        self._command = [*program, "worker", "--processes", str(processes)]
        self._environment = os.environ | settings
        self.start()

    def start(self):
        with self.log.open("a") as lines:
            self.process = subprocess.Popen(
                self._command, stdout=lines, stderr=lines, env=self._environment
            )

    def kill(self):
        """Kill it with all that works on it."""
        for pid in (self.process.pid, *children(self.process.pid)):
            end(pid)
        self.process.wait()

    def stop(self):
        """Tell it to stop; return its exit status."""
        self.process.terminate()
        return self.process.wait(60)


class Deployment:
    """A service, the machines that work for it, and access to its database."""

    def __init__(self, url, service, log, settings, machines=(), broker=None):
        self.url, self.broker, self.machines = url, broker, list(machines)
        self.store = Store.open(settings)
        self._service, self._log = service, log

    def kill(self, id_):
        """Kill the process that works on a photo."""
        end(int(self.row(id_)["leased_by"].split()[-1]))

    def results(self):
        """Count the results that were written, by photo."""
        logs = [self._log, *(one.log for one in self.machines)]
        return sum((written(log) for log in logs), Counter())

    def bring(self, *files):
        """Make a batch of files; return its id and the photos' ids."""
        id_ = self._post("/batches", json={})["id"]
        parts = [("photos", (f"{n}.jpg", io.BytesIO(data))) for n, data in enumerate(files)]
        received = self._post(f"/batches/{id_}/photos", files=parts)
        self._post(f"/batches/{id_}/close")
        return id_, [one["id"] for one in received["photos"]]

    def send(self, service, variant, data):
        """Begin a submission with one photo; return the photo's id."""
        wish = {"service": service, "variant": variant, "reference": f"citizen {time.time_ns()}"}
        id_ = self._post("/submissions", json=wish)["id"]
        sent = self._post(f"/submissions/{id_}/photos", files={"image": ("a.jpg", data)})
        return sent["photo"]

    def row(self, id_):
        """Return the row of a photo."""
        return row_of(self.store, id_)

    def _post(self, path, **body):
        answer = requests.post(self.url + path, timeout=60, **body)
        assert answer.ok, answer.text
        return answer.json()

    def get(self, path):
        answer = requests.get(self.url + path, timeout=60)
        assert answer.ok, answer.text
        return answer.json()

    def counted(self):
        """Return how many photos of batches the metrics of all machines count."""
        texts = [self._metrics(one.url) for one in (self, *self.machines)]
        return sum(counted_photos(scraped(text), "batch") for text in texts)

    def _metrics(self, url):
        """Return the metrics of a machine, once it has started."""
        until = time.monotonic() + PATIENCE
        while True:
            try:
                return requests.get(f"{url}/metrics", timeout=60).text
            except requests.ConnectionError:
                assert time.monotonic() < until
                time.sleep(0.1)

    def finished(self, id_):
        """Wait until no worker has anything left to do; return batch and rows."""
        wait_for(lambda: self.get(f"/batches/{id_}")["finished"], pause=0.2)
        results = self.get(f"/batches/{id_}/results")
        return results["batch"], results["photos"]

    def tries(self, id_):
        """Return how often the photo was leased."""
        return self.row(id_)["attempts"]

    def caught(self, id_, tries=1):
        """Wait until a worker is at the photo for the so-manieth time."""
        wait_for(lambda: self.tries(id_) >= tries)
        assert (self.row(id_)["state"], self.tries(id_)) == ("leased", tries)


def wait_for(what, pause=0.02):
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until
        time.sleep(pause)


def children(pid):
    """Return all processes below this one."""
    parents = {}
    for one in Path("/proc").glob("[0-9]*/status"):
        try:
            parents[int(one.parent.name)] = int(PARENT.search(one.read_text())[1])
        except (OSError, TypeError):
            continue  # it ended just now
    found, below = [], {pid}
    while below:
        below = {child for child, parent in parents.items() if parent in below}
        found += below
    return found


def end(pid):
    with suppress(ProcessLookupError):  # it ended with its parent
        os.kill(pid, signal.SIGKILL)


def written(log):
    lines = (json.loads(line) for line in log.read_text().splitlines() if line.startswith("{"))
    return Counter(line["id"] for line in lines if line["event"] == "photo")


def variables(settings):
    return {f"PRECHECK_API_{name.upper()}": str(value) for name, value in settings.items()}


@contextmanager
def embedded(folder, _):
    settings = {"data": folder, "lease_seconds": LEASE}
    log = folder / "service.log"
    with running(log=log, batch_workers=1, **settings) as (url, service):
        yield Deployment(url, service, log, Settings(**settings))


@contextmanager
def on_postgres(folder, new_database):
    with _with_machines(folder, {"database": new_database()}, [2]) as deployment:
        yield deployment


HASTE = """
from unittest.mock import patch
from api.cli import main
from api.work import distributed
patch.object(distributed, "GRACE_SECONDS", 2).start()
main()
"""
HASTY = (sys.executable, "-c", HASTE)
"""The same program, that stopping ends after 2 seconds."""


@contextmanager
def on_celery(folder, new_database):
    with rabbit() as broker:
        settings = {"database": new_database(), "broker": broker.address}
        with _with_machines(folder, settings, [1, 1], broker, HASTY) as deployment:
            yield deployment


@contextmanager
def _with_machines(folder, where, processes, broker=None, program=(PROGRAM,)):
    settings = {"data": folder, "lease_seconds": LEASE, "batch_niceness": 0, **where}
    log = folder / "service.log"
    with running(log=log, batch_workers=0, **settings) as (url, service), ExitStack() as started:
        machines = []
        for n, count in enumerate(processes):
            own = variables({**settings, "metrics_port": free_port()})
            machines.append(Machine(folder / f"{n}.log", count, own, program))
            started.callback(machines[-1].stop)
        yield Deployment(url, service, log, Settings(**settings), machines, broker)


DEPLOYMENTS = {"embedded": embedded, "postgres": on_postgres, "celery": on_celery}
