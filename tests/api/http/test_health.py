"""Live and ready."""

from api.schema.service_shapes import Live, Ready
from precheck.errors import ToolMissing


def test_live(client):
    assert Live.model_validate(client.get("/health/live").json).status == "live"


def test_ready_names_languages_models_and_policy(client):
    ready = Ready.model_validate(client.get("/health/ready").json)
    assert "ind" in ready.languages
    assert ready.policy == "default"


def test_not_ready_without_the_tool(client, monkeypatch):
    def missing():
        raise ToolMissing("apt-get install tesseract-ocr-ind")

    monkeypatch.setattr("api.http.health.require_tesseract", missing)
    answer = client.get("/health/ready")
    assert (answer.status_code, answer.json["code"]) == (503, "tool_missing")
    assert answer.json["detail"] == "apt-get install tesseract-ocr-ind"
