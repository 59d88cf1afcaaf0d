"""The service learns at night where it is set, and forgets what decisions taught in time."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from api.store import calibrations
from api.store.decisions import lessons
from tests.api.store.filled import NOW
from tests.api.taught import teach

TWO_AT_NIGHT = datetime(2027, 1, 15, 2, tzinfo=ZoneInfo("Asia/Jakarta")).astimezone(UTC).timestamp()


def test_the_service_learns_at_night_only_where_it_is_set(store, make_maintenance):
    teach(store, 3)
    for setting, runs in ((False, 0), (True, 1)):
        maintenance = make_maintenance(learn=setting)
        maintenance.run_due(TWO_AT_NIGHT)
        maintenance.close()
        with store.reading() as connection:
            assert len(calibrations.every(connection)) == runs


def test_what_decisions_teach_is_deleted_after_its_days(store, make_maintenance):
    teach(store, 40, days=20)
    maintenance = make_maintenance(learning_days=30)
    for days, left in ((29, 40), (51, 0)):
        maintenance.delete_expired(NOW + days * 86400.0)
        with store.reading() as connection:
            assert len(list(lessons.in_force(connection))) == left
