from dataclasses import replace

import pytest

from precheck.number.confidence import ReadingEvidence, confidence, log_odds, model

STRONG = ReadingEvidence(
    network=1,
    network_again=1,
    alone=1,
    tesseract=1,
    tesseract_signs=1,
    sureness=8,
    weakest=1,
    labelled=1,
    region_known=1,
    mended=0,
    torn=0,
)


@pytest.mark.parametrize("kind", ["kk", "nik", "akta"])
@pytest.mark.parametrize("name", ReadingEvidence.__dataclass_fields__)
def test_more_evidence_never_lowers_confidence(kind, name):
    weaker = 1.0 if name in ("mended", "torn") else 0.0
    assert confidence(kind, replace(STRONG, **{name: weaker})) <= confidence(kind, STRONG)


@pytest.mark.parametrize("kind", ["kk", "nik", "akta"])
def test_the_strongest_evidence_is_enough(kind):
    assert model()["limits"]["read"][kind] < confidence(kind, STRONG) < 1


@pytest.mark.parametrize(("chance", "odds"), [(0.0, -2.0), (0.5, 0.0), (1.0, 8.0)])
def test_log_odds_are_bounded(chance, odds):
    assert log_odds(chance) == pytest.approx(odds)
