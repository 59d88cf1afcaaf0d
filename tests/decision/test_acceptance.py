"""The pass of the legibility net that counts."""

from types import SimpleNamespace

import pytest

from precheck.decision.acceptance import conclusive
from precheck.decision.verdict import Observation
from precheck.document.subject import Subject
from tests.decision.decided import FINE, PAGE, PHOTO, seen


@pytest.mark.parametrize(
    ("passes", "counts"),
    [
        pytest.param([0.9, 0.3], 0.9, id="surely readable"),
        pytest.param([0.01, 0.9], 0.01, id="surely not"),
        pytest.param([0.8, 0.3], 0.3, id="inconclusive: the second counts"),
        pytest.param([0.05, 0.6], 0.6, id="none is refused by chance"),
        pytest.param([None], 0.0, id="nothing to judge"),
    ],
)
def test_the_first_conclusive_pass_counts_or_the_last(passes, counts, monkeypatch):
    subject = Subject(document=seen("other"), page=PAGE)
    evidence = Observation(photo=PHOTO, subject=subject, measurements=FINE)
    model = SimpleNamespace(probability=lambda row: row)
    monkeypatch.setattr("precheck.decision.acceptance.model", lambda: model)
    assert conclusive((evidence, p) for p in passes).p_accept == counts
