"""Decided photos become the office's suite only where it is set, and for no longer than set."""

import pytest

from api.store.office_suite import Opinion
from tests.api.store.filled import NOW, photo
from tests.api.store.suite_made import DAY, decided, give, kept

UNDOABLE = 600.0
"""Default of `undo_minutes`, in seconds."""


def test_nothing_is_kept_unless_it_is_set(store, make_maintenance):
    id_ = decided(store)
    make_maintenance().delete_expired(NOW + UNDOABLE)
    assert kept(store) == []
    assert photo(store, id_)["file_id"] is None


def test_a_photo_is_kept_for_its_days_and_at_most_so_many(store, make_maintenance):
    for at in range(5):
        decided(store, b"%d" % at)
    maintenance = make_maintenance(suite_days=30, suite_photos=3)
    for seconds, count in ((UNDOABLE - 1, 0), (UNDOABLE, 3), (30 * DAY, 3), (30 * DAY + 1, 0)):
        maintenance.delete_expired(NOW + seconds)
        assert len(kept(store)) == count, seconds


@pytest.mark.parametrize("answered", [False, True])
def test_switched_off_it_is_deleted(store, make_maintenance, answered):
    decided(store)
    make_maintenance(suite_days=30).delete_expired(NOW + UNDOABLE)
    (row,) = kept(store)
    if answered:
        give(store, row, Opinion.ACCEPT)
    make_maintenance().delete_expired(NOW + UNDOABLE)
    assert kept(store) == []
