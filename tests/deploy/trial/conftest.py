"""The full set-up that `make compose-trial` starts, and a night through it."""

import logging
import os
import time
from collections import Counter
from dataclasses import dataclass
from functools import partial

import pytest

from api.callers.keys import new_key
from tests.container.engine import engine
from tests.deploy.trial.callers import Call, calling, trusting, unlike
from tests.deploy.trial.stack import SITE, healthy, inspected, started, wait
from tests.setup.conftest import ROOT

log = logging.getLogger(__name__)

PHOTO = (ROOT / "tests" / "fixtures" / "photos" / "00002.jpg").read_bytes()
NAMES = [f"{n:03}.jpg" for n in range(200)]
AT_ONCE = 50
"""Photos of one request."""
CALLERS = 2
SERVERS = {"PostgreSQL": "postgres", "RabbitMQ": "rabbitmq", "Redis": "redis"}
NIGHT_SECONDS = 900


@dataclass(frozen=True)
class Setup:
    """The containers, and a caller of them."""

    stack: object
    session: object
    url: str
    unused_key: str
    """Nothing has been called with it."""


@dataclass(frozen=True)
class Night:
    """What came of a night; spans are (began, ended) of `time.monotonic()`, by what happened."""

    calls: list[Call]
    spans: dict[str, tuple[float, float]]
    batch: str
    """Its address."""
    results: list[dict]


@pytest.fixture(scope="session")
def setup(tmp_path_factory):
    """Everything as deploy/compose.yaml says, with the version before as the service's image."""
    (key, sha256), (unused_key, other_sha256) = new_key(), new_key()
    engine("tag", os.environ["PRECHECK_PREVIOUS_IMAGE"], "precheck:latest")
    with started(f"{sha256},{other_sha256}") as stack:
        authority = stack.authority(tmp_path_factory.mktemp("trial"))
        yield Setup(stack, trusting(authority, key), f"https://{SITE}", unused_key)


@pytest.fixture(scope="session")
def night(setup):
    """A batch and calls, while a worker dies, each server restarts and the version is replaced."""
    stack, spans = setup.stack, {}

    def timed(name, act):
        began = time.monotonic()
        act(stack)
        spans[name] = began, time.monotonic()
        log.info("%s: %.1f s", name, spans[name][1] - began)

    batch = f"{setup.url}/batches/{new_batch(setup)}"
    with calling(setup.session, setup.url, PHOTO, CALLERS) as calls:
        wait(lambda: done(setup, batch) > 0)
        timed("a worker killed, its container restarted", kill_worker)
        time.sleep(5)
        for name, server in SERVERS.items():
            timed(f"{name} restarted", partial(restart, server=server))
            time.sleep(5)
        engine("tag", os.environ["PRECHECK_IMAGE"], "precheck:latest")
        (old,) = stack.containers("precheck")
        timed("the new service started beside the old one", lambda it: scale_service(it, 2))
        timed("the old service stopped", lambda _: engine("stop", old))
        engine("rm", old)
        timed("the workers replaced", replace_workers)
        assert done(setup, batch) < len(NAMES), "the faults came after the batch"
        setup.session.post(f"{batch}/close", timeout=60).raise_for_status()
        wait(lambda: finished(setup, batch), NIGHT_SECONDS, pause=2)
    rows = results(setup, batch)
    log.info("%d results; calls: %s", len(rows), Counter(call.outcome for call in calls))
    return Night(calls, spans, batch, rows)


def new_batch(setup):
    """Upload the night's photos and return the batch's id."""
    made = setup.session.post(f"{setup.url}/batches", data={"name": "night"}, timeout=60)
    made.raise_for_status()
    for first in range(0, len(NAMES), AT_ONCE):
        names = NAMES[first : first + AT_ONCE]
        files = [("photos", (name, unlike(PHOTO))) for name in names]
        url = f"{setup.url}/batches/{made.json()['id']}/photos"
        setup.session.post(url, files=files, timeout=300).raise_for_status()
    return made.json()["id"]


def done(setup, batch):
    """Return how many photos of the batch have a result."""
    return setup.session.get(batch, timeout=60).json()["states"]["done"]


def results(setup, batch):
    """Return a row for each photo."""
    answer = setup.session.get(f"{batch}/results", timeout=60)
    answer.raise_for_status()
    return answer.json()["photos"]


def finished(setup, batch):
    """Return whether nothing is left to do."""
    return setup.session.get(batch, timeout=60).json()["finished"]


def kill_worker(stack):
    (worker,) = stack.containers("worker")
    before = inspected(worker, "{{.State.Pid}}")
    stack.kill(worker)
    wait(lambda: inspected(worker, "{{.State.Pid}}") not in {before, "0"})


def restart(stack, server):
    stack.compose("restart", server)
    (container,) = stack.containers(server)
    wait(lambda: healthy(container))


def replace_workers(stack):
    stack.compose("up", "--detach", "--no-deps", "--no-build", "worker")


def scale_service(stack, replicas):
    """Bring the service to so many containers, as deploy/README.md tells, and wait for them.

    With --wait docker-compose gives up once a check is late; on a busy machine it is again in time.
    """
    only = ("--no-deps", "--no-recreate", "--no-build")
    stack.compose("up", "--detach", *only, "--scale", f"precheck={replicas}", "precheck")
    wait(lambda: all(map(healthy, stack.containers("precheck"))))
