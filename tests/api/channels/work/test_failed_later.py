"""Accepted replies of which the channel reports later that they failed; on both databases."""

import time

import pytest
from prometheus_client import generate_latest

from api.channels.cloud.remedies import REMEDIES
from api.metrics import record
from api.metrics.definitions import COUNTED
from api.store.channels import outcomes
from api.store.channels.outcomes import KEPT_SECONDS
from tests.api.channels.made import on_sqlite
from tests.api.metrics.scraped import risen, scraped
from tests.servers import graph as g

FIRST, SECOND = "", "again"
"""Which sending a status is about: what stands behind the id of its reply."""
TEMPORARY, WINDOW, FINAL = 131016, 131047, 131026


@pytest.fixture
def accepted(office):
    """An office whose one reply was accepted."""
    office.receive(g.text("1"))
    office.work()
    office.send()
    return office


def hear(office, *statuses):
    """Report statuses, each as (which sending, status or code); afterwards send what is due."""
    id_ = office.row("replies").id
    for which, told in statuses:
        if isinstance(told, int):
            office.hear(id_ + which, "failed", errors=[{"code": told}])
        else:
            office.hear(id_ + which, told)
    office.send(later=31)
    return office.row("replies")


def sent(office):
    """Return the statuses' tag and the kind of each message that was sent."""
    id_ = office.row("replies").id
    return [
        (body["biz_opaque_callback_data"].removeprefix(id_), body["type"])
        for body in office.graph.sent
    ]


ONE, TWO = [(FIRST, "text")], [(FIRST, "text"), (SECOND, "text")]
TOLD = {
    "a temporary fault": ([(FIRST, TEMPORARY)], TWO, "sent"),
    "told twice": ([(FIRST, TEMPORARY)] * 2, TWO, "sent"),
    "told again afterwards": ([(FIRST, TEMPORARY), None, (FIRST, TEMPORARY)], TWO, "sent"),
    "a final fault": ([(FIRST, FINAL)], ONE, "failed"),
    "a fault of no known code": ([(FIRST, 999)], ONE, "failed"),
    "a final fault, then the acceptance": ([(FIRST, FINAL), (FIRST, "sent")], ONE, "failed"),
    "the window is over": (
        [(FIRST, WINDOW)],
        [(FIRST, "text"), (SECOND, "template")],
        "sent",
    ),
    "delivered before": ([(FIRST, "delivered"), (FIRST, TEMPORARY)], ONE, "delivered"),
    "delivered after all": ([(FIRST, TEMPORARY), (FIRST, "delivered")], ONE, "delivered"),
    "read": ([(FIRST, "read"), (FIRST, FINAL)], ONE, "delivered"),
    "the acceptance comes late": ([(FIRST, TEMPORARY), (FIRST, "sent")], TWO, "sent"),
    "the second one fails": ([(FIRST, TEMPORARY), None, (SECOND, TEMPORARY)], TWO, "failed"),
    "the second one arrives": ([(FIRST, TEMPORARY), None, (SECOND, "delivered")], TWO, "delivered"),
    "a second one that was never sent": ([(SECOND, TEMPORARY)], ONE, "sent"),
    "of the template, the window is over": (
        [(FIRST, WINDOW), None, (SECOND, WINDOW)],
        [(FIRST, "text"), (SECOND, "template")],
        "failed",
    ),
}


@on_sqlite
@pytest.mark.parametrize(("told", "messages", "state"), TOLD.values(), ids=TOLD)
def test_a_citizen_gets_no_reply_twice_but_after_a_failure(accepted, told, messages, state):
    hear_all(accepted, told, messages, state)


def test_a_second_failure_is_the_last_on_either_database(accepted):
    hear_all(accepted, *TOLD["the second one fails"])


def hear_all(accepted, told, messages, state):
    """Report statuses, compare what was sent. None: what is due is sent before the next status."""
    some = []
    for one in (*told, None):
        if one is not None:
            some.append(one)
        else:
            reply = hear(accepted, *some)
            some = []
    assert (sent(accepted), reply.state) == (messages, state)


@on_sqlite
@pytest.mark.parametrize(
    ("code", "outcome", "label"),
    [
        (TEMPORARY, "again", "131016"),
        (WINDOW, "template", "131047"),
        (FINAL, "failed", "131026"),
        (628129001, "failed", "other"),
    ],
)
def test_a_failure_is_recorded_and_counted_by_code_once(accepted, code, outcome, label):
    before = scraped(generate_latest(COUNTED).decode())
    id_ = accepted.row("replies").id
    for _ in range(2):
        accepted.hear(id_, "failed", errors=[{"code": code}])
    reply = accepted.row("replies")
    assert reply.code == str(code)
    assert (reply.undelivered == str(code)) is (outcome != "failed")
    rise = risen(before, scraped(generate_latest(COUNTED).decode()))
    name = f"precheck_reply_failures_total{{code={label},outcome={outcome}}}"
    assert {one: n for one, n in rise.items() if "reply_failures_total" in one} == {name: 1}


def test_every_code_with_a_remedy_is_counted_by_name():
    assert REMEDIES.keys() <= record.REPLY_CODES


@on_sqlite
def test_without_a_template_the_end_of_the_window_is_final(accepted):
    accepted.take_template()
    assert hear(accepted, (FIRST, WINDOW)).state == "failed"
    assert sent(accepted) == ONE


def test_the_content_is_kept_until_it_is_of_no_use(accepted):
    assert accepted.row("replies").sealed_payload
    for later, kept in ((KEPT_SECONDS - 9, True), (KEPT_SECONDS + 9, False)):
        with accepted.store.writing() as connection:
            outcomes.erase_accepted(connection, time.time() + later)
        assert bool(accepted.row("replies").sealed_payload) is kept
    assert hear(accepted, (FIRST, TEMPORARY)).state == "failed"
    assert sent(accepted) == ONE


@on_sqlite
@pytest.mark.parametrize("status", ["delivered", "failed"])
def test_the_content_goes_with_the_last_word(accepted, status):
    accepted.hear(accepted.row("replies").id, status)
    assert accepted.row("replies").sealed_payload is None


@on_sqlite
def test_a_failure_that_is_known_before_the_answer_is_not_overwritten(office):
    office.receive(g.text("1"))
    office.work()
    (row,) = office.reserve()
    office.hear(row.id, "failed", errors=[{"code": TEMPORARY}])
    office.sender.send(row)  # its answer comes afterwards
    assert office.row("replies").state == "queued"
    office.send(later=31)
    assert sent(office)[-1] == (SECOND, "text")


@on_sqlite
@pytest.mark.parametrize(("which", "state"), [(FIRST, "sending"), (SECOND, "sent")])
def test_an_unsure_second_sending_waits_for_its_own_status(accepted, which, state):
    accepted.graph.faults["messages"].append(("accepted", None))
    hear(accepted, (FIRST, TEMPORARY))
    accepted.hear(accepted.row("replies").id + which)
    assert (accepted.row("replies").state, sent(accepted)) == (state, TWO)
