"""The settings, the secret, HTTPS and the office's rules are judged."""

import shutil

import pytest

from api.doctor import configuration
from api.settings import FILE_VARIABLE, Settings
from precheck.office import documents, policy

SECRETS = {
    "well": ("00" * 32, 0o600, "ok"),
    "readable by the group": ("00" * 32, 0o640, "fail"),
    "readable by all": ("00" * 32, 0o604, "fail"),
    "short": ("c0ffee", 0o600, "fail"),
    "no digits": ("secret" * 12, 0o600, "fail"),
}


@pytest.mark.parametrize(("content", "mode", "state"), SECRETS.values(), ids=SECRETS)
def test_the_secret_is_examined_and_not_shown(tmp_path, content, mode, state):
    path = tmp_path / "secret"
    path.write_text(content)
    path.chmod(mode)
    found = configuration.secret(Settings(data=tmp_path))
    assert found.state == state
    assert content not in found.found + found.advice


@pytest.mark.parametrize(("mode", "state"), [(0o440, "warn"), (0o444, "fail"), (0o460, "fail")])
def test_a_secret_that_kubernetes_mounts_is_no_failure(tmp_path, monkeypatch, mode, state):
    path = tmp_path / "secret"
    path.write_text("00" * 32)
    path.chmod(mode)
    monkeypatch.setattr(configuration.os, "getuid", lambda: path.stat().st_uid + 1)
    assert configuration.secret(Settings(data=tmp_path)).state == state


@pytest.mark.parametrize(("mode", "state"), [(0o600, "ok"), (0o644, "warn")])
def test_a_file_of_settings_may_hold_passwords(tmp_path, monkeypatch, mode, state):
    file = tmp_path / "service.toml"
    file.write_text("port = 8001\n")
    file.chmod(mode)
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    found, settings = configuration.settings()
    assert (found.state, settings.port) == (state, 8001)


@pytest.mark.parametrize(("mode", "state"), [(0o640, "ok"), (0o660, "warn"), (0o644, "warn")])
def test_roots_file_of_settings_may_be_read_by_the_services_group(
    tmp_path, monkeypatch, mode, state
):
    file = tmp_path / "service.toml"
    file.write_text("port = 8001\n")
    file.chmod(mode)
    if file.stat().st_uid != 0:
        pytest.skip("only root can make root's file")
    monkeypatch.setenv(FILE_VARIABLE, str(file))
    monkeypatch.setattr(configuration.os, "getuid", lambda: 999)
    assert configuration.settings()[0].state == state
    monkeypatch.setattr(configuration.os, "getgid", lambda: file.stat().st_gid + 1)
    assert configuration.settings()[0].state == "warn"


@pytest.mark.parametrize(
    ("settings", "state"),
    [({}, "ok"), ({"host": "0.0.0.0"}, "warn"), ({"host": "0.0.0.0", "https": True}, "ok")],
)
def test_https_is_examined_where_others_reach_the_desk(settings, state):
    assert configuration.https(Settings(**settings)).state == state


@pytest.mark.parametrize(
    ("text", "state"),
    [('mode = "advise"', "warn"), ("hand_over_at = 2", "ok"), ("hand_over = 2", "fail")],
)
def test_the_policy_is_examined(tmp_path, text, state):
    file = tmp_path / "office.toml"
    file.write_text(text)
    assert configuration.policy(Settings(policy=file)).state == state


def test_the_advice_names_the_faulty_file(tmp_path, monkeypatch):
    own = tmp_path / "office.toml"
    own.write_text("hand_over = 2")
    assert configuration.policy(Settings(policy=own)).advice == f"Correct {own}."
    for name in documents.TYPES:
        shutil.copy(documents.FOLDER / f"{name}.toml", tmp_path)
    faulty = tmp_path / f"{documents.TYPES[0]}.toml"
    faulty.write_text(f"{faulty.read_text()}\n[colours]\n")
    monkeypatch.setattr(documents, "FOLDER", tmp_path)
    monkeypatch.setattr(policy, "document_types", documents.document_types.__wrapped__)
    monkeypatch.setattr(policy, "_defaults", policy._defaults.__wrapped__)
    found = configuration.policy(Settings())
    assert found.found.startswith(f"{faulty}: colours")
    assert found.advice == f"Correct {faulty}."
