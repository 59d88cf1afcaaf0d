"""Both compose files, as Debian's docker-compose resolves them without a Docker engine."""

import json
import os
import subprocess

import pytest

from api.process.stop_signal import GRACE_SECONDS
from api.settings import load
from tests.setup.conftest import ROOT

GIVEN = {
    "PRECHECK_API_KEYS": "0" * 64,
    "PRECHECK_SITE": "precheck.example.go.id",
    "POSTGRES_PASSWORD": "one",
    "RABBITMQ_PASSWORD": "two",
}
SMALL, FULL = ROOT / "compose.yaml", ROOT / "deploy" / "compose.yaml"
EXAMPLE = ROOT / "deploy" / ".env.example"


def resolved(file, **given):
    """Run `docker-compose config`; no `.env` of this folder is read."""
    command = ["docker-compose", "--env-file", "/dev/null", "--file", str(file), "config"]
    return subprocess.run(
        [*command, "--format", "json"],
        env={"PATH": os.environ["PATH"], **given},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def full():
    done = resolved(FULL, **GIVEN)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)["services"]


@pytest.mark.parametrize("keys", ["", GIVEN["PRECHECK_API_KEYS"]])
def test_the_small_one_takes_keys_and_else_expects_them_in_its_volume(keys):
    """The service itself does not start without any: tests/api/http/test_auth.py."""
    done = resolved(SMALL, PRECHECK_API_KEYS=keys)
    assert done.returncode == 0, done.stderr
    environment = json.loads(done.stdout)["services"]["precheck"]["environment"]
    assert environment["PRECHECK_API_KEYS"] == keys
    assert "docker compose run --rm precheck key new" in SMALL.read_text()


@pytest.mark.parametrize("missing", GIVEN)
def test_the_full_one_starts_with_no_secret_of_its_own(missing):
    done = resolved(FULL, **{name: value for name, value in GIVEN.items() if name != missing})
    assert done.returncode != 0
    assert missing in done.stderr


def test_the_example_of_an_environment_names_all_that_is_needed():
    named = {line.partition("=")[0] for line in EXAMPLE.read_text().splitlines()}
    assert GIVEN.keys() <= named


def test_every_container_is_hardened_and_bounded(full):
    for name, service in full.items():
        assert service["read_only"], name
        assert service["cap_drop"] == ["ALL"], name
        assert service["security_opt"] == ["no-new-privileges:true"], name
        assert int(service["mem_limit"]) <= 2 << 30, name
        assert service["pids_limit"] == 512, name
        assert "privileged" not in service, name
        assert "cap_add" not in service, name


def test_only_the_proxy_is_reached_from_outside_and_no_store_reaches_out(full):
    assert [name for name, service in full.items() if service.get("ports")] == ["proxy"]
    assert full["proxy"]["networks"].keys() == {"front"}
    for name in ("postgres", "rabbitmq", "redis"):
        assert full[name]["networks"].keys() == {"back"}


def test_service_and_workers_share_settings_and_secret(full):
    service, worker = full["precheck"], full["worker"]
    assert service["environment"] == worker["environment"]
    assert service["volumes"] == worker["volumes"]
    assert service["environment"]["PRECHECK_API_PROXIES"] == "1"
    names = {name for name in service["environment"] if name.startswith("PRECHECK_API_")}
    assert names == service["environment"].keys()


@pytest.mark.parametrize("file", [SMALL, FULL])
def test_calls_in_flight_have_their_time_when_a_container_is_stopped(file):
    services = json.loads(resolved(file, **GIVEN).stdout)["services"]
    for name in {"precheck", "worker"} & services.keys():
        minutes, _, seconds = services[name]["stop_grace_period"].rstrip("s").rpartition("m")
        assert 60 * int(minutes or 0) + int(seconds) > GRACE_SECONDS, name


def test_the_settings_are_known_and_valid(full, monkeypatch):
    for name, value in full["precheck"]["environment"].items():
        monkeypatch.setenv(name, value)
    settings = load()
    assert settings.https
    assert settings.metrics_port == 9108
    assert settings.database_url == "postgresql://precheck:one@postgres/precheck"
    assert settings.broker.get_secret_value() == "amqp://precheck:two@rabbitmq//"
