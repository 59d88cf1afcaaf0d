"""Settings: values, sources, and errors that end the start."""

import pytest

from api.addresses import is_loopback
from api.callers.keys import sha256_of
from api.settings import FILE_VARIABLE, load
from precheck.errors import BadPolicy

HASH = sha256_of("pk_test")  # the same in every worker: it is part of test ids


@pytest.fixture(autouse=True)
def no_environment(monkeypatch):
    monkeypatch.delenv("PRECHECK_POLICY", raising=False)


def test_defaults_listen_on_this_machine_only():
    settings = load()
    assert (settings.host, settings.port, settings.keys) == ("127.0.0.1", 8000, ())


def test_environment_wins_over_file_and_arguments_over_both(monkeypatch, tmp_path):
    file = tmp_path / "service.toml"
    file.write_text(f'port = 1\nthreads = 4\nworkers = 3\nkeys = ["{HASH}"]\n')
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    monkeypatch.setenv("PRECHECK_API_PORT", "2")
    monkeypatch.setenv("PRECHECK_API_THREADS", "8")
    settings = load(port=5)
    assert (settings.port, settings.threads, settings.workers) == (5, 8, 3)
    assert settings.keys == (HASH,)


def test_keys_and_policy_from_the_environment(monkeypatch, tmp_path):
    monkeypatch.setenv("PRECHECK_API_KEYS", f"{HASH}, bot:{HASH}")
    monkeypatch.setenv("PRECHECK_POLICY", str(tmp_path / "office.toml"))
    settings = load(host="0.0.0.0")
    assert settings.keys == (HASH, f"bot:{HASH}")
    assert settings.policy == tmp_path / "office.toml"


@pytest.mark.parametrize(
    ("name", "value", "result"),
    [
        ("PRECHECK_API_PROT", "1", "PRECHECK_API_PROT"),
        ("PRECHECK_API_PORT", "x", "port"),
        ("PRECHECK_API_PORT", "70000", "port"),
        ("PRECHECK_API_KEYS", "secret", "keys"),
        ("PRECHECK_API_KEYS", f"desk:{HASH}", "desk"),
        ("PRECHECK_API_KEYS", f"bot:{HASH}:chek", "chek"),
        ("PRECHECK_API_WORKERS", "0", "workers"),
        ("PRECHECK_API_CALLBACK_URL", "bot.example/decisions", "callback_url"),
        ("PRECHECK_API_BROKER", "127.0.0.1", "broker: not an address"),
        ("PRECHECK_API_DATABASE", "postgresql://u:a@b@127.0.0.1/x", "database: write an @"),
        ("PRECHECK_API_BROKER", "amqp://u:a@b@127.0.0.1//", "broker: write an @"),
        ("PRECHECK_API_RATE_STORAGE", "redis://:a@b@127.0.0.1", "rate_storage: write an @"),
        (FILE_VARIABLE, "/nowhere/service.toml", "service.toml"),
    ],
)
def test_a_wrong_setting_ends_the_start_and_is_named(monkeypatch, name, value, result):
    monkeypatch.setenv(name, value)
    with pytest.raises(BadPolicy, match=result):
        load()


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("prot = 1", "prot: there is no such setting"),
        ("port = ", "service.toml: Invalid value"),
        ("port = 'x'", "port: Input should be a valid integer"),
        ("rate = 'often'", "rate: couldn't parse"),
    ],
)
def test_a_wrong_file_ends_the_start_and_the_fault_is_named(monkeypatch, tmp_path, text, told):
    file = tmp_path / "service.toml"
    file.write_text(text)
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    with pytest.raises(BadPolicy, match=told):
        load()


@pytest.mark.parametrize(
    ("host", "here"),
    [
        ("127.0.0.1", True),
        ("127.9.9.9", True),
        ("::1", True),
        ("localhost", True),
        ("0.0.0.0", False),
    ],
)
def test_loopback(host, here):
    assert is_loopback(host) is here
