"""The doctor looks at channels: their file, tokens, numbers and webhooks."""

import pytest

from api.channels.examination import TEST_TEXT, examine
from api.settings import Settings
from tests.api.channels.made import channels_file
from tests.servers.graph import CITIZEN, TOKEN
from tests.servers.ports import free_port
from tests.servers.waha import CHAT, SESSION


@pytest.fixture
def found(tmp_path, graph, waha):
    def run(to=None, **given):
        addresses = {"cloud": graph.url, "waha": waha.url, **given}
        settings = Settings(channels=channels_file(tmp_path, **addresses))
        return [(one.subject, one.found, bool(one.advice)) for one in examine(settings, to)]

    return run


def test_channels_that_are_well(found, graph, waha):
    cloud, session = found()
    assert (cloud[0], session[0]) == ("cloud", "waha")
    assert "webhook verified" in cloud[1]
    assert [cloud[2], session[2], graph.sent, waha.sent] == [False, False, [], []]


def test_a_test_message_is_sent_only_where_it_is_asked_for(found, graph, waha):
    assert [(one[0], one[2]) for one in found(CITIZEN)] == [
        ("cloud", False), ("test", False), ("waha", False), ("test", False)
    ]  # fmt: skip
    assert (graph.sent[0]["to"], graph.texts()) == (CITIZEN, [TEST_TEXT])
    assert waha.sent[0]["asked"] == {"session": SESSION, "chatId": CHAT, "text": TEST_TEXT}


def test_a_refused_test_message_is_told(found, graph):
    graph.faults["messages"].append(("status", 400, [], 131026))
    assert ("test", "not accepted from", True) in [
        (one[0], one[1].partition(" 1")[0], one[2]) for one in found(CITIZEN, waha=None)
    ]


def test_without_a_file_there_is_nothing():
    assert list(examine(Settings())) == []


def test_a_missing_file_is_told(tmp_path):
    (one,) = examine(Settings(channels=tmp_path / "none.toml"))
    assert (one.subject, "none.toml" in one.found, bool(one.advice)) == ("channels", True, True)


def test_a_missing_token_is_told(found, monkeypatch):
    monkeypatch.delenv("TEST_TOKEN")
    ((subject, told, wrong),) = found()
    assert (subject, "TEST_TOKEN is empty or missing" in told, wrong) == ("channels", True, True)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        (lambda g: setattr(g, "token", "another"), "the token is refused (401)"),
        (lambda g: g.faults["address"].append(("status", 400, [], 190)), "the token is refused"),
        (lambda g: g.faults["address"].append(("status", 400, [], 100)), "is unknown (400)"),
        (lambda g: g.faults["address"].append(("status", 503)), "status 503"),
        (lambda g: g.faults["address"].append("cut"), "no answer"),
        (lambda g: setattr(g, "verified", None), "its webhook is not verified"),
    ],
)
def test_what_is_wrong_with_a_number(found, graph, change, told):
    change(graph)
    ((subject, words, wrong),) = found(CITIZEN, waha=None)
    assert (subject, told in words, wrong) == ("cloud", True, True), words
    assert TOKEN not in words
    assert graph.sent == []


@pytest.mark.parametrize(
    ("session", "told"),
    [
        (None, "is unknown (404)"),
        ({"status": "SCAN_QR_CODE"}, "SCAN_QR_CODE"),
        ({"status": "WORKING", "config": {}}, "no webhook"),
        ([], "None"),
    ],
)
def test_what_is_wrong_with_a_session(found, waha, session, told):
    waha.sessions[SESSION] = session
    ((subject, words, wrong),) = found(cloud=None)
    assert (subject, told in words, wrong) == ("waha", True, True), words


def test_a_server_that_is_away_is_told(found):
    ((_, words, wrong),) = found(cloud=None, waha=f"http://127.0.0.1:{free_port()}")
    assert ("no answer" in words, wrong) == (True, True)
