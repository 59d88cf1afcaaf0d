"""Sending through the Cloud API: which answers mean accepted, never, later, or nobody knows."""

import pytest

from api.channels.channel import NotAccepted, Outgoing, Rejected, Unsure
from api.channels.cloud.client import KEY_WAIT_SECONDS, CloudChannel
from api.channels.configuration import Number
from api.channels.messages import Reply
from tests.api.channels.made import loaded
from tests.servers.graph import NUMBER
from tests.servers.ports import free_port


@pytest.fixture
def channel(graph, tmp_path):
    return CloudChannel.of(loaded(tmp_path, cloud=graph.url), 1000)


def outgoing(picture=None, quotes=None, **more):
    reply = Reply(text="Halo", picture=picture, quotes=quotes)
    given = {"to": "628", "as_template": False, "tried_at": 0.0, **more}
    return Outgoing(id="01R", number=Number(id=NUMBER), reply=reply, **given)


def test_a_text(graph, channel):
    channel.send(outgoing())
    assert graph.texts() == ["Halo"]
    assert graph.sent[0]["biz_opaque_callback_data"] == "01R"


def test_a_picture_is_uploaded_first(graph, channel):
    channel.send(outgoing(b"\xff\xd8overlay"))
    assert graph.calls == ["upload", "messages"]
    assert b"\xff\xd8overlay" in graph.uploads[0]
    assert graph.sent[0]["image"]["caption"] == "Halo"


@pytest.mark.parametrize(
    ("fault", "kind", "attributes"),
    [
        (("status", 429, [("Retry-After", "9")]), NotAccepted, {"wait": 9.0, "whole_number": True}),
        (("status", 400, (), 130429), NotAccepted, {"code": "130429", "whole_number": True}),
        (("status", 400, (), 131056), NotAccepted, {"code": "131056", "whole_number": False}),
        (("status", 401, (), 190), NotAccepted, {"wait": KEY_WAIT_SECONDS}),
        (("status", 400, (), 131026), Rejected, {"code": "131026"}),
        (("status", 404), Rejected, {"code": "404"}),
        (("status", 500), Unsure, {"code": "500", "wait": None}),
        (("status", 503, [("Retry-After", "4")]), Unsure, {"wait": 4.0}),
        (("accepted", 500), Unsure, {"code": "500"}),
        (("accepted", None), Unsure, {"code": "no_answer"}),
    ],
)
def test_answers(graph, channel, fault, kind, attributes):
    graph.faults["messages"].append(fault)
    with pytest.raises(kind) as result:
        channel.send(outgoing())
    assert {name: getattr(result.value, name) for name in attributes} == attributes


@pytest.mark.parametrize(
    "fault", [("status", 400, (), 100), ("status", 500), ("status", 429), "cut"]
)
def test_a_failed_upload_leaves_the_text(graph, channel, fault):
    graph.faults["upload"].append(fault)
    channel.send(outgoing(b"x"))
    assert graph.calls == ["upload", "messages"]
    assert graph.texts() == ["Halo"]


@pytest.mark.parametrize("more", [{"picture": b"x"}, {"quotes": "wamid.1"}])
def test_a_rejected_picture_or_quotation_leaves_the_text(graph, channel, more):
    graph.faults["messages"].append(("status", 400, (), 131053))
    channel.send(outgoing(**more))
    assert graph.texts() == ["Halo"]
    assert "context" not in graph.sent[0]


def test_a_text_that_is_rejected_too_is_given_up(graph, channel):
    graph.faults["messages"].extend([("status", 400, (), 131026)] * 2)
    with pytest.raises(Rejected):
        channel.send(outgoing(b"x"))


def test_after_an_unsure_try_no_picture_is_uploaded(graph, channel):
    channel.send(outgoing(b"x", plain=True))
    assert graph.calls == ["messages"]
    assert graph.texts() == ["Halo"]


def test_without_a_connection_nothing_was_accepted(tmp_path):
    channel = CloudChannel.of(loaded(tmp_path, cloud=f"http://127.0.0.1:{free_port()}"), 1000)
    with pytest.raises(NotAccepted, match="no_connection"):
        channel.send(outgoing())
