"""The doctor as a command: every subject, no secret, and an exit status."""

import json

import pytest
from click.testing import CliRunner
from sqlalchemy import text

from api.callers.keys import sha256_of
from api.cli import main
from api.doctor import examination, machine
from api.doctor.finding import State
from api.settings import Settings
from api.store.database.store import Store
from precheck.errors import BadModel, BadPolicy, ToolMissing
from tests.servers.ports import free_port

PASSWORD = "hidden-words"
EVERYTHING = {
    "settings": "valid",
    "policy": "default",
    "secret": "readable by its owner alone",
    "https": "HTTPS only",
    "database": "migrated",
    "keys": "1 valid",
    "desk": "nobody has an account",
    "clock": "T",
    "broker": "amqp at 127.0.0.1:",
    "redis": "redis at 127.0.0.1:",
    "disk": "GB free",
    "memory": "processes",
    "port": "is free",
    "scratch": "/dev/shm",
    "swap": "o",
    "models": "checksums",
    "tesseract": "ind",
    "check": "accept in",
}


@pytest.fixture
def doctor(tmp_path, monkeypatch):
    """Return a function that runs the doctor on a new installation with these settings."""
    monkeypatch.setenv("PRECHECK_API_DATA", str(tmp_path))
    monkeypatch.setenv("PRECHECK_API_PORT", str(free_port()))

    def run(*arguments, **settings):
        for name, value in settings.items():
            monkeypatch.setenv(f"PRECHECK_API_{name.upper()}", str(value))
        return CliRunner().invoke(main, ["doctor", *arguments])

    return run


@pytest.fixture
def quick(monkeypatch):
    """Leave out the real check, which one test makes."""
    monkeypatch.setattr(examination.checking, "check", lambda: None)


def findings(shown):
    return {one["subject"]: one for one in json.loads(shown.stdout)["findings"]}


def test_everything_is_examined_and_no_secret_is_shown(doctor, tmp_path):
    Store.open(Settings(data=tmp_path)).close()
    nobody = f"127.0.0.1:{free_port()}"
    shown = doctor(
        "--json",
        https=True,
        keys=f"bot:{sha256_of(PASSWORD)}",
        broker=f"amqp://user:{PASSWORD}@{nobody}//",
        rate_storage=f"redis://:{PASSWORD}@{nobody}",
        callback_url=f"https://bot.example/{PASSWORD}",
        callback_secret=PASSWORD,
    )
    found = findings(shown)
    assert found.keys() == EVERYTHING.keys()
    for subject, told in EVERYTHING.items():
        assert told in found[subject]["found"], subject
    failed = {one["subject"] for one in found.values() if one["state"] == State.FAIL}
    assert (failed, shown.exit_code) == ({"broker", "redis"}, 1)
    assert all(one["advice"] for one in found.values() if one["state"] != State.OK)
    secret = (tmp_path / "secret").read_text()
    for hidden in (PASSWORD, secret, sha256_of(PASSWORD)):
        assert hidden not in shown.stdout + shown.stderr


@pytest.mark.usefixtures("quick")
def test_a_new_installation_is_well_and_nothing_is_created(doctor, tmp_path):
    shown = doctor()
    assert shown.exit_code == 0, shown.stdout
    assert "warn  secret" in shown.stdout
    assert "The first start creates it." in shown.stdout
    assert list(tmp_path.iterdir()) == []


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("settings", "line"),
    [
        ({"port": "x"}, "fail  settings   port: "),
        ({"host": "0.0.0.0"}, "fail  keys       none, and 0.0.0.0 lets others call"),
        ({"channels": "/none.toml"}, "fail  channels   /none.toml: "),
        ({"proxies": "1"}, "fail  keys       none, and a proxy lets others call"),
        (
            {"database": f"postgresql://u:{PASSWORD}@127.0.0.1:1/x"},
            "fail  database   postgresql at",
        ),
        (
            {"database": f"postgresql://u:{PASSWORD}@127.0.0.1:1/x"},
            "warn  keys       unknown: the database cannot be read",
        ),
        ({"database": f"mysql://u:{PASSWORD}@127.0.0.1:1/x"}, "fail  database   database: neither"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_examined(doctor, settings, line):
    shown = doctor(**settings)
    assert (shown.exit_code, line in shown.stdout) == (1, True), shown.stdout
    assert "models" in shown.stdout
    assert PASSWORD not in shown.stdout


@pytest.mark.usefixtures("quick")
def test_keys_in_a_database_of_an_earlier_version_are_not_said_to_be_missing(doctor, tmp_path):
    store = Store.open(Settings(data=tmp_path))
    with store.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '0010'"))
    store.close()
    assert "warn  keys       unknown: the database cannot be read" in doctor().stdout


def test_what_rules_that_cannot_be_read_hide_is_no_fault_of_its_own(doctor, monkeypatch):
    def check():
        raise BadPolicy("ktp.toml: colours: Extra inputs are not permitted")

    monkeypatch.setattr(examination.checking, "check", check)
    shown = doctor()
    assert "warn  check      unknown: the office's rules cannot be read" in shown.stdout
    assert "Report this line" not in shown.stdout


@pytest.mark.usefixtures("quick")
def test_what_cannot_be_examined_fails_alone(doctor, monkeypatch):
    def disk(_settings):
        raise RuntimeError(PASSWORD)

    monkeypatch.setattr(machine, "disk", disk)
    shown = doctor()
    assert "fail  disk       cannot be examined: RuntimeError" in shown.stdout
    assert "tesseract" in shown.stdout
    assert (shown.exit_code, PASSWORD in shown.stdout) == (1, False)


@pytest.mark.parametrize(
    ("name", "error", "subject", "advice"),
    [
        ("verify_models", BadModel("page.onnx is missing"), "models", "Restore models/"),
        (
            "require_tesseract",
            ToolMissing("Tesseract is missing: apt-get install tesseract-ocr."),
            "tesseract",
            "apt-get install tesseract-ocr.",
        ),
        ("checker_with_reader", BadModel("page.onnx is missing"), "check", "See the lines"),
    ],
)
def test_what_a_check_needs_is_named(monkeypatch, name, error, subject, advice):
    def missing(*_arguments):
        raise error

    checking = examination.checking
    failing = missing if name != "checker_with_reader" else lambda _guards: missing
    monkeypatch.setattr(checking, name, failing)
    found = getattr(checking, subject)()
    assert (found.state, found.subject) == (State.FAIL, subject)
    assert found.advice.startswith(advice)
