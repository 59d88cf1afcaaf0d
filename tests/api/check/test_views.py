"""`/check` stores a row, counts attempts, and the rows can be searched."""

import json
import time

import pytest

from api.store import checks
from precheck.errors import ToolMissing
from tests.api.check.calls import JPEG, check, kept
from tests.api.fakes import NUMBER, without_chance


def test_an_answer_is_recorded_under_its_id_without_personal_data(client, core, store):
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


def test_a_photo_that_cannot_be_decoded_is_recorded_too(client, store):
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
def test_errors_not_caused_by_the_photo_are_not_recorded(client, core, store, asked, error, status):
    core.error = error
    assert check(client, **asked).status_code == status
    assert kept(store) == []


def test_attempts_are_counted_for_callers_that_do_not(client, core, store):
    core.accepted = False
    photos = (b"junk", JPEG + b"1", JPEG + b"2")
    result = [check(client, data).json for data in photos]
    assert [row["attempt"] for row in kept(store)] == [1, 2, 3]
    assert [one.get("attempt") for one in result] == [None, 2, 3]
    assert [options.attempt for _, options in core.asked] == [1, 2, 3]


@pytest.mark.parametrize("options", [{"attempt": 2}, {"attempt": None}])
def test_a_repeated_call_has_the_same_row(client, core, store, options):
    core.accepted = False
    first, again = (check(client, **options) for _ in range(2))
    assert first.json["attempt"] == again.json["attempt"] == (options["attempt"] or 1)
    assert first.json["id"] == again.json["id"] == again.headers["X-Request-ID"]
    assert len(kept(store)) == 1
    assert len(core.asked) == 2


@pytest.mark.parametrize(("attempt", "step"), [(1, "retry"), (2, "retry"), (3, "officer")])
def test_a_file_that_cannot_be_checked_goes_to_an_officer_at_the_third_try(client, attempt, step):
    broken = check(client, b"junk", attempt=attempt)
    assert broken.status_code == 415
    assert broken.json["next"] == step
    assert ("petugas" in broken.json["message"]) == (step == "officer")


@pytest.mark.parametrize("blank", ["", "  "])
def test_a_blank_reference_is_none(client, core, store, blank):
    core.accepted = False
    for n in range(2):
        answer = check(client, JPEG + bytes([n]), reference=blank).json
        assert (answer["reference"], answer["attempt"]) == (None, 1)
    assert len(kept(store)) == 2


def test_given_attempts_and_calls_without_a_reference_are_not_counted(client, core):
    core.accepted = False
    asked = [{"attempt": 1}, {"attempt": 1}, {"reference": None}, {"reference": None}]
    result = [check(client, JPEG + bytes([n]), **one).json for n, one in enumerate(asked)]
    assert [one["attempt"] for one in result] == [1] * 4


def test_rows_are_searched_the_newest_first(client, core, store):
    core.accepted = False
    asked = [{"line": "a"}, {"line": "b"}, {"line": "a", "type": "ktp"}, {"line": "a"}]
    ids = [check(client, JPEG + bytes([n]), **one).json["id"] for n, one in enumerate(asked)]

    def search(limit=100, **wanted):
        with store.reading() as connection:
            found = checks.search(connection, checks.CheckFilter(**wanted), limit)
            return [ids.index(row["id"]) for row in found]

    now = time.time()
    assert search() == [3, 2, 1, 0]
    assert search(limit=2, before=ids[3]) == [2, 1]
    assert search(line="a", reason="glare", verdict="re-photo", owner="local") == [3, 2, 0]
    assert search(line="b", type="kk") == [1]
    assert search(reference_mac=store.vault.mac("reference", "siti")) == []
    assert (search(since=now + 1), search(until=now - 60)) == ([], [])
    assert search(since=now - 60, until=now + 1) == [3, 2, 1, 0]
