"""A busy or missing database delays no answer of `/check`; rows are written later."""

from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from api.check import recorder
from api.check.recorder import CheckRecorder
from api.store.database.engine import open_engine
from api.store.database.store import Store
from tests.api.check.calls import JPEG, NOWHERE, check, decide, kept, settled


def test_a_busy_database_delays_no_answer_and_rows_come_later(client, store, held, monkeypatch):
    monkeypatch.setattr(recorder, "CALL_WAIT_SECONDS", 0.02)
    monkeypatch.setattr(recorder, "RETRY_PAUSE_SECONDS", 0.05)
    responses = [check(client, JPEG + bytes([n])) for n in range(3)]
    assert [response.status_code for response in responses] == [200] * 3
    held.rollback()
    assert [row["id"] for row in settled(store, 3)] == [
        response.json["id"] for response in responses
    ]


def test_rows_beyond_the_limit_are_dropped_but_answered(client, store, held, monkeypatch):
    monkeypatch.setattr(recorder, "CALL_WAIT_SECONDS", 0.02)
    monkeypatch.setattr(recorder, "RETRY_PAUSE_SECONDS", 0.05)
    monkeypatch.setattr(recorder, "MAX_WAITING_ROWS", 2)
    assert [check(client, JPEG + bytes([n])).status_code for n in range(3)] == [200] * 3
    held.rollback()
    assert len(settled(store, 2)) == 2


def test_a_row_that_the_database_rejects_is_dropped(store):
    with capture_logs() as lines:
        assert CheckRecorder(store).record({"id": NOWHERE, "no_such_column": 1}) == NOWHERE
    assert {"event": "row lost", "id": NOWHERE, "log_level": "error"} in lines
    assert kept(store) == []


@pytest.fixture
def nowhere(store):
    """A store whose database does not answer."""
    return Store(open_engine("postgresql://nobody@127.0.0.1:9/x"), store.vault)


def test_without_a_database_photos_are_still_checked(client, nowhere, monkeypatch):
    monkeypatch.setattr(recorder, "MAX_WAITING_ROWS", 0)
    app = client.application
    app.extensions["precheck"] = replace(app.extensions["precheck"], store=nowhere)
    app.extensions[recorder.EXTENSION] = CheckRecorder(nowhere)
    answer = check(client)
    assert (answer.status_code, answer.json["attempt"]) == (200, 1)
    answer = decide(client, answer.json["id"], decision="accept")
    assert (answer.status_code, answer.json["code"]) == (503, "busy")
    assert answer.headers["Retry-After"]
    desk = client.get("/desk/sign-in")
    assert (desk.status_code, desk.mimetype) == (503, "text/html")
