"""Rows of `/check` are found, shown and decided."""

import time

import pytest

from api.store import checks
from api.store.accounts import Role
from api.store.checks import CheckCall
from api.store.decisions import history, recording
from api.store.decisions.decision import Act, StoredDecision
from precheck.options import Options
from tests.api.store.filled import json_answer


@pytest.fixture
def check(desk):
    """The id of a row of a check."""
    asked = CheckCall.of(desk.store.vault, "bot", Options(reference="WA-1", line="ektp"), b"photo")
    answer = json_answer(0.2, verdict="re-photo") | {"id": "01JD0000000000000000000001"}
    answer["reasons"] = [{"code": "glare", "side": "top", "share": 0.4}]
    measure = {"value": 0.06, "unit": "share", "outcome": "too_high", "at_least": None}
    answer["measures"] = {"glare": measure | {"at_most": 0.02}}
    with desk.store.writing() as connection:
        return checks.insert(connection, checks.answer_row(asked, answer, time.time()))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", True),
        ("?reference=WA-1", True),
        ("?reference=WA", False),
        ("?verdict=accept", False),
        ("?line=ektp&reason=glare&type=kk", True),
        ("?owner=other", False),
    ],
)
def test_checks_are_found(desk, check, query, found):
    assert (check in desk.person("sri").get(f"/checks{query}").text) is found


def test_a_check_is_shown_with_what_officers_decided(desk, check):
    ruling, act = StoredDecision(decision="accept"), Act.begin("bot", time.time())
    with desk.store.writing() as connection:
        recording.decide_check(connection, checks.get(connection, check), ruling, act)
    sri = desk.person("sri")
    page = sri.get(f"/checks/{check}").text
    assert "pantulan cahaya (atas) 40,0 %" in page
    assert "≤ 0,02" in page
    assert "bot" in page.partition("Keputusan petugas")[2]
    assert sri.get("/checks/none").status_code == 404


@pytest.mark.parametrize(
    ("said", "decision", "reason"),
    [
        ({"decision": "accept"}, "accept", None),
        ({"again": "glare"}, "re-photo", "glare"),
        ({"again": "number_unread"}, "re-photo", "number_unread"),
    ],
)
def test_an_officer_decides_a_check_on_its_page(desk, check, said, decision, reason):
    sri = desk.person("sri")
    assert 'name="again" value="glare" data-key="r"' in sri.get(f"/checks/{check}").text
    assert sri.post(f"/checks/{check}/decide", **said).status_code == 302
    with desk.store.reading() as connection:
        (act,) = history.of_check(connection, check)
    assert (act["decision"], act["reason"], act["who"]) == (decision, reason, "sri")
    assert (act["verdict"], act["line"]) == ("re-photo", "ektp")
    assert "sri" in sri.get(f"/checks/{check}").text.partition("Keputusan petugas")[2]


def test_only_people_who_decide_decide_an_existing_check(desk, check):
    qa, sri = desk.person("qory", Role.QA), desk.person("sri")
    assert 'name="again"' not in qa.get(f"/checks/{check}").text
    assert qa.post(f"/checks/{check}/decide", decision="accept").status_code == 403
    assert sri.post("/checks/none/decide", decision="accept").status_code == 404
    assert sri.post(f"/checks/{check}/decide", again="boredom").status_code == 400
