"""Announced files, uploads that broke off, and equal files, on both databases."""

from hashlib import sha256

from api.store import retention
from api.store.photos import intake
from api.store.uploads import same_files, unfinished
from api.store.uploads.announced import LocalFile, UploadLedger
from api.store.uploads.states import FileState
from tests.api.store.filled import NOW, add, batch


def local(store, *paths):
    """Return files whose content is their path."""
    sums = (sha256(path.encode()).hexdigest() for path in paths)
    macs = (intake.file_mac(store.vault, one) for one in sums)
    return [LocalFile(path=path, mac=mac) for path, mac in zip(paths, macs, strict=True)]


def announce(store, batch, *files, now=NOW, **more):
    with store.writing() as connection:
        ledger = UploadLedger(connection, store.vault, batch["id"])
        return [row.state.value for row in ledger.announce(files, now, **more)]


def test_an_upload_is_recognised_by_half_of_what_it_misses(store):
    here = batch(store)
    files = local(store, "a", "b", "c", "d")
    assert announce(store, here, *files) == ["missing"] * 4
    macs = [file.mac for file in files]
    with store.reading() as connection:
        assert unfinished.progress(connection, here["id"]).announced == 4
        assert unfinished.recognise(connection, macs[:2], NOW) == here["id"]
        assert unfinished.recognise(connection, macs[:1], NOW) is None
        assert unfinished.recognise(connection, macs, NOW + 1) is None
    with store.writing() as connection:
        unfinished.end(connection, here["id"], NOW)
        assert unfinished.recognise(connection, macs, NOW) is None


def test_the_fuller_match_of_two_broken_uploads_counts(store):
    one, other = batch(store), batch(store)
    files = local(store, "a", "b", "c")
    announce(store, one, files[0])
    announce(store, other, *files[1:])
    with store.reading() as connection:
        assert unfinished.recognise(connection, [f.mac for f in files], NOW) == other["id"]


def test_more_files_than_one_condition_holds_are_compared(store):
    here, there = batch(store), batch(store)
    files = local(store, *(str(at) for at in range(same_files.MAX_VALUES + 20)))
    added = [add(store, there, path.encode(), file=path) for path in ("0", files[-1].path)]
    assert all(one.new for one in added)
    states = announce(store, here, *files)
    assert (states[0], states[-1], states.count("known")) == ("known", "known", 2)
    assert announce(store, here, *files, anyway=True).count("missing") == len(files)


def test_a_changed_file_replaces_the_one_that_was_announced(store):
    here = batch(store)
    (old, new) = local(store, "a.jpg", "other")
    announce(store, here, old)
    with store.writing() as connection:
        ledger = UploadLedger(connection, store.vault, here["id"])
        row = ledger.expect(LocalFile(path=old.path, mac=new.mac), NOW)
        ledger.settle(row, FileState.RECEIVED, NOW)
        progress = unfinished.progress(connection, here["id"])
    assert (progress.received, progress.missing) == (1, 0)


def test_announced_files_go_with_their_batch(store):
    here = batch(store)
    announce(store, here, *local(store, "a"))
    with store.writing() as connection:
        retention.purge(connection, NOW + 1, NOW)
        assert unfinished.progress(connection, here["id"]).announced == 0
