"""What the maintenance deletes of an application: nothing before an officer closed it."""

import pytest
from sqlalchemy import func, select

from api.store import batches, submissions
from api.store.channels import conversations
from api.store.channels.conversations import Address
from api.store.decisions import recording
from api.store.decisions.decision import Act, StoredDecision
from api.store.submissions import DEMO_OWNER, NewSubmission
from api.store.tables.batches import FILES, PHOTOS
from api.store.tables.channels import CONVERSATIONS, DEMO
from api.store.tables.submissions import SUBMISSIONS
from api.submissions.hours import OWN_FILE
from api.submissions.records.words import seal_note
from api.work.periodic.maintenance import DAY, HOUR
from tests.api.store.filled import NOW, done, json_answer, photo

FRIDAY = NOW  # 2027-01-15, 15.00 in Jakarta
MIDNIGHT = 9 * HOUR
"""From then until Saturday begins."""


@pytest.fixture
def application(store):
    """An application with an undecided photo in the queue and one that was decided: its row."""
    new = NewSubmission(owner="channel", service="nik", variant="aktivasi", reference="628")
    with store.writing() as connection:
        id_ = submissions.create(connection, store.vault, new, "permohonan", NOW)
        submissions.update(connection, id_, sealed_note=seal_note(store.vault, "x", id_), rounds=2)
        row = submissions.get(connection, id_)
        batch = batches.get(connection, row.batch_id)
    done(store, batch, json_answer(0.5), data=b"1")
    decided = done(store, batch, json_answer(0.5), data=b"2")
    with store.writing() as connection:
        connection.execute(PHOTOS.update().values(filing="filed"))
        ruling, act = StoredDecision(decision="accept"), Act.begin("sri", NOW)
        recording.decide(connection, store.vault, decided, ruling, act)
    return row


def kept(store, table):
    with store.reading() as connection:
        return connection.scalar(select(func.count()).select_from(table))


def close(store, row, at):
    with store.writing() as connection:
        submissions.update(connection, row.id, step="closed", step_at=at, closed_at=at)


def test_nothing_of_it_is_deleted_however_long_nobody_touches_it(
    store, make_maintenance, application
):
    maintenance = make_maintenance()
    for days in (1, 5, 30, 400):
        maintenance.delete_expired(NOW + days * DAY)
        maintenance.settle_submissions(NOW + days * DAY)
    assert (kept(store, FILES), kept(store, PHOTOS), kept(store, SUBMISSIONS)) == (2, 2, 1)
    with store.reading() as connection:
        rows = connection.execute(select(PHOTOS)).mappings().all()
        assert {row["state"] for row in rows} == {"done"}
        assert all(row["sealed_number"] for row in rows)
        assert [row["for_officer"] for row in rows if row["decision"] is None] == [True]
        assert submissions.get(connection, application.id).state == "open"


@pytest.mark.parametrize(
    ("days", "kept_until"),
    [(0, 0.0), (1, MIDNIGHT + 3 * DAY), (2, MIDNIGHT + 4 * DAY), (5, MIDNIGHT + 7 * DAY)],
)
def test_its_pictures_go_whole_working_days_after_it_was_closed(
    store, make_maintenance, application, days, kept_until
):
    """Closed on a Friday: Saturday and Sunday do not count."""
    close(store, application, FRIDAY)
    maintenance = make_maintenance(application_days=days)
    maintenance.delete_expired(FRIDAY + kept_until - 1)
    assert kept(store, FILES) == 2
    maintenance.delete_expired(FRIDAY + kept_until + 1)
    assert kept(store, FILES) == 0
    with store.reading() as connection:
        row = submissions.get(connection, application.id)
        photos = connection.execute(select(PHOTOS)).mappings().all()
    assert (row.sealed_note, row.sealed_word) == (None, None)
    assert [one["sealed_number"] for one in photos] == [None, None]
    assert [one["number_masked"] for one in photos] == ["3514********9001"] * 2


def test_a_holiday_of_the_office_does_not_count(store, make_maintenance, application, tmp_path):
    (tmp_path / "office").mkdir()
    hours = OWN_FILE.read_text(encoding="utf-8").replace("days = [", "days = [2027-01-18, ")
    (tmp_path / "office" / OWN_FILE.name).write_text(hours)
    close(store, application, FRIDAY)
    maintenance = make_maintenance(application_days=1, services=tmp_path)
    maintenance.delete_expired(FRIDAY + MIDNIGHT + 4 * DAY - 1)
    assert kept(store, FILES) == 2
    maintenance.delete_expired(FRIDAY + MIDNIGHT + 4 * DAY + 1)
    assert kept(store, FILES) == 0


def test_its_results_go_retention_days_after_it_was_closed(store, make_maintenance, application):
    maintenance = make_maintenance(retention_days=90)
    maintenance.delete_expired(NOW + 200 * DAY)
    close(store, application, NOW + 200 * DAY)
    maintenance.delete_expired(NOW + 280 * DAY)
    assert (kept(store, PHOTOS), kept(store, SUBMISSIONS)) == (2, 1)
    maintenance.delete_expired(NOW + 292 * DAY)
    assert (kept(store, PHOTOS), kept(store, SUBMISSIONS)) == (0, 0)


def test_results_stay_as_long_as_the_pictures(store, make_maintenance, application):
    close(store, application, NOW)
    maintenance = make_maintenance(retention_days=1, application_days=20)
    maintenance.delete_expired(NOW + 10 * DAY)
    assert (kept(store, FILES), kept(store, SUBMISSIONS)) == (2, 1)


def test_a_photo_of_a_batch_expires_as_before(store, make_maintenance, application):
    new = batches.NewBatch(owner="bot")
    with store.writing() as connection:
        here = batches.get(connection, batches.create(connection, store.vault, new, NOW))
    id_ = done(store, here, json_answer(0.5), data=b"3")
    make_maintenance().delete_expired(NOW + 5 * DAY)
    assert photo(store, id_)["state"] == "expired"
    assert kept(store, FILES) == 2
    assert application


def test_what_was_tried_in_the_demo_goes_with_its_conversation(
    store, make_maintenance, application
):
    address = Address(channel=DEMO, number_id="kk", sender="visitor")
    with store.writing() as connection:
        conversations.wake(connection, store.vault, address, NOW, NOW)
        connection.execute(CONVERSATIONS.update().values(next_at=None))
        id_ = connection.scalar(select(CONVERSATIONS.c.id))
        submissions.update(connection, application.id, owner=DEMO_OWNER, conversation_id=id_)
    maintenance = make_maintenance()
    maintenance.delete_expired(NOW + DAY - 1)
    assert kept(store, PHOTOS) == 2
    maintenance.delete_expired(NOW + DAY + 1)
    maintenance.delete_expired(NOW + DAY + 62)
    assert (kept(store, PHOTOS), kept(store, FILES), kept(store, CONVERSATIONS)) == (0, 0, 0)


def test_nothing_of_the_demo_outlives_a_conversation_that_is_gone(
    store, make_maintenance, application
):
    with store.writing() as connection:
        submissions.update(connection, application.id, owner=DEMO_OWNER, conversation_id="gone")
    make_maintenance().delete_expired(NOW + 1)
    assert kept(store, PHOTOS) == 0
