"""Data for statistics, and lists of decisions and audit entries, on both databases."""

import json

import pytest

from api.store import audit_trail, checks, submissions
from api.store.checks import CheckCall
from api.store.decisions import history, officer_types, recording
from api.store.decisions.decision import Act, StoredDecision
from api.store.decisions.history import DecisionFilter
from api.store.figures import judged_photos, reviewed_photos
from api.store.submissions import DEMO_OWNER, NewSubmission
from precheck.options import Options
from tests.api.store.filled import NOW, batch, done, json_answer

SENT_BACK = json_answer(0.2, verdict="re-photo")


@pytest.fixture
def photo(store):
    """The id of a photo that was sent back, and that an officer accepts."""
    id_ = done(store, batch(store, line="kk"), SENT_BACK, reference="r-1")
    ruling, act = StoredDecision(decision="accept"), Act.begin("sri", NOW)
    with store.writing() as connection:
        recording.decide(connection, store.vault, id_, ruling, act)
    return id_


@pytest.mark.usefixtures("photo")
def test_photos_of_batches_and_of_checks_are_seen(store):
    asked = CheckCall.of(store.vault, "bot", Options(line="ektp", reference="r-1"), b"other")
    with store.writing() as connection:
        checks.insert(connection, checks.answer_row(asked, json_answer(0.9), NOW + 1))
    with store.reading() as connection:
        checked, worked = judged_photos(connection, NOW)
        assert len(list(judged_photos(connection, NOW + 1))) == 1
        assert list(judged_photos(connection, NOW + 2)) == []
    assert (checked.line, checked.verdict, checked.reason, checked.batch_id) == (
        *("ektp", "accept"),
        *(None, None),
    )
    assert (worked.line, worked.verdict, worked.reason) == ("kk", "re-photo", "glare")
    for one in (checked, worked):
        assert (one.type, one.version, one.policy, one.took_ms) == ("kk", "1", "default", 90)
    assert worked.batch_id is not None
    assert worked.reference_mac == checked.reference_mac


@pytest.mark.usefixtures("photo")
def test_decisions_are_judged_with_their_weight(store):
    with store.reading() as connection:
        (one,) = reviewed_photos(connection, NOW)
        assert list(reviewed_photos(connection, NOW + 1)) == []
    expected = (one.verdict, one.decision, one.reason, one.version, one.p_accept, one.weight)
    assert expected == ("re-photo", "accept", "glare", "1", 0.2, 1)


def test_the_type_is_the_one_that_an_officer_set(store):
    id_ = done(store, batch(store), SENT_BACK)
    with store.writing() as connection:
        assert officer_types.set_type(connection, id_, "ktp", "sri", NOW)
        decision, act = StoredDecision(decision="accept"), Act.begin("sri", NOW)
        recording.decide(connection, store.vault, id_, decision, act)
    with store.reading() as connection:
        assert [one.type for one in judged_photos(connection, NOW)] == ["ktp"]
        assert [one.type for one in reviewed_photos(connection, NOW)] == ["ktp"]
        for type_, found in (("ktp", 1), ("kk", 0)):
            wanted = DecisionFilter(type_in_force=type_)
            assert len(history.search(connection, wanted, 10)) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, 1),
        ({"who": "sri", "type_in_force": "kk", "overrides": True}, 1),
        ({"who": "budi"}, 0),
        ({"type_in_force": "ktp"}, 0),
        ({"before": "0"}, 0),
    ],
)
@pytest.mark.usefixtures("photo")
def test_decisions_are_filtered(store, wanted, found):
    with store.reading() as connection:
        assert len(history.search(connection, DecisionFilter(**wanted), 10)) == found


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, 2),
        ({"who": "sri"}, 1),
        ({"act": "export", "subject": "B" * 26}, 1),
        ({"act": "export", "subject": "one"}, 1),
        ({"subject": "on"}, 0),
        ({"subject": "c"}, 0),
        ({"before": "0"}, 0),
    ],
)
def test_audit_entries_are_filtered(store, wanted, found):
    with store.writing() as connection:
        audit_trail.add(connection, "sri", "view_photo", "A" * 26)
        audit_trail.add(connection, "budi", "export", "B" * 26, {"full_numbers": ["one", "two"]})
    with store.reading() as connection:
        assert (
            len(audit_trail.latest(connection, wanted=audit_trail.AuditFilter(**wanted))) == found
        )


@pytest.mark.parametrize("subject", ["3514010101209001", "Siti", "a" * 26, "A" * 27, ""])
def test_a_subject_that_is_no_id_is_left_out(store, subject):
    with store.writing() as connection:
        audit_trail.add(connection, "sri", "view_photo", subject)
        (row,) = audit_trail.latest(connection)
    assert row["subject"] is None


def test_submissions_that_were_completed_and_weighed(store):
    """Not the demo's, those of an older version, those that are open, and those of before."""
    found = {"rounds": [["blur", 1.0]], "letters": 0}
    rows = (
        ("bot", {"completed_at": 20.0, "state": "complete", "spared": found}),
        (DEMO_OWNER, {"completed_at": 20.0, "state": "complete", "spared": found}),
        ("bot", {"completed_at": 20.0, "state": "complete", "spared": None}),
        ("bot", {"completed_at": 20.0, "state": "open", "spared": found}),
        ("bot", {"completed_at": 9.0, "state": "complete", "spared": found}),
    )
    with store.writing() as connection:
        for owner, values in rows:
            new = NewSubmission(owner=owner, service="nik", variant="aktivasi", line="nik")
            id_ = submissions.create(connection, store.vault, new, "x", 5.0)
            submissions.update(connection, id_, **values)
        (one,) = submissions.completed(connection, 10.0)
    assert (one.line, one.created_at, one.completed_at) == ("nik", 5.0, 20.0)
    assert json.loads(one.spared) == found
