"""Leases of workers: every photo gets exactly one result."""

from concurrent.futures import ThreadPoolExecutor

from api.store import batches
from api.store.photos import leases
from api.store.photos.leases import MAX_LEASES
from tests.api.store.filled import NOW, add, batch, finish, json_answer, photo, take


def test_hand_overs_come_before_urgent_photos_and_the_backlog(store):
    backlog, urgent = batch(store), batch(store, urgent=True)
    handover = batch(store, origin=batches.Origin.HANDOVER)
    order = [(backlog, b"3"), (urgent, b"2"), (backlog, b"4"), (handover, b"1")]
    ids = {data: add(store, one, data).photo_id for one, data in order}
    taken = [take(store).photo["id"] for _ in order]
    assert taken == [ids[b"1"], ids[b"2"], ids[b"3"], ids[b"4"]]
    assert take(store) is None


def test_many_workers_never_take_the_same(store):
    here = batch(store)
    ids = {add(store, here, bytes([n])).photo_id for n in range(24)}
    with ThreadPoolExecutor(6) as threads:
        taken = list(threads.map(lambda n: take(store, f"w{n}"), range(30)))
    held = [one.photo["id"] for one in taken if one]
    # a reader that skips locked rows may come back empty-handed; never twice with the same
    assert len(held) == len(set(held))
    while (one := take(store)) is not None:
        held.append(one.photo["id"])
    assert sorted(held) == sorted(ids)


def test_after_the_lease_expires_the_late_worker_writes_nothing(store):
    here = batch(store)
    add(store, here)
    first = take(store, "first")
    assert take(store, "second") is None
    second = take(store, "second", NOW + 31)
    assert second.photo["id"] == first.photo["id"]
    assert not finish(store, first, json_answer(0.1))
    assert finish(store, second, json_answer(0.9))
    assert not finish(store, second, json_answer(0.2))
    assert photo(store, first.photo["id"])["p_accept"] == 0.9


def test_a_renewed_lease_stays(store):
    add(store, batch(store))
    leased = take(store)
    with store.writing() as connection:
        assert leases.renew(connection, leased, NOW + 20, 30)
    assert take(store, "other", NOW + 40) is None
    other = take(store, "other", NOW + 51)
    with store.writing() as connection:
        assert not leases.renew(connection, leased, NOW + 52, 30)
        assert leases.renew(connection, other, NOW + 52, 30)


def test_after_three_dead_workers_it_is_set_aside_and_shown(store):
    here = batch(store)
    id_ = add(store, here).photo_id
    for attempt in range(MAX_LEASES):
        assert take(store, f"w{attempt}", NOW + 100 * attempt), attempt
    late = NOW + 100 * MAX_LEASES
    assert take(store, "w", late) is None
    with store.writing() as connection:
        assert leases.set_aside_dead(connection, late) == 1
        assert batches.progress(connection, here["id"]).states["dead"] == 1
        assert batches.progress(connection, here["id"]).waiting_for_officer == 1
    assert photo(store, id_)["error"] == "dead"


def test_an_abandoned_photo_is_free_and_a_returned_one_counts_no_lease(store):
    add(store, batch(store))
    take(store, "dead")
    with store.writing() as connection:
        leases.abandon(connection, "dead", NOW)
    again = take(store, "alive")
    assert again.photo["attempts"] == 1
    with store.writing() as connection:
        assert leases.give_back(connection, again)
    assert take(store).photo["attempts"] == 1
