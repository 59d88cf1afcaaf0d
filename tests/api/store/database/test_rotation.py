"""The secret is replaced without loss; the old one then opens nothing."""

import pytest

from api.settings import Settings
from api.store.database import data_key, rotation
from api.store.database.store import Store
from precheck.errors import BadPolicy


@pytest.fixture
def sealed(fresh):
    """What a service has stored before the secret is replaced."""
    store = Store.open(fresh)
    yield store, store.vault.seal(b"3514010101209001", "number:1")
    store.close()


def opened(settings, sealed):
    store = Store.open(settings)
    try:
        return store.vault.open(sealed, "number:1"), store.vault.mac("number", "1")
    finally:
        store.close()


def at(settings, secret, folder):
    """Return the same settings on a machine that holds another copy of the secret."""
    file = folder / "copy"
    file.write_text(secret)
    return Settings(data=folder, database=settings.database_url, secret_file=file)


def test_what_is_stored_is_read_with_the_new_secret_alone(fresh, sealed, tmp_path):
    store, value = sealed
    before = fresh.secret.read_text()
    rotation.rotate(fresh, keep_old=False)
    assert fresh.secret.read_text() != before
    assert fresh.secret.stat().st_mode & 0o777 == 0o600
    assert opened(fresh, value) == (b"3514010101209001", store.vault.mac("number", "1"))
    with pytest.raises(BadPolicy, match="secret_file: not the secret"):
        Store.open(at(fresh, before, tmp_path))
    assert [one.name for one in fresh.secret.parent.glob("secret*")] == ["secret"]


def test_other_machines_may_keep_the_old_one_for_a_while(fresh, sealed, tmp_path):
    _, value = sealed
    before = fresh.secret.read_text()
    rotation.rotate(fresh, keep_old=True)
    there = at(fresh, before, tmp_path)
    assert opened(fresh, value) == opened(there, value)
    assert rotation.forget_old(fresh) == 1
    assert rotation.forget_old(fresh) == 0
    with pytest.raises(BadPolicy, match="secret_file"):
        Store.open(there)


@pytest.mark.parametrize("step", ["wrap", "forget_others"])
def test_a_crash_leaves_a_secret_that_opens_the_database(fresh, sealed, step, monkeypatch):
    _, value = sealed

    def crash(*_):
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(data_key, step, crash)
        with pytest.raises(KeyboardInterrupt):
            rotation.rotate(fresh, keep_old=False)
    assert opened(fresh, value)[0] == b"3514010101209001"
    rotation.rotate(fresh, keep_old=False)
    assert opened(fresh, value)[0] == b"3514010101209001"


def test_the_database_alone_does_not_reveal_its_key(sealed):
    store, _ = sealed
    with store.reading() as connection:
        rows = connection.exec_driver_sql("SELECT name, value FROM meta").all()
    assert len(rows) == 1
    assert store.vault.root.hex() not in str(rows)
