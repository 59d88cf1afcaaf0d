"""A running service that is attacked."""

import pytest

from api.callers.keys import sha256_of
from api.settings import Settings
from api.store.database.store import Store
from tests.api.attacks.attacked import KEY, NARROW_KEY, OTHER_KEY, signed_in
from tests.api.desk.browser import add_accounts
from tests.api.server import running

KEYS = (
    *(f"bot:{sha256_of(KEY)}", f"other:{sha256_of(OTHER_KEY)}"),
    f"narrow:{sha256_of(NARROW_KEY)}:check",
)


@pytest.fixture(scope="module")
def address(migrated, tmp_path_factory):
    """A service with keys and an account of each role; no attack leaves a traceback in its log."""
    folder = tmp_path_factory.mktemp("attacked")
    for file in migrated.iterdir():
        (folder / file.name).write_bytes(file.read_bytes())
    store = Store.open(Settings(data=folder))
    add_accounts(store)
    store.engine.dispose()
    with running(log=folder / "log", data=folder, keys=",".join(KEYS), wait=5) as (url, _):
        yield url
        assert "Traceback" not in (folder / "log").read_text()


@pytest.fixture(scope="module")
def officer(address):
    return signed_in(address, "officer")
