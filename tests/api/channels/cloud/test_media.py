"""Media of the Cloud API, fetched from a real server with faults."""

import pytest

from api.channels.channel import MediaFailed, MediaLater
from api.channels.cloud import media as cloud_media
from api.channels.cloud.client import CloudChannel
from api.channels.messages import Media, Problem
from api.outgoing.addresses import Refused
from tests.api.channels.made import loaded

PICTURE = b"\xff\xd8picture"
LIMIT = 100_000
ODD = ("http://0x7f000001/x", "http://127.0.0.1/\r\nX: 1", "\r\n")


@pytest.fixture
def fetch(graph, tmp_path, monkeypatch):
    monkeypatch.setattr(cloud_media, "PAUSE_SECONDS", 0.01)
    channel = CloudChannel.of(loaded(tmp_path, cloud=graph.url), LIMIT)
    return lambda id_, **given: channel.fetch(Media(id=id_, **given))


def test_a_file(graph, fetch):
    assert fetch(graph.add_media(PICTURE)) == PICTURE
    assert graph.calls == ["address", "bytes"]


@pytest.mark.parametrize(
    ("call", "fault"),
    [
        *(("address", one) for one in [("status", 500), ("status", 503), "cut"]),
        *(("bytes", one) for one in [("status", 404), ("status", 500), "cut"]),
        ("address", ("status", 429, [("Retry-After", "0")])),
    ],
)
def test_a_passing_fault_is_overcome(graph, fetch, call, fault):
    graph.faults[call].append(fault)
    assert fetch(graph.add_media(PICTURE)) == PICTURE


def test_an_expired_address_is_renewed(graph, fetch):

    def mend(_call):
        graph.lifetime = -1 if len(graph.calls) < 3 else 300

    graph.fault_of = mend
    assert fetch(graph.add_media(PICTURE)) == PICTURE
    assert graph.calls == ["address", "bytes", "address", "bytes"]


@pytest.mark.parametrize(
    ("told", "problem"),
    [
        ({"sha256": "00" * 32}, Problem.DAMAGED),
        ({"file_size": 3}, Problem.DAMAGED),
        ({"file_size": LIMIT + 1}, Problem.TOO_LARGE),
        ({"file_size": str(LIMIT + 1)}, Problem.TOO_LARGE),
    ],
)
def test_files_that_are_not_as_told(graph, fetch, told, problem):
    with pytest.raises(MediaFailed) as result:
        fetch(graph.add_media(PICTURE, **told))
    assert result.value.problem is problem


def test_the_checksum_of_the_message_counts_where_the_address_has_none(graph, fetch):
    id_ = graph.add_media(PICTURE, sha256=None)
    with pytest.raises(MediaFailed):
        fetch(graph.add_media(PICTURE, sha256="x"), sha256="00" * 32)
    assert fetch(id_) == PICTURE


def test_an_unknown_id_is_gone(fetch):
    with pytest.raises(MediaFailed) as result:
        fetch("404")
    assert result.value.problem is Problem.GONE


def test_an_endless_file_is_too_large(graph, fetch):
    graph.faults["bytes"].append("endless")
    with pytest.raises(MediaFailed) as result:
        fetch(graph.add_media(PICTURE))
    assert result.value.problem is Problem.TOO_LARGE


def test_a_slow_file_is_fetched_later(graph, fetch, monkeypatch):
    monkeypatch.setattr(cloud_media, "SECONDS", 0.1)
    graph.faults["bytes"].extend(["drip"] * 4)
    with pytest.raises(MediaLater):
        fetch(graph.add_media(PICTURE))


def test_a_long_pause_is_left_to_the_queue(graph, fetch):
    graph.faults["address"].append(("status", 429, [("Retry-After", "77")]))
    with pytest.raises(MediaLater) as result:
        fetch(graph.add_media(PICTURE))
    assert (result.value.wait, graph.calls) == (77.0, ["address"])


@pytest.mark.parametrize("url", ["http://evil.example/x", "https://127.0.0.1/x", "", "junk", *ODD])
def test_an_address_elsewhere_is_never_called(graph, fetch, url):
    graph.faults["address"].append(("address", url))
    with pytest.raises(Refused):
        fetch(graph.add_media(PICTURE))
    assert graph.calls == ["address"]


def test_a_redirect_is_not_followed(graph, fetch):
    graph.faults["bytes"].append(("redirect", f"{graph.url}/file/1"))
    with pytest.raises(Refused, match="redirect"):
        fetch(graph.add_media(PICTURE))


def test_an_id_cannot_leave_its_place(graph, fetch):
    with pytest.raises(MediaFailed):
        fetch("../../me?fields=x")
    assert graph.calls == ["address"]
