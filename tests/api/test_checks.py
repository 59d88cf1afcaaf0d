"""`/check` leaves a row, counts tries, and an officer's decision is recorded beside it."""

import json
import re
import threading
import time
from dataclasses import replace

import pytest
from click.testing import CliRunner
from sqlalchemy import select
from structlog.testing import capture_logs

from api import cli, rows, sampling
from api.auth import hashed
from api.rows import Rows
from api.schemas import CheckDecidedShape
from api.store import Store, batches, checks, claims, decisions, figures, intake, retention
from api.store import answers as answers_
from api.store.engine import open_engine
from api.store.tables import CHECKS, PHOTOS
from precheck.errors import ToolMissing
from tests.api.fakes import NUMBER, without_chance

JPEG = b"\xff\xd8\xff"
NOWHERE = "01JD0000000000000000000000"


@pytest.fixture
def make_client(make_stored):
    return make_stored


@pytest.fixture
def client(make_client):
    return make_client()


def check(client, data=JPEG, headers=None, **options):
    query = {"reference": "budi", "type": "kk", **options}
    query = {name: value for name, value in query.items() if value is not None}
    return client.post("/check", data=data, query_string=query, headers=headers)


def kept(store):
    with store.reading() as connection:
        return connection.execute(select(CHECKS).order_by(CHECKS.c.id)).mappings().all()


def test_an_answer_leaves_a_row_of_its_id_that_tells_nothing_of_a_person(client, core, store):
    core.accepted = False
    answer = check(client, line="kk-1", expected_number=NUMBER).json
    (row,) = kept(store)
    assert row["id"] == answer["id"]
    for name in ("line", "attempt", "verdict", "next", "p_accept", "reasons", "notes", "measures"):
        assert row[name] == answer[name], name
    assert (row["owner"], row["asked"], row["type"], row["reason"]) == (
        "local",
        ["kk"],
        "kk",
        "glare",
    )
    assert (row["version"], row["took_ms"]) == (answer["version"], answer["took_ms"]["total"])
    assert row["reference_mac"] == store.vault.mac("reference", "budi")
    for secret in (NUMBER, "budi"):
        assert secret not in json.dumps(dict(row))
    assert NUMBER[-4:] not in json.dumps(without_chance(row))


def test_a_photo_that_cannot_be_looked_at_leaves_a_row_too(client, store):
    answer = check(client, b"junk")
    assert (answer.status_code, answer.json["next"]) == (415, "retry")
    (row,) = kept(store)
    assert (row["id"], row["error"], row["verdict"], row["next"]) == (
        answer.json["id"],
        "not_a_picture",
        None,
        "retry",
    )


@pytest.mark.parametrize(
    ("asked", "error", "status"),
    [({"lang": "x"}, None, 400), ({}, ToolMissing("x"), 503), ({}, ZeroDivisionError(), 500)],
)
def test_what_is_no_fault_of_the_photo_leaves_none(client, core, store, asked, error, status):
    core.error = error
    assert check(client, **asked).status_code == status
    assert kept(store) == []


def test_a_bot_that_does_not_count_has_its_tries_counted(client, core, store):
    core.accepted = False
    photos = (b"junk", JPEG + b"1", JPEG + b"2")
    told = [check(client, data).json for data in photos]
    assert [row["attempt"] for row in kept(store)] == [1, 2, 3]
    assert [one.get("attempt") for one in told] == [None, 2, 3]
    assert [options.attempt for _, options in core.asked] == [1, 2, 3]


@pytest.mark.parametrize("options", [{"attempt": 2}, {"attempt": None}])
def test_the_very_same_call_has_the_very_same_row(client, core, store, options):
    core.accepted = False
    first, again = (check(client, **options) for _ in range(2))
    assert first.json["attempt"] == again.json["attempt"] == (options["attempt"] or 1)
    assert first.json["id"] == again.json["id"] == again.headers["X-Request-ID"]
    assert len(kept(store)) == 1
    assert len(core.asked) == 2


def test_what_a_caller_counts_or_does_not_name_is_not_counted(client, core):
    core.accepted = False
    asked = [{"attempt": 1}, {"attempt": 1}, {"reference": None}, {"reference": None}]
    told = [check(client, JPEG + bytes([n]), **one).json for n, one in enumerate(asked)]
    assert [one["attempt"] for one in told] == [1] * 4


@pytest.fixture
def held(store):
    """The database while another writes in it for long."""
    engine = open_engine(store.engine.url.render_as_string(hide_password=False))
    with Store(engine, store.vault).writing() as connection:
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE checks")
        yield connection
    engine.dispose()


def settled(store, count):
    until = time.monotonic() + 20
    while len(found := kept(store)) < count and time.monotonic() < until:
        time.sleep(0.02)
    assert not [one for one in threading.enumerate() if one.name == "rows" and _stuck(one)]
    return found


def _stuck(thread):
    thread.join(20)
    return thread.is_alive()


def test_a_busy_database_delays_no_answer_and_the_rows_come_later(client, store, held, monkeypatch):
    monkeypatch.setattr(rows, "WAIT", 0.02)
    monkeypatch.setattr(rows, "PAUSE", 0.05)
    answers = [check(client, JPEG + bytes([n])) for n in range(3)]
    assert [answer.status_code for answer in answers] == [200] * 3
    held.rollback()
    assert [row["id"] for row in settled(store, 3)] == [answer.json["id"] for answer in answers]


def test_rows_that_are_too_many_to_wait_are_lost_and_the_answer_is_not(
    client, store, held, monkeypatch
):
    monkeypatch.setattr(rows, "WAIT", 0.02)
    monkeypatch.setattr(rows, "PAUSE", 0.05)
    monkeypatch.setattr(rows, "MOST", 2)
    assert [check(client, JPEG + bytes([n])).status_code for n in range(3)] == [200] * 3
    held.rollback()
    assert len(settled(store, 2)) == 2


def test_a_row_that_no_database_takes_is_lost_and_fails_nothing(store):
    with capture_logs() as lines:
        assert Rows(store).keep({"id": NOWHERE, "no_such_column": 1}) == NOWHERE
    assert {"event": "row lost", "id": NOWHERE, "log_level": "error"} in lines
    assert kept(store) == []


@pytest.fixture
def nowhere(store):
    """A store whose database does not answer."""
    return Store(open_engine("postgresql://nobody@127.0.0.1:9/x"), store.vault)


def test_without_a_database_photos_are_checked_and_the_rest_waits(client, nowhere, monkeypatch):
    monkeypatch.setattr(rows, "MOST", 0)
    app = client.application
    app.extensions["precheck"] = replace(
        app.extensions["precheck"], store=nowhere, rows=Rows(nowhere)
    )
    answer = check(client)
    assert (answer.status_code, answer.json["attempt"]) == (200, 1)
    answer = decide(client, answer.json["id"], decision="accept")
    assert (answer.status_code, answer.json["code"]) == (503, "busy")
    assert answer.headers["Retry-After"]
    desk = client.get("/desk/sign-in")
    assert (desk.status_code, desk.mimetype) == (503, "text/html")


def sampled(store):
    with store.reading() as connection:
        return connection.execute(select(PHOTOS).order_by(PHOTOS.c.position)).mappings().all()


def test_no_photo_of_a_check_is_kept_unless_the_office_agrees(make_client, store):
    assert check(make_client(sample_share=1.0)).status_code == 200
    assert sampled(store) == []


@pytest.mark.parametrize("accepted", [True, False])
def test_a_drawn_one_waits_for_officers_like_a_batch_s(make_client, core, store, accepted):
    core.accepted = accepted
    client = make_client(sample_checks=True, sample_share=1.0)
    answers = [check(client, line="kk-1", attempt=2).json for _ in range(2)]
    (row,) = sampled(store)
    assert (row["check_id"], row["attempt"], row["asked"]) == (answers[0]["id"], 2, ["kk"])
    assert (row["state"], row["verdict"]) == ("done", answers[0]["verdict"])
    assert (row["for_officer"], row["sampled"], row["sampling_probability"]) == (True, True, 1.0)
    assert NUMBER not in str(dict(row))
    with store.reading() as connection:
        assert intake.picture(connection, store.vault, row["file_id"]) == JPEG
        assert intake.names(store.vault, row).reference == "budi"
        assert answers_.number(store.vault, row)["value"] == NUMBER
        assert len(list(figures.seen(connection, 0.0))) == 1
        assert batches.latest(connection) == []
        batch = batches.get(connection, row["batch_id"])
    assert (batch["line"], batch["owner"]) == ("kk-1", "desk")
    with store.writing() as connection:
        assert claims.claim_next(connection, "sri", time.time())["id"] == row["id"]
        retention.expire(connection, time.time() + 1, {"id": "x"})
        retention.wipe_files(connection)
    (row,) = sampled(store)
    assert (row["state"], row["for_officer"], row["file_id"]) == ("done", False, None)
    assert row["sealed_number"] is None


def test_only_a_share_of_the_sure_ones_is_drawn(make_client, store):
    some = make_client(sample_checks=True, sample_share=0.5)
    for n in range(30):
        check(some, JPEG + bytes([n]), reference=None)
    assert 5 <= len(sampled(store)) <= 25
    assert {row["sampling_probability"] for row in sampled(store)} == {0.5}
    before = len(sampled(store))
    unsure = make_client(sample_checks=True, sample_share=1.0, sure_at=1.0)
    check(unsure, JPEG + b"other", reference=None)
    assert len(sampled(store)) == before


def test_nobody_waits_for_a_sample(make_client, store, held, monkeypatch):
    monkeypatch.setattr(rows, "WAIT", 0.02)
    monkeypatch.setattr(rows, "PAUSE", 0.05)
    monkeypatch.setattr(sampling, "WAIT", 0.02)
    client = make_client(sample_checks=True, sample_share=1.0)
    if held.dialect.name == "postgresql":
        held.exec_driver_sql("LOCK TABLE batches")
    assert check(client).status_code == 200
    held.rollback()
    settled(store, 1)
    assert sampled(store) == []


def decide(client, id_, headers=None, **said):
    return client.post(f"/checks/{id_}/decision", json=said, headers=headers)


def test_an_officers_decision_is_recorded_and_the_last_counts(client, core, store):
    core.accepted = False
    id_ = check(client).json["id"]
    first = decide(client, id_, decision="re-photo", reason="blur")
    last = client.post(f"/checks/{id_}/decision", data={"decision": "accept"})
    assert (first.status_code, last.status_code) == (201, 201)
    told = CheckDecidedShape.model_validate(last.json)
    assert (told.check, told.decision, told.reason) == (id_, "accept", None)
    with store.reading() as connection:
        (standing,) = decisions.standing(connection)
        acts = decisions.of_check(connection, id_)
    assert standing["id"] == told.id
    assert [(act["decision"], act["reason"], act["who"]) for act in acts] == [
        ("re-photo", "blur", "local"),
        ("accept", None, "local"),
    ]
    assert (standing["verdict"], standing["type"]) == ("re-photo", "kk")


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ({}, "decision"),
        ({"decision": "maybe"}, "decision"),
        ({"decision": "re-photo", "reason": "ugly"}, "reason"),
        ({"decision": "accept", "reason": "blur"}, "reason"),
        ({"decision": "accept", "who": "sri"}, "who"),
    ],
)
def test_a_decision_that_is_none_is_refused(client, said, named):
    answer = decide(client, check(client).json["id"], **said)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_option")
    assert named in answer.json["detail"]


def test_nobody_decides_another_callers_check(make_client):
    client = make_client(keys=(f"bot:{hashed('one')}", f"other:{hashed('two')}"))
    mine, other = ({"Authorization": f"Bearer {key}"} for key in ("one", "two"))
    id_ = check(client, headers=mine).json["id"]
    assert decide(client, id_, mine, decision="accept").status_code == 201
    answer = decide(client, id_, other, decision="accept")
    assert (answer.status_code, answer.json["code"]) == (404, "no_such_check")
    assert decide(client, id_, decision="accept").status_code == 401


@pytest.mark.parametrize("id_", [NOWHERE, "x", "%00", "é"])
def test_an_unknown_check_is_told(client, id_):
    answer = decide(client, id_, decision="accept")
    assert (answer.status_code, answer.json["code"]) == (404, "no_such_check")


def explain(store, monkeypatch, *arguments):
    monkeypatch.setattr(cli.Store, "open", lambda _settings: store)
    return CliRunner().invoke(cli.main, ["explain", *arguments])


def test_explain_shows_what_is_kept(client, core, store, monkeypatch):
    core.accepted = False
    id_ = check(client, line="kk-1").json["id"]
    decide(client, id_, decision="re-photo", reason="blur")
    text = explain(store, monkeypatch, id_).output
    for told in (
        f"{id_} at 20",
        "from local, line kk-1; asked for kk, try 1",
        "kk: re-photo, next: retry (p_accept 0.01, number read, 1 ms)",
        "reason: glare (40% of the must-read text)",
        "glare                0  ok         at most 0.02  (share of text area)",
        "by local: re-photo, blur",
    ):
        assert told in text
    told = json.loads(explain(store, monkeypatch, id_, "--format", "json").output)
    assert (told["id"], told["decisions"][0]["decision"]) == (id_, "re-photo")


def test_explain_tells_what_became_of_a_drawn_photo(make_client, store, monkeypatch):
    id_ = check(make_client(sample_checks=True, sample_share=1.0)).json["id"]
    (row,) = sampled(store)
    ruling, act = decisions.Ruling(decision="accept"), decisions.act("sri", time.time())
    with store.writing() as connection:
        decisions.decide(connection, store.vault, row["id"], ruling, act)
    lines = explain(store, monkeypatch, id_).output.splitlines()
    assert re.fullmatch(r"decided in the queue at \S+ by sri: accept", lines[-1])


def test_explain_tells_of_a_file_that_was_none_and_of_no_row(client, store, monkeypatch):
    id_ = check(client, b"junk").json["id"]
    assert "no verdict: not_a_picture; next: retry" in explain(store, monkeypatch, id_).output
    missing = explain(store, monkeypatch, NOWHERE)
    assert (missing.exit_code, "Traceback" in missing.output) == (1, False)
    assert NOWHERE in missing.output


def test_rows_are_searched_the_newest_first(client, core, store):
    core.accepted = False
    asked = [{"line": "a"}, {"line": "b"}, {"line": "a", "type": "ktp"}, {"line": "a"}]
    ids = [check(client, JPEG + bytes([n]), **one).json["id"] for n, one in enumerate(asked)]

    def search(limit=100, **wanted):
        with store.reading() as connection:
            found = checks.search(connection, checks.Wanted(**wanted), limit)
            return [ids.index(row["id"]) for row in found]

    now = time.time()
    assert search() == [3, 2, 1, 0]
    assert search(limit=2, before=ids[3]) == [2, 1]
    assert search(line="a", reason="glare", verdict="re-photo", owner="local") == [3, 2, 0]
    assert search(line="b", type="kk") == [1]
    assert search(reference_mac=store.vault.mac("reference", "siti")) == []
    assert (search(since=now + 1), search(until=now - 60)) == ([], [])
    assert search(since=now - 60, until=now + 1) == [3, 2, 1, 0]
