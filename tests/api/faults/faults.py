"""Faults made to a running service: limits on its files and memory, killed processes, load."""

import resource
import threading
import time
from collections import Counter
from contextlib import contextmanager

import requests

from tests.api.server import photo
from tests.api.work.deployments import children

NO_LIMIT = (resource.RLIM_INFINITY, resource.RLIM_INFINITY)
PATIENCE = 60  # seconds; a loaded machine works slowly
PHOTO = photo(800)


def limited(process, kind, soft):
    """Limit a process and its children; None lifts the limit."""
    for pid in (process.pid, *children(process.pid)):
        limits = NO_LIMIT if soft is None else (soft, resource.RLIM_INFINITY)
        resource.prlimit(pid, kind, limits)


def wait_for(what):
    until = time.monotonic() + PATIENCE
    while not what():
        assert time.monotonic() < until
        time.sleep(0.05)


def check(url, data=PHOTO, **fields):
    return requests.post(f"{url}/check", files={"image": ("x.jpg", data)}, data=fields, timeout=60)


def new_batch(url):
    return requests.post(f"{url}/batches", json={}, timeout=60)


def status(url, path):
    return requests.get(url + path, timeout=10).status_code


def storage(url):
    """Return what `/health/ready` says of storage; `/health/storage` says the same."""
    ready = requests.get(f"{url}/health/ready", timeout=10)
    assert ready.status_code == 200, ready.text
    said = requests.get(f"{url}/health/storage", timeout=10)
    if said.status_code == 200:
        return said.json()["status"]
    assert (said.status_code, said.json()["code"]) == (503, "storage_fault")
    return ready.json()["storage"]


@contextmanager
def calls_under_way(*addresses, callers=4):
    """Check photos without pause; yields the count of outcomes, which is final after the block.

    A refused connection is tried again at the next address, as a proxy does. Any other break is
    counted as `cut`.
    """
    outcomes, ended = Counter(), threading.Event()
    threads = [
        threading.Thread(target=_call, args=(addresses, outcomes, ended)) for _ in range(callers)
    ]
    for thread in threads:
        thread.start()
    try:
        yield outcomes
    finally:
        ended.set()
        for thread in threads:
            thread.join()


def _call(addresses, outcomes, ended):
    turn = 0
    while not ended.is_set():
        turn += 1
        outcomes[_outcome(addresses[turn % len(addresses)])] += 1


def _outcome(url):
    try:
        return check(url).status_code
    except requests.RequestException as error:
        if "Connection refused" in str(error):
            time.sleep(0.05)
            return "refused"
        return f"cut: {error}"
