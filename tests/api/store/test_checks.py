"""One row per `/check`, and the count of attempts."""

import json

import pytest

from api.store import checks
from api.store.checks import ATTEMPT_WINDOW_SECONDS, CheckCall
from api.store.decisions import history, recording
from api.store.decisions.decision import Act, StoredDecision
from precheck.answer.as_json import new_id
from precheck.options import Options
from tests.api.fakes import NUMBER, without_chance
from tests.api.store.filled import NOW, json_answer


def record(store, *, data=b"1", verdict="re-photo", now=NOW, owner="bot", count=True, **options):
    """Check once as the service does; return try and id."""
    options = {"reference": "budi", "types": ("kk",), **options}
    asked = CheckCall.of(store.vault, owner, Options(**options), data)
    with store.writing() as connection:
        attempt = checks.count_attempt(connection, asked, now) if count else options["attempt"]
        asked = CheckCall.of(store.vault, owner, Options(**{**options, "attempt": attempt}), data)
        answer = {**json_answer(verdict=verdict), "id": new_id(), "attempt": attempt}
        return attempt, checks.insert(connection, checks.answer_row(asked, answer, now))


def tries(store, *calls):
    return [record(store, now=NOW + n, **call)[0] for n, call in enumerate(calls)]


def photos(count):
    return [{"data": bytes([n])} for n in range(count)]


def test_the_attempts_of_one_reference_are_counted(store):
    assert tries(store, *photos(3)) == [1, 2, 3]


def test_a_repeated_photo_keeps_its_attempt_and_row(store):
    first = record(store)
    assert record(store, now=NOW + 5) == first
    assert record(store, data=b"2", now=NOW + 6)[0] == 2


def test_after_an_accepted_photo_the_next_is_attempt_one(store):
    one, two, three = photos(3)
    assert tries(store, one, {**two, "verdict": "accept"}, three) == [1, 2, 1]


def test_another_document_reference_or_caller_counts_for_itself(store):
    others = [{"types": ("ktp",)}, {"reference": "siti"}, {"owner": "other"}, {"reference": None}]
    assert tries(store, {}, *({"data": b"2", **other} for other in others)) == [1] * 5


def test_after_a_day_the_count_starts_anew(store):
    record(store)
    assert record(store, data=b"2", now=NOW + ATTEMPT_WINDOW_SECONDS - 1)[0] == 2
    assert record(store, data=b"3", now=NOW + 3 * ATTEMPT_WINDOW_SECONDS)[0] == 1


@pytest.mark.parametrize(
    ("other", "rows"),
    [
        ({}, 1),
        ({"lang": "en"}, 1),
        ({"attempt": 2}, 2),
        ({"data": b"2"}, 2),
        ({"reference": "siti"}, 2),
        ({"page": 2}, 2),
        ({"types": ("ktp",)}, 2),
    ],
)
def test_same_reference_attempt_photo_page_and_types_is_one_row(store, other, rows):
    call = {"attempt": 1, "count": False}
    first = record(store, **call)
    second = record(store, **{**call, **other})
    assert (first == second) == (rows == 1)
    with store.reading() as connection:
        assert checks.count(connection) == rows


def test_without_a_reference_every_call_is_a_row(store):
    for _ in range(2):
        record(store, reference=None)
    with store.reading() as connection:
        assert checks.count(connection) == 2


def test_a_row_holds_no_personal_data(store):
    _, id_ = record(store)
    with store.reading() as connection:
        row = checks.get(connection, id_)
    for secret in (NUMBER, "budi"):
        assert secret not in json.dumps(dict(row))
    assert NUMBER[-4:] not in json.dumps(without_chance(row))
    assert row["measures"] == {"glare": {"value": 0.1}}
    assert (row["attempt"], row["type"], row["took_ms"]) == (1, "kk", 90)


def test_the_officers_decision_is_recorded(store):
    _, id_ = record(store)
    with store.writing() as connection:
        row = checks.get(connection, id_)
        act = Act.begin("bot", NOW)
        recording.decide_check(connection, row, StoredDecision(decision="accept"), act)
        (kept,) = history.of_check(connection, id_)
    assert (kept["verdict"], kept["decision"], kept["subject"]) == ("re-photo", "accept", "check")
