"""`precheck-api explain` shows the stored row of a `/check`."""

import json
import re
import time

from click.testing import CliRunner

from api import cli
from api.commands import stores as command
from api.store.decisions import recording
from api.store.decisions.decision import Act, StoredDecision
from tests.api.check.calls import NOWHERE, check, decide, sampled


def explain(store, monkeypatch, *arguments):
    monkeypatch.setattr(command.Store, "open", lambda _settings: store)
    return CliRunner().invoke(cli.main, ["explain", *arguments])


def test_explain_shows_the_row(client, core, store, monkeypatch):
    core.accepted = False
    id_ = check(client, line="kk-1").json["id"]
    decide(client, id_, decision="re-photo", reason="blur")
    text = explain(store, monkeypatch, id_).output
    for result in (
        f"{id_} at 20",
        "from local, line kk-1; asked for kk, try 1",
        "kk: re-photo, next: retry (p_accept 0.01, number read, 1 ms)",
        "reason: glare (40% of the must-read text)",
        "glare                0  ok         at most 0.02  (share of text area)",
        "by local: re-photo, blur",
    ):
        assert result in text
    result = json.loads(explain(store, monkeypatch, id_, "--format", "json").output)
    assert (result["id"], result["decisions"][0]["decision"]) == (id_, "re-photo")


def test_explain_shows_the_decision_on_a_sampled_photo(make_client, store, monkeypatch):
    id_ = check(make_client(sample_checks=True, sample_share=1.0)).json["id"]
    (row,) = sampled(store)
    ruling, act = StoredDecision(decision="accept"), Act.begin("sri", time.time())
    with store.writing() as connection:
        recording.decide(connection, store.vault, row["id"], ruling, act)
    lines = explain(store, monkeypatch, id_).output.splitlines()
    assert re.fullmatch(r"decided in the queue at \S+ by sri: accept", lines[-1])


def test_explain_shows_errors_and_missing_rows(client, store, monkeypatch):
    id_ = check(client, b"junk").json["id"]
    assert "no verdict: not_a_picture; next: retry" in explain(store, monkeypatch, id_).output
    missing = explain(store, monkeypatch, NOWHERE)
    assert (missing.exit_code, "Traceback" in missing.output) == (1, False)
    assert NOWHERE in missing.output
