"""A decision keeps what it teaches until its time is over or the citizen's data are deleted."""

import numpy as np
import pytest

from api.store import batches, citizens, retention
from api.store.decisions import lessons, unlearning
from api.store.tables.batches import PHOTOS
from tests.api.store.filled import NOW, batch, decided, done, photo
from tests.api.store.officers import RE_PHOTO, decide, undo

FEATURES = (0.1, 1 / 3, -0.5)


def photo_with_features(store, reference="budi", data=b"one"):
    id_ = done(store, batch(store), data=data, reference=reference)
    packed = {"features": lessons.pack(FEATURES)}
    with store.writing() as connection:
        connection.execute(PHOTOS.update().where(PHOTOS.c.id == id_).values(**packed))
    return id_


def taught(store):
    with store.reading() as connection:
        return list(lessons.in_force(connection))


def test_features_come_back_as_they_were():
    assert tuple(lessons.unpack(lessons.pack(FEATURES))) == FEATURES
    assert lessons.pack(()) is None


def test_a_decision_keeps_features_and_a_pseudonym_of_its_own(store):
    ids = [photo_with_features(store, data=data) for data in (b"1", b"2")]
    acts = [decide(store, id_, RE_PHOTO) for id_ in ids]
    first, second = taught(store)
    assert np.array_equal(lessons.unpack(first["features"]), FEATURES)
    assert first["sender_mac"] == second["sender_mac"] != photo(store, ids[0])["reference_mac"]
    undo(store, acts[0])
    assert [row["subject_id"] for row in taught(store)] == [ids[1]]


def test_a_decision_made_anew_without_its_picture_teaches_what_the_first_did(store):
    id_ = photo_with_features(store)
    decide(store, id_)
    with store.writing() as connection:
        retention.erase_decided(connection, NOW + 1)
        connection.execute(PHOTOS.update().where(PHOTOS.c.id == id_).values(decision=None))
    assert photo(store, id_)["features"] is None
    decide(store, id_, RE_PHOTO, now=NOW + 2)
    (row,) = taught(store)
    assert (row["decision"], row["features"]) == ("re-photo", lessons.pack(FEATURES))


def delete_batch(connection, _vault, row):
    batches.delete(connection, row["batch_id"])


def delete_citizen(connection, vault, _row):
    citizens.delete(connection, vault, "budi")


def delete_what_the_owner_stored(connection, vault, _row):
    citizens.delete(connection, vault, "budi", owner="bot")


def time_is_over(connection, _vault, _row):
    unlearning.erase_older(connection, NOW + 1, NOW)


@pytest.mark.parametrize(
    "deletion", [delete_batch, delete_citizen, delete_what_the_owner_stored, time_is_over]
)
def test_it_is_erased_and_the_decision_stays(store, deletion):
    id_ = photo_with_features(store)
    decide(store, id_)
    with store.writing() as connection:
        deletion(connection, store.vault, photo(store, id_))
    assert taught(store) == []
    (row,) = decided(store, id_)
    assert row["decision"] == "accept"


def test_a_citizen_is_found_after_the_photo_is_gone_and_nobody_else(store):
    for name in ("budi", "siti"):
        decide(store, photo_with_features(store, name, name.encode()))
    with store.writing() as connection:
        retention.purge(connection, NOW + 1, NOW + 1)
    assert len(taught(store)) == 2
    with store.writing() as connection:
        citizens.delete(connection, store.vault, "budi")
    assert [row["sender_mac"] for row in taught(store)] == [
        unlearning.sender_mac(store.vault, "siti")
    ]
