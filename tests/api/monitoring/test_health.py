"""Live and ready."""

import pytest
from structlog.testing import capture_logs

from api.monitoring.documentation import Live, Ready, Storage
from api.store.database.faults import ADVICE, Fault
from precheck.errors import BadModel, ToolMissing
from precheck.runtime.models import MODELS
from tests.api.check.calls import check


def test_live(client):
    assert Live.model_validate(client.get("/health/live").json).status == "live"


def test_ready_names_languages_models_and_policy(client):
    ready = Ready.model_validate(client.get("/health/ready").json)
    assert "ind" in ready.languages
    assert (ready.policy, ready.storage) == ("default", "writable")


@pytest.mark.parametrize("fault", Fault)
def test_a_database_that_stores_nothing_is_named_and_stops_no_check(client, monkeypatch, fault):
    assert Storage.model_validate(client.get("/health/storage").json).status == "writable"
    probe = client.application.extensions["precheck"].probe
    monkeypatch.setattr(probe, "fault", lambda: fault)
    assert Ready.model_validate(client.get("/health/ready").json).storage == fault
    answer = client.get("/health/storage")
    assert (answer.status_code, answer.json["code"]) == (503, "storage_fault")
    assert answer.json["detail"] == ADVICE[fault]
    assert answer.headers["Retry-After"]
    assert check(client).status_code == 200


def test_not_ready_without_the_tool(client, monkeypatch):
    def missing():
        raise ToolMissing("apt-get install tesseract-ocr-ind")

    monkeypatch.setattr("api.monitoring.health.require_tesseract", missing)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json["code"]) == (503, "tool_missing")
    assert answer.json["detail"] == "apt-get install tesseract-ocr-ind"


def test_ready_only_after_a_check_has_succeeded(client, core):
    core.error = ToolMissing("apt-get install tesseract-ocr")
    assert client.get("/health/ready").status_code == 503
    core.error = None
    for _ in range(2):
        assert client.get("/health/ready").status_code == 200
    assert len(core.asked) == 2  # the failed check and one that succeeded


@pytest.mark.parametrize("path", ["/health/ready", "/check"])
def test_a_model_that_fails_is_503_and_only_the_log_shows_its_path(client, core, path):
    core.error = BadModel.of(MODELS / "page.onnx")
    with capture_logs() as lines:
        answer = client.get(path) if "ready" in path else check(client)
    assert (answer.status_code, answer.json["code"]) == (503, "bad_model")
    assert "page.onnx" not in answer.text
    assert any("page.onnx" in line["event"] for line in lines)
