"""Two real processes of one service: one rate limit over Redis, and metrics that add up."""

import os
import signal
import sys
from contextlib import contextmanager
from pathlib import Path

import pytest
import requests

from api.settings import Settings
from api.store.database.store import Store
from tests.api.callers.made import revoke, stored_key
from tests.api.metrics.scraped import counted_photos, scraped
from tests.api.server import photo, running
from tests.api.work.deployments import children, wait_for
from tests.servers.redis import redis

RATE, WORKERS = 40, 2
PROGRAM = """
from api.process import checker
from tests.api.fakes import Core
from api.cli import main

core = Core()
checker.check = lambda data, options, office, reader, **guards: core(data, options, office)
main()
"""
"""The service with a core that answers at once."""


class Service:
    """The service, its processes and its keys."""

    def __init__(self, url, process, store, keys):
        self._url, self._process = url, process
        self.store, self.keys = store, keys

    def workers(self):
        """Return the processes that answer; the batch process runs beside them."""
        assert self._process.poll() is None
        return [pid for pid in children(self._process.pid) if self._is_worker(pid)]

    def _is_worker(self, pid):
        try:
            parent = int(Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[1])
            command = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return False  # it ended just now
        return parent == self._process.pid and b"api.worker" not in command

    @contextmanager
    def only(self, pid):
        """Let one process answer alone."""
        others = [other for other in self.workers() if other != pid]
        for other in others:
            os.kill(other, signal.SIGSTOP)
        try:
            yield
        finally:
            for other in others:
                os.kill(other, signal.SIGCONT)

    def call(self, key, method="get", path="/policy", address="192.0.2.1", **body):
        """Call on a new connection, from this address as a proxy tells it."""
        headers = {"Authorization": f"Bearer {key}", "X-Forwarded-For": address}
        return requests.request(method, self._url + path, headers=headers, timeout=60, **body)

    def check(self, key):
        files = {"image": ("x.jpg", photo(800))}
        assert self.call(key, "post", "/check", files=files).status_code == 200

    def metrics(self, key):
        return scraped(self.call(key, path="/metrics").text)


@pytest.fixture(scope="module")
def service(tmp_path_factory):
    folder = tmp_path_factory.mktemp("processes")
    settings = {"data": folder, "rate": f"{RATE} per hour", "proxies": 1}
    program = (sys.executable, "-c", PROGRAM)
    store = Store.open(Settings(data=folder))
    keys = {name: stored_key(store, name)[0] for name in ("counted", "bot", "scraper")}
    with (
        redis() as (address, _),
        running(
            log=folder / "log", program=program, workers=WORKERS, rate_storage=address, **settings
        ) as (url, process),
    ):
        found = Service(url, process, store, keys)
        wait_for(lambda: len(found.workers()) == WORKERS)  # the first answers before the second is
        yield found
    store.close()


@pytest.mark.parametrize("valid", [True, False], ids=["a key", "an address with wrong keys"])
def test_two_processes_admit_together_what_one_may(service, valid):
    statuses = []
    for pid in service.workers():
        with service.only(pid):
            for n in range(RATE - 5):
                key = service.keys["counted"] if valid else f"pk_{pid}_{n}"
                statuses.append(service.call(key, address="192.0.2.2").status_code)
    assert statuses == [200 if valid else 401] * RATE + [429] * (len(statuses) - RATE)


def test_a_key_takes_effect_and_is_revoked_in_every_process_without_a_restart(service):
    key, id_ = stored_key(service.store, "short")
    for status in (200, 401):
        for pid in service.workers():
            with service.only(pid):
                wait_for(lambda: service.call(key).status_code == status, pause=0.1)  # noqa: B023
        if status == 200:
            revoke(service.store, id_)


def test_metrics_add_up_over_processes_and_outlive_them(service):
    bot, scraper = service.keys["bot"], service.keys["scraper"]
    first, second = service.workers()
    for pid in (first, second):
        with service.only(pid):
            service.check(bot)
    assert photos(service, scraper) == 2
    os.kill(first, signal.SIGKILL)
    os.kill(second, signal.SIGTERM)  # each is replaced, and nothing is removed with it
    wait_for(lambda: len(replaced := service.workers()) == 2 and not {first, second} & {*replaced})
    assert photos(service, scraper) == 2
    service.check(bot)
    assert photos(service, scraper) == 3


def photos(service, key):
    """Return how many photos are counted."""
    return counted_photos(service.metrics(key), "check")
