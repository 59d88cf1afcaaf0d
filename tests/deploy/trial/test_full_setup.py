"""The full set-up of deploy/compose.yaml, really started: `make compose-trial`."""

from collections import Counter
from pathlib import Path

import pytest

from tests.container.engine import engine
from tests.deploy.trial.conftest import NAMES, results, scale_service
from tests.deploy.trial.stack import inspected, wait

pytestmark = pytest.mark.container

SERVICES = ("precheck", "worker", "proxy", "postgres", "rabbitmq", "redis")
RATE = 600
"""Calls a minute of one caller: the default of the setting `rate`."""
STOP_SECONDS = 60
"""`stop_grace_period` of the service; then the engine kills it."""
ANSWERS = {"accept", "503 busy"}
CALLS = """
import http.client, collections, sys
key, count = sys.argv[1], int(sys.argv[2])
connection = http.client.HTTPConnection("127.0.0.1", 8000)
statuses = collections.Counter()
for _ in range(count):
    connection.request("GET", "/policy", headers={"Authorization": key})
    answer = connection.getresponse()
    answer.read()
    statuses[answer.status] += 1
print(statuses[200], statuses[429])
"""


@pytest.mark.parametrize("service", SERVICES)
def test_each_container_runs_without_rights(setup, service):
    for container in setup.stack.containers(service):
        lines = Path("/proc", inspected(container, "{{.State.Pid}}"), "status").read_text()
        of = dict(line.split(":", 1) for line in lines.splitlines())
        assert "0" not in of["Uid"].split()
        assert {int(of[name], 16) for name in ("CapEff", "CapPrm", "CapBnd", "CapInh")} == {0}
        assert of["NoNewPrivs"].strip() == "1"
        assert inspected(container, "{{.HostConfig.ReadonlyRootfs}}") == "true"
        assert int(inspected(container, "{{.HostConfig.Memory}}")) > 0


def test_its_doctor_finds_nothing_that_fails(setup):
    setup.stack.compose("exec", "-T", "precheck", "precheck-api", "doctor")


@pytest.mark.parametrize("service", ["postgres", "rabbitmq", "redis"])
def test_a_store_has_no_way_out(setup, service):
    (container,) = setup.stack.containers(service)
    routes = engine("exec", container, "cat", "/proc/net/route").stdout.splitlines()[1:]
    assert routes
    assert "00000000" not in {route.split()[1] for route in routes}


def test_the_workers_metrics_are_reached_from_within(setup):
    """The port that Prometheus and Kubernetes' probe ask."""
    (service,) = setup.stack.containers("precheck")
    connect = "import socket; socket.create_connection(('worker', 9108), 5)"
    engine("exec", service, "python", "-c", connect)


def test_no_photo_of_the_batch_is_lost(night):
    assert sorted(row["file"] for row in night.results) == NAMES
    assert {row["verdict"] for row in night.results} == {"accept"}


def test_no_call_is_cut(night):
    outcomes = Counter(call.outcome for call in night.calls)
    assert outcomes.keys() <= ANSWERS
    assert outcomes["accept"] > outcomes["503 busy"]


def test_calls_were_answered_while_each_thing_happened(night):
    for name, (began, ended) in night.spans.items():
        meanwhile = {it.outcome for it in night.calls if it.began < ended and it.ended > began}
        assert "accept" in meanwhile, name


def test_each_answered_call_left_its_row(setup, night):
    answered = sum(call.outcome == "accept" for call in night.calls)
    wait(lambda: setup.stack.rows("SELECT count(*) FROM checks") == [str(answered)], 60)


def test_the_old_service_ends_by_itself(night):
    began, ended = night.spans["the old service stopped"]
    assert ended - began < STOP_SECONDS


@pytest.mark.usefixtures("night")
def test_no_log_holds_a_fault(setup):
    for service in SERVICES:
        log = setup.stack.compose("logs", "--no-color", service)
        assert "Traceback" not in log, service


def test_what_is_taken_down_and_started_again_keeps_everything(setup, night):
    setup.stack.compose("down")
    setup.stack.up()
    assert results(setup, night.batch) == night.results


def test_two_replicas_count_one_rate(setup):
    scale_service(setup.stack, 2)
    key, calls = f"Bearer {setup.unused_key}", RATE * 2 // 3
    answered = []
    for container in setup.stack.containers("precheck"):
        said = engine("exec", container, "python", "-c", CALLS, key, str(calls)).stdout
        answered.append(tuple(map(int, said.split())))
    assert answered == [(calls, 0), (RATE - calls, 2 * calls - RATE)]
