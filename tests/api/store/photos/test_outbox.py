"""Ids of photos are published to the broker."""

from api.store.photos import outbox
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
