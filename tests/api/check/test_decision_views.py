"""An officer's decision on a `/check` is recorded."""

import pytest

from api.callers.keys import sha256_of
from api.check.documentation import CheckDecidedShape
from api.store.decisions import history
from precheck.answer.as_json import new_id
from tests.api.check.calls import NOWHERE, check, decide


def test_an_officers_decision_is_recorded_and_the_last_counts(client, core, store):
    core.accepted = False
    id_ = check(client).json["id"]
    first = decide(client, id_, decision="re-photo", reason="blur")
    last = client.post(f"/checks/{id_}/decision", data={"decision": "accept"})
    assert (first.status_code, last.status_code) == (201, 201)
    result = CheckDecidedShape.model_validate(last.json)
    assert (result.check, result.decision, result.reason) == (id_, "accept", None)
    with store.reading() as connection:
        (standing,) = history.in_force(connection)
        acts = history.of_check(connection, id_)
    assert standing["id"] == result.id
    assert [(act["decision"], act["reason"], act["who"]) for act in acts] == [
        ("re-photo", "blur", "local"),
        ("accept", None, "local"),
    ]
    assert (standing["verdict"], standing["type"]) == ("re-photo", "kk")


FORM = "application/x-www-form-urlencoded"
"""What curl sends where no type is named."""


@pytest.mark.parametrize(
    ("type_", "body"),
    [
        (FORM, '{"decision": "accept"}'),
        ("text/plain", '{"decision": "accept"}'),
        (None, "decision=accept"),
    ],
)
def test_a_body_whose_type_is_not_named_is_refused_with_the_type_to_name(client, type_, body):
    id_ = check(client).json["id"]
    answer = client.post(f"/checks/{id_}/decision", data=body, content_type=type_)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_body")
    assert "Content-Type: application/json" in answer.json["detail"]


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
def test_an_invalid_decision_is_rejected(client, said, named):
    answer = decide(client, check(client).json["id"], **said)
    assert (answer.status_code, answer.json["code"]) == (400, "bad_option")
    assert named in answer.json["detail"]


def test_a_check_of_another_caller_is_not_found(make_client):
    client = make_client(keys=(f"bot:{sha256_of('one')}", f"other:{sha256_of('two')}"))
    mine, other = ({"Authorization": f"Bearer {key}"} for key in ("one", "two"))
    id_ = check(client, headers=mine).json["id"]
    assert decide(client, id_, mine, decision="accept").status_code == 201
    answer = decide(client, id_, other, decision="accept")
    assert (answer.status_code, answer.json["code"]) == (404, "no_such_check")
    assert decide(client, id_, decision="accept").status_code == 401


def test_a_check_whose_row_is_not_written_yet_is_to_be_asked_for_again(client):
    answer = decide(client, new_id(), decision="accept")
    assert (answer.status_code, answer.json["code"]) == (503, "busy")


@pytest.mark.parametrize("id_", [NOWHERE, "x", "%00", "é"])
def test_an_unknown_check_is_not_found(client, id_):
    answer = decide(client, id_, decision="accept")
    assert (answer.status_code, answer.json["code"]) == (404, "no_such_check")
