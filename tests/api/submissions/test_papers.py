"""What is in, what is awaited, and which attempts count."""

import pytest

from api.submissions import catalogue
from api.submissions.codes import Code
from api.submissions.papers import Paper, progress

CARD = catalogue.load().variant("ektp", "hilang")  # surat_kehilangan, kk


def paper(code, slot="kk", **more):
    return Paper(id="x", slot=slot, code=code, **more)


FILED, FAILED, OFFICER = paper(Code.FILED), paper(Code.UNREADABLE), paper(Code.TO_OFFICER)
LEFT, RIGHT = frozenset({"left"}), frozenset({"right"})


@pytest.mark.parametrize(
    ("papers", "state", "attempts"),
    [
        pytest.param([], "missing", 0, id="nothing"),
        pytest.param([FILED], "in", 0, id="filed"),
        pytest.param([FAILED, FAILED], "unreadable", 2, id="failed"),
        pytest.param([FAILED, paper(Code.UNREADABLE, page=2)], "unreadable", 1, id="a page"),
        pytest.param([FAILED, FAILED, OFFICER], "officer", 3, id="with an officer"),
        pytest.param([paper(Code.TO_OFFICER, decision="accept")], "in", 0, id="officer accepts"),
        pytest.param(
            [FAILED, FAILED, paper(Code.TO_OFFICER, decision="re-photo")], "missing", 0, id="asks"
        ),
        pytest.param([paper(Code.FILED, decision="re-photo")], "missing", 0, id="sent back"),
        pytest.param([paper(Code.TO_OFFICER, expired=True)], "missing", 0, id="nobody looked"),
        pytest.param([FAILED, OFFICER, FILED], "in", 0, id="a good one after all"),
        pytest.param([paper(Code.PART, cut=LEFT)], "missing", 0, id="one half"),
        pytest.param([paper(Code.PART, cut=LEFT), paper(Code.PART, cut=RIGHT)], "in", 0, id="two"),
        pytest.param([paper(Code.FILED, cut=LEFT)], "in", 0, id="taken in mode advise"),
        pytest.param([paper(Code.REPEAT)], "missing", 0, id="a repeat"),
        pytest.param(
            [paper(Code.TO_OFFICER, slot=None, type="kk", decision="accept")], "in", 0, id="adopted"
        ),
        pytest.param([paper(Code.ASK_SLOT, slot=None)], "missing", 0, id="waits for its slot"),
    ],
)
def test_the_state_of_a_slot(papers, state, attempts):
    slot = progress(CARD, papers).of("kk")
    assert (slot.state, slot.attempts) == (state, attempts)


@pytest.mark.parametrize(
    ("papers", "state", "awaited"),
    [
        ([], "open", ["surat_kehilangan", "kk"]),
        ([FILED], "open", ["surat_kehilangan"]),
        ([FILED, paper(Code.TO_OFFICER, "surat_kehilangan")], "officer", []),
        ([FILED, paper(Code.FILED, "surat_kehilangan")], "complete", []),
    ],
)
def test_the_state_of_a_submission(papers, state, awaited):
    found = progress(CARD, papers)
    assert (found.state, [slot.key for slot in found.awaited]) == (state, awaited)
