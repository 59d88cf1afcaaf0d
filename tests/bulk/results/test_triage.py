"""The class of each verdict."""

from dataclasses import replace

import pytest

from precheck.bulk.results.triage import triage
from precheck.decision.verdict import Decision, Image, Next, Verdict, Versions
from precheck.document.subject import DetectedDocument
from precheck.number.result import Number, NumberState
from precheck.office.policy import Office

OFFICE = Office.load()
LIMIT = OFFICE.accept_limit("kk")
DOUBT = OFFICE.settings.decision.doubt.at_most
INSIDE, OUTSIDE = DOUBT - 0.01, DOUBT + 0.01
READ = Number(kind="kk", state=NumberState.READ)
DOUBTFUL = Number(kind="kk", state=NumberState.DOUBTFUL)
UNREAD = Number(kind="kk", state=NumberState.UNREAD)
ACCEPT, RE_PHOTO = Decision.ACCEPT, Decision.RE_PHOTO
VERDICT = Verdict(
    decision=ACCEPT,
    next=Next.DONE,
    p_accept=1.0,
    reasons=(),
    notes=(),
    document=DetectedDocument(type="kk", confidence=1.0, quad=None),
    turn=0,
    others=(),
    number=None,
    qr=None,
    findings={},
    image=Image(format="jpeg", width=1, height=1, bytes=1, page=1, pages=1),
    took_ms={},
    versions=Versions(service="1", models="1", policy="default"),
)


@pytest.mark.parametrize(
    ("decision", "p_accept", "number", "expected"),
    [
        pytest.param(ACCEPT, 0.99, READ, "accept", id="clearly accepted"),
        pytest.param(ACCEPT, 0.99, None, "accept", id="no number to read"),
        pytest.param(ACCEPT, LIMIT + OUTSIDE, READ, "accept", id="outside the margin"),
        pytest.param(ACCEPT, LIMIT + INSIDE, READ, "doubtful", id="accept inside the margin"),
        pytest.param(ACCEPT, LIMIT, READ, "doubtful", id="at the limit"),
        pytest.param(ACCEPT, 0.99, DOUBTFUL, "doubtful", id="doubtful number"),
        pytest.param(RE_PHOTO, LIMIT - 0.01, READ, "doubtful", id="re-photo inside the margin"),
        pytest.param(RE_PHOTO, LIMIT - OUTSIDE, READ, "re-photo", id="re-photo outside the margin"),
        pytest.param(RE_PHOTO, 0.0, DOUBTFUL, "re-photo", id="its number does not matter"),
        pytest.param(RE_PHOTO, 0.0, UNREAD, "re-photo", id="clearly re-photo"),
        pytest.param(RE_PHOTO, LIMIT, READ, "re-photo", id="a hard finding"),
        pytest.param(RE_PHOTO, 0.99, READ, "re-photo", id="a hard finding on a sharp photo"),
    ],
)
def test_class(decision, p_accept, number, expected):
    verdict = replace(VERDICT, decision=decision, p_accept=p_accept, number=number)
    assert triage(verdict, OFFICE) == expected
