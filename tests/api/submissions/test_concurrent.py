"""Photos and applications at once, on both databases: no slot is filled twice."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from tests.api.submissions.seen import begin, photo, send, state

CARDS = [photo("ktp", number=f"35140101018090{n:02}", take=n) for n in (2, 3)]


def at_once(client, core, work, *values):
    """Run the work on all values at once; the checks wait for one another."""
    core.barrier = Barrier(len(values))
    make = client.application.test_client
    with ThreadPoolExecutor(len(values)) as threads:
        return list(threads.map(lambda one: work(make(), one), values))


@pytest.mark.parametrize(
    ("service", "photos", "codes"),
    [
        pytest.param(
            "akta_kelahiran",
            CARDS,
            [("filed", "ktp_orang_tua_1"), ("filed", "ktp_orang_tua_2")],
            id="two cards",
        ),
        pytest.param(
            "akta_kelahiran",
            CARDS[:1] * 2,
            [("filed", "ktp_orang_tua_1"), ("repeat", "ktp_orang_tua_1")],
            id="one file twice",
        ),
        pytest.param(
            "akta_kelahiran",
            [photo("kk", take=take) for take in range(3)],
            [("already_in", "kk")] * 2 + [("filed", "kk")],
            id="one paper thrice",
        ),
        pytest.param(
            "akta_kelahiran",
            [photo("kk", legible=False, take=take) for take in range(3)],
            [("to_officer", "kk")] + [("unreadable", "kk")] * 2,
            id="three failures",
        ),
    ],
)
def test_photos_of_an_album_are_filed_one_after_the_other(both, core, service, photos, codes):
    client, _ = both
    id_ = begin(client, service, "baru").id
    answers = at_once(client, core, lambda at, one: send(at, id_, one), *photos)
    assert sorted((one.filing.code, one.filing.slot) for one in answers) == codes
    assert len({one.photo for one in answers}) == len(set(photos))


def test_the_same_application_at_once_is_begun_once(both, core):
    client, _ = both
    begun = at_once(client, core, lambda at, _: begin(at, "nik", "aktivasi"), *range(4))
    assert len({one.id for one in begun}) == 1
    assert state(client, begun[0].id).state == "open"
