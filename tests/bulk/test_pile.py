"""What belongs on which pile."""

from dataclasses import replace

import pytest

from precheck.bulk.pile import NEAR, pile_of
from precheck.number import Number, NumberState
from precheck.office import Office
from precheck.verdict import Decision, Image, Next, Seen, Verdict, Versions

OFFICE = Office.load()
LIMIT = OFFICE.accept_limit("kk")
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
    document=Seen(type="kk", confidence=1.0, quad=None),
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
    ("decision", "p_accept", "number", "pile"),
    [
        pytest.param(ACCEPT, 0.99, READ, "accept", id="sure"),
        pytest.param(ACCEPT, 0.99, None, "accept", id="no number to read"),
        pytest.param(ACCEPT, LIMIT + NEAR + 0.01, READ, "accept", id="no longer near"),
        pytest.param(ACCEPT, LIMIT + NEAR - 0.01, READ, "doubtful", id="accepted, but near"),
        pytest.param(ACCEPT, LIMIT, READ, "doubtful", id="at the limit"),
        pytest.param(ACCEPT, 0.99, DOUBTFUL, "doubtful", id="doubtful number"),
        pytest.param(RE_PHOTO, LIMIT - 0.01, READ, "doubtful", id="refused, but near"),
        pytest.param(RE_PHOTO, LIMIT - NEAR - 0.01, READ, "re-photo", id="refused, no longer near"),
        pytest.param(RE_PHOTO, 0.0, DOUBTFUL, "re-photo", id="its number does not matter"),
        pytest.param(RE_PHOTO, 0.0, UNREAD, "re-photo", id="surely refused"),
        pytest.param(RE_PHOTO, LIMIT, READ, "re-photo", id="a hard finding"),
        pytest.param(RE_PHOTO, 0.99, READ, "re-photo", id="a hard finding on a sharp photo"),
    ],
)
def test_pile(decision, p_accept, number, pile):
    verdict = replace(VERDICT, decision=decision, p_accept=p_accept, number=number)
    assert pile_of(verdict, OFFICE) == pile
