"""Ids of photos are published to the broker."""

from api.store.photos import outbox
from api.store.tables.batches import PHOTOS
from tests.api.store.filled import NOW, add, batch, take


def test_ids_go_to_the_broker_a_few_ahead_and_again_if_lost(store):
    here = batch(store)
    ids = [add(store, here, bytes([n]), now=NOW + n).photo_id for n in range(5)]

    def publish(now):
        with store.writing() as connection:
            return outbox.publish(connection, now, ahead=2, again=60)

    assert publish(NOW + 10) == ids[:2]
    assert publish(NOW + 11) == []
    take(store, photo_id=ids[0], now=NOW + 11)
    assert publish(NOW + 12) == [ids[2]]
    assert [publish(NOW + 71), publish(NOW + 72)] == [[ids[0]], [ids[1]]]


def test_photos_to_check_go_before_tables_that_are_due(store):
    here = batch(store)
    table, later, waiting = (add(store, here, bytes([n])).photo_id for n in range(3))
    with store.writing() as connection:
        for id_, due in ((table, NOW), (later, NOW + 60)):
            values = {"state": "done", "members_due_at": due}
            connection.execute(PHOTOS.update().where(PHOTOS.c.id == id_).values(**values))
    with store.writing() as connection:
        assert outbox.publish(connection, NOW, ahead=9, again=60) == [waiting, table]
