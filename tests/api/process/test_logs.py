"""The log holds codes and times, no personal data."""

import io
import json
import logging

import pytest
import structlog
from structlog.testing import capture_logs

from api.process import logs
from tests.api.fakes import NUMBER


def post(client, **fields):
    picture = (io.BytesIO(b"\xff\xd8"), f"KK {NUMBER}.jpg")
    form = {"image": picture, "reference": f"r{NUMBER}", "expected_number": NUMBER, **fields}
    with capture_logs(processors=[logs.only_allowed]) as lines:
        answer = client.post("/check", data=form)
    return answer, lines


def test_one_line_a_request_with_the_answers_id(client):
    answer, lines = post(client)
    (line,) = lines
    assert line["id"] == answer.json["id"] == answer.headers["X-Request-ID"]
    assert line["endpoint"] == "check.check"
    assert (line["status"], line["verdict"], line["next"], line["type"]) == (
        200,
        "accept",
        "done",
        "kk",
    )
    assert line["ms"] >= 0


def test_the_first_reason_is_logged(client, core):
    core.accepted = False
    _, (line,) = post(client)
    assert (line["verdict"], line["reason"]) == ("re-photo", "glare")


@pytest.mark.parametrize("error", [None, ZeroDivisionError(NUMBER)])
def test_no_number_no_name_no_reference(make_app, core, error):
    core.error = error
    client = make_app().test_client()
    _, lines = post(client)
    assert lines
    assert NUMBER not in json.dumps(lines)


def test_a_crash_is_logged_with_its_place(make_app, core):
    core.error = ZeroDivisionError("message")
    _, lines = post(make_app().test_client())
    crash = next(line for line in lines if line["event"] == "crash")
    assert crash["error"] == "builtins.ZeroDivisionError"
    assert "fakes.py" in crash["at"][-1]


def test_problems_are_logged_by_code(client):
    with capture_logs() as lines:
        client.post(f"/check?typ={NUMBER}", data=b"x")
    assert (lines[0]["status"], lines[0]["code"]) == (400, "bad_option")
    assert NUMBER not in json.dumps(lines)


def test_fields_not_on_the_list_are_dropped():
    assert logs.only_allowed(None, "info", {"event": "x", "value": NUMBER}) == {"event": "x"}


@pytest.mark.parametrize(
    ("result", "logged"),
    [
        (f"Invalid request from ip=127.0.0.1: /check?expected_number={NUMBER}", "Invalid request"),
        ("Listening at: http://127.0.0.1:8000", "Listening at: http://127.0.0.1:8000"),
    ],
)
def test_the_servers_lines_quote_no_request(result, logged):
    record = logging.LogRecord("gunicorn.error", logging.WARNING, "", 0, result, (), None)
    with capture_logs() as lines:
        logs.ServerLogHandler().emit(record)
    assert lines == [{"event": logged, "log_level": "warning"}]


@pytest.fixture
def stream():
    stream = io.StringIO()
    logs.configure(stream)
    yield stream
    structlog.reset_defaults()


def test_lines_are_json(stream):
    structlog.get_logger().info("request", status=200, value=NUMBER)
    result = json.loads(stream.getvalue())
    assert (result["event"], result["level"], result["status"]) == ("request", "info", 200)
    assert "value" not in result
