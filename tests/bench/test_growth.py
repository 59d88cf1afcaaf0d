"""What `make bench-growth` measures of a database."""

from contextlib import closing

from api.settings import Settings
from api.store.database.store import Store
from bench.growth import Growth
from tests.api.store.filled import json_answer


def test_a_picture_is_counted_until_its_decision_and_a_decision_for_ever(tmp_path):
    picture = bytes(100_000)
    with closing(Store.open(Settings(data=tmp_path))) as store:
        growth = Growth(store, [picture], json_answer())
        undecided, decided, kept = growth.batch(20)
        call = growth.checks(100)
    assert 100_000 < undecided - decided < 110_000
    assert 0 < kept < decided < 20_000
    assert 100 < call < 20_000
