"""The ledger: every photo gets exactly one result, whoever dies."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import select

from api.store import batches, intake, ledger, outbox
from api.store.ledger import TRIES
from api.store.tables import FILES
from tests.api.store.filled import NOW, add, batch, finish, photo, take, told


def test_the_same_file_again_changes_nothing(store):
    mine, other = batch(store), batch(store)
    first = add(store, mine, b"one")
    assert first.new
    assert add(store, mine, b"one", file="again.jpg") == intake.Added(first.photo_id, new=False)
    assert add(store, other, b"one").new
    with store.reading() as connection:
        assert intake.count(connection, mine["id"]) == 1


def test_names_and_bytes_come_back(store):
    id_ = add(store, batch(store), b"bytes", file="KK Budi.jpg", reference="budi").photo_id
    row = photo(store, id_)
    assert intake.names(store.vault, row) == intake.Names(file="KK Budi.jpg", reference="budi")
    with store.reading() as connection:
        assert intake.picture(connection, store.vault, row["file_id"]) == b"bytes"
        assert intake.picture(connection, store.vault, "none") is None


def test_hand_overs_then_the_urgent_then_the_backlog_each_in_turn(store):
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


def test_a_lease_lapses_and_the_late_worker_writes_nothing(store):
    here = batch(store)
    add(store, here)
    first = take(store, "first")
    assert take(store, "second") is None
    second = take(store, "second", NOW + 31)
    assert second.photo["id"] == first.photo["id"]
    assert not finish(store, first, told(0.1))
    assert finish(store, second, told(0.9))
    assert not finish(store, second, told(0.2))
    assert photo(store, first.photo["id"])["p_accept"] == 0.9


def test_a_renewed_lease_stays(store):
    add(store, batch(store))
    leased = take(store)
    with store.writing() as connection:
        assert ledger.renew(connection, leased, NOW + 20, 30)
    assert take(store, "other", NOW + 40) is None
    other = take(store, "other", NOW + 51)
    with store.writing() as connection:
        assert not ledger.renew(connection, leased, NOW + 52, 30)
        assert ledger.renew(connection, other, NOW + 52, 30)


def test_after_three_dead_workers_it_is_set_aside_and_shown(store):
    here = batch(store)
    id_ = add(store, here).photo_id
    for attempt in range(TRIES):
        assert take(store, f"w{attempt}", NOW + 100 * attempt), attempt
    late = NOW + 100 * TRIES
    assert take(store, "w", late) is None
    with store.writing() as connection:
        assert ledger.bury(connection, late) == 1
        assert batches.progress(connection, here["id"]).states["dead"] == 1
        assert batches.progress(connection, here["id"]).waiting_for_officer == 1
    assert photo(store, id_)["error"] == "dead"


def test_an_abandoned_photo_is_free_at_once_and_a_given_back_one_counts_no_death(store):
    add(store, batch(store))
    take(store, "dead")
    with store.writing() as connection:
        ledger.abandon(connection, "dead", NOW)
    again = take(store, "alive")
    assert again.photo["attempts"] == 1
    with store.writing() as connection:
        assert ledger.give_back(connection, again)
    assert take(store).photo["attempts"] == 1


@pytest.mark.parametrize("answer", [told(pages=3)])
def test_the_pages_of_a_file_are_photos_too(store, answer):
    here = batch(store)
    leased = take(store, photo_id=add(store, here, reference="r").photo_id)
    with store.writing() as connection:
        intake.add_pages(connection, store.vault, leased.photo, answer["image"]["pages"])
    assert finish(store, leased, answer)
    pages = [take(store).photo for _ in range(2)]
    assert sorted(page["page"] for page in pages) == [2, 3]
    assert {page["reference_mac"] for page in pages} == {leased.photo["reference_mac"]}
    assert not add(store, here).new


def test_a_deleted_batch_takes_everything_with_it(store):
    here = batch(store)
    add(store, here)
    with store.writing() as connection:
        batches.delete(connection, here["id"])
        assert batches.get(connection, here["id"]) is None
        assert connection.scalar(select(FILES.c.id)) is None
    assert take(store) is None


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


def test_progress_counts_photos_by_state_and_verdict(store):
    here = batch(store)
    for n, answer in enumerate((told(0.99), told(0.01, verdict="re-photo"), told(0.5))):
        add(store, here, bytes([n]))
        finish(store, take(store), answer)
    add(store, here, b"x")
    with store.reading() as connection:
        told_ = batches.progress(connection, here["id"])
    assert (told_.photos, told_.states["done"], told_.states["queued"]) == (4, 3, 1)
    assert told_.verdicts == {"accept": 2, "re-photo": 1, "error": 0}
    assert (told_.waiting_for_officer, told_.decided, told_.finished) == (1, 0, False)
