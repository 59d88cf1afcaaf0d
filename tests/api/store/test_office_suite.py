"""Decided photos are kept as a suite: sealed, sampled, labelled by two, and deleted in time."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select, update

from api.store import batches, citizens, office_suite, retention, submissions
from api.store.decisions import reopening, unlearning
from api.store.decisions.decision import Act, StoredDecision
from api.store.decisions.reopening import Reopening, Why
from api.store.office_suite import Opinion
from api.store.submissions import NewSubmission
from api.store.tables.batches import PHOTOS
from api.store.tables.submissions import SUBMISSIONS
from tests.api.store.filled import NOW, batch, document, done, json_answer, photo
from tests.api.store.officers import ACCEPT, RE_PHOTO, decide, undo
from tests.api.store.suite_made import DAY, decided, give, keep, kept

WRONG = StoredDecision(decision="re-photo", reason="wrong_document")


def set_columns(store, id_, **values):
    with store.writing() as connection:
        connection.execute(update(PHOTOS).where(PHOTOS.c.id == id_).values(**values))


def labelled(store):
    with store.reading() as connection:
        return list(office_suite.labelled(connection, store.vault))


def test_a_photo_is_kept_sealed_when_its_picture_is_erased(store):
    id_ = decided(store, b"a picture", reference="budi")
    assert keep(store, NOW - 1) == []
    (row,) = keep(store)
    assert (row["photo_id"], row["type"], row["day"]) == (id_, "kk", "2027-01-15")
    assert (row["first_who"], row["first_opinion"], row["doubtful"]) == ("sri", "accept", True)
    assert set(row["answer"]) == {"document", "image"}
    assert b"a picture" not in row["sealed_bytes"]
    assert photo(store, id_)["file_id"] is None
    with store.reading() as connection:
        assert office_suite.picture(connection, store.vault, row["id"]) == b"a picture"
    assert keep(store, NOW + 1) == [row]


def test_only_whole_photos_count_that_an_officer_saw_and_decided_for_what_they_are(store):
    sure = json_answer(0.99)
    decided(store, b"looked up", answer=sure)
    decided(store, b"not asked for", WRONG)
    part = decided(store, b"half a sheet")
    set_columns(store, part, filing="part")
    for page in document(store, batch(store), *[json_answer(0.5, pages=2)] * 2):
        decide(store, page)
    sampled = decided(store, b"sampled", answer=sure, share=1.0)
    rows = keep(store)
    with store.reading() as connection:
        data = [office_suite.picture(connection, store.vault, row["id"]) for row in rows]
    assert data == [b"pdf", b"sampled"]
    assert [(row["photo_id"] == sampled, row["doubtful"]) for row in rows] == [
        (False, True),
        (True, False),
    ]


def test_what_was_undone_is_not_kept(store):
    here = batch(store)
    undo(store, decide(store, done(store, here, json_answer(0.5))))
    assert keep(store, NOW + 9) == []


def test_the_photo_of_an_application_is_kept_once_its_picture_is_erased(store):
    new = NewSubmission(owner="bot", service="nik", variant="aktivasi", reference="budi")
    with store.writing() as connection:
        id_ = submissions.create(connection, store.vault, new, "x", NOW)
        submissions.update(connection, id_, state="complete", closed_at=NOW + 5)
        of = select(SUBMISSIONS.c.batch_id).where(SUBMISSIONS.c.id == id_)
        here = batches.get(connection, connection.scalar(of))
    decided(store, here=here)
    assert keep(store, NOW + 9) == []
    assert len(keep(store, NOW + 9, closed_before=NOW + 9)) == 1


@pytest.mark.parametrize(
    ("first", "second", "label"),
    [
        (ACCEPT, Opinion.ACCEPT, Opinion.ACCEPT),
        (RE_PHOTO, Opinion.RE_PHOTO, Opinion.RE_PHOTO),
        (ACCEPT, Opinion.RE_PHOTO, Opinion.BORDERLINE),
        (RE_PHOTO, Opinion.ACCEPT, Opinion.BORDERLINE),
        (ACCEPT, Opinion.BORDERLINE, Opinion.BORDERLINE),
    ],
)
def test_agreement_is_the_label_and_anything_else_is_borderline(store, first, second, label):
    decided(store, b"picture", first)
    (row,) = keep(store)
    assert labelled(store) == []
    assert give(store, row, second)
    (one,) = labelled(store)
    assert (one.label, one.data, one.type, one.doubtful) == (label, b"picture", "kk", True)


def test_nobody_is_asked_about_an_own_decision_and_nobody_is_asked_twice(store):
    decided(store)
    (row,) = keep(store)
    for who, count in (("sri", 0), ("budi", 1)):
        with store.reading() as connection:
            assert office_suite.count_open(connection, who) == count
            assert (office_suite.any_open(connection, who) is not None) == bool(count)
            shown = office_suite.open_to(connection, row["id"], who)
    assert not {"first_who", "first_opinion", "doubtful"} & set(shown)
    assert not give(store, row, Opinion.ACCEPT, "sri")
    assert give(store, row, Opinion.ACCEPT, "budi")
    assert not give(store, row, Opinion.RE_PHOTO, "dewi")
    assert kept(store)[0]["second_opinion"] == "accept"


def test_days_types_and_doubt_have_an_equal_share_and_labels_are_dropped_last(store):
    for at in range(12):
        decided(store, b"%d" % at)
    rows = keep(store)
    for row in rows[:2]:
        give(store, row, Opinion.ACCEPT)
    decided(store, b"other day", now=NOW + DAY)
    decided(store, b"sure", answer=json_answer(0.99), share=1.0)
    akta = json_answer(0.5) | {"document": {"type": "akta_kelahiran"}}
    for at in range(3):
        decided(store, b"akta %d" % at, answer=akta)
    left = keep(store, NOW + DAY, most=8)
    strata = Counter((row["day"], row["type"], row["doubtful"]) for row in left)
    assert sorted(strata.values()) == [1, 1, 3, 3]
    assert {row["id"] for row in rows[:2]} <= {row["id"] for row in left}
    assert keep(store, NOW + DAY, most=8) == left


def test_the_draw_is_the_same_whatever_came_first(store):
    """Photos that came later have no other chance than the first."""
    ids = [decided(store, b"%d" % at, now=NOW + at) for at in range(30)]
    for at in range(30):
        left = {row["photo_id"] for row in keep(store, NOW + at, most=10)}
    smallest = sorted(ids, key=lambda id_: store.vault.mac("suite", id_))[:10]
    assert left == set(smallest)


def test_two_machines_that_keep_at_once_keep_each_photo_once(store):
    for at in range(35):
        decided(store, b"%d" % at)
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(keep, [store] * 4))
    assert len(kept(store)) == 35


def delete_batch(connection, _vault, row):
    batches.delete(connection, row["batch_id"])


def delete_citizen(connection, vault, _row):
    citizens.delete(connection, vault, "budi")


def delete_citizen_after_the_rows(connection, vault, _row):
    retention.purge(connection, NOW + 1, NOW + 1)
    citizens.delete(connection, vault, "budi")


def time_is_over(connection, _vault, _row):
    unlearning.erase_older(connection, 0.0, NOW + 1)


def decided_anew(connection, vault, row):
    of = Reopening(photo_id=row["id"], instead_of=row["decision_id"], why=Why.OTHER)
    reopening.decide_again(connection, vault, of, RE_PHOTO, Act.begin("sri", NOW + 9))


@pytest.mark.parametrize(
    "deletion",
    [
        *(delete_batch, delete_citizen, delete_citizen_after_the_rows, time_is_over),
        decided_anew,
    ],
)
def test_it_is_deleted_and_nothing_else(store, deletion):
    id_ = decided(store, b"one", reference="budi")
    other = decided(store, b"two", reference="siti", now=NOW + 1)
    keep(store, NOW + 1)
    with store.writing() as connection:
        deletion(connection, store.vault, photo(store, id_))
    assert [row["photo_id"] for row in kept(store)] == [other]
