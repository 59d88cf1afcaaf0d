"""Advice that is followed leads to an accepted photo.

A specimen is photographed with a fault, the verdict names it and says what to do; the citizen does
just that, and the next photo of the same page must pass.
"""

from collections.abc import Iterator

import pytest

from precheck.check import check
from precheck.office import Office
from precheck.options import Options
from precheck.read import open_reader
from precheck.verdict import Code, Decision, Verdict
from specimens.camera.recipe import Recipe
from specimens.camera.shoot import shoot
from specimens.camera.streams import stream
from specimens.causes import FLIP, flip
from specimens.documents import draw
from specimens.truth import Label, Reference, judged
from specimens.world import World

OFFICE = Office.load()
READER = open_reader()

# What the citizen sends first, the reason that it gets, and what doing as told leaves of the fault.
CASES = [
    pytest.param("akta_kelahiran_new", "defocus", Code.BLUR, id="hold still, tap to focus"),
    pytest.param("akta_kematian_new", "motion", Code.BLUR, id="rest the elbows"),
    pytest.param("ktp", "glare", Code.GLARE, id="tilt the sheet, away from the lamp"),
    pytest.param("ktp", "finger", Code.OCCLUSION, id="lay it down, do not hold it"),
    pytest.param("kk_white", "cut", Code.CROPPING, id="move back, all four corners"),
    pytest.param("akta_kelahiran_new", "cut", Code.CROPPING, id="move back, of a tall sheet"),
    pytest.param("akta_kematian_new", "far", Code.TOO_SMALL, id="move closer"),
    pytest.param("akta_kelahiran_old", "dark", Code.DARK, id="a bright place"),
    pytest.param("akta_kelahiran_new", "faint", Code.LOW_CONTRAST, id="the original, not a copy"),
    pytest.param("akta_kematian_new", "noise", Code.NOISE, id="the sheet, in a bright place"),
    pytest.param("ktp", "back_side", Code.NO_DOCUMENT, id="turn it over"),
]
STRONG = 2.0  # times the strength at which the label flips


SEEDS = range(1, 13)
"""Shots among which one is found that only the fault spoils, and that is told so."""


def photograph(variant: str, seed: int, fault: str | None) -> tuple[bytes, Label]:
    """Return a photo and its label by truth, which no measure of ours had a hand in."""
    side = "back" if fault == "back_side" else variant
    sheet = draw(side, stream(seed, "page"), World.of("calibration"))
    faults = {fault: STRONG * flip(fault, sheet.type)} if fault in FLIP else {}
    shot = shoot(sheet, Recipe(seed=seed, unusual=False, faults=faults))
    label = judged(Reference.of(sheet), shot.photo, shot.lies).label()
    return shot.jpeg, Label.REPHOTO if side == "back" else label


def told(photo: bytes, attempt: int) -> Verdict:
    return check(photo, Options(attempt=attempt), OFFICE, READER).verdict


def sent_back(variant: str, fault: str, code: Code) -> Iterator[bytes]:
    """Yield, for shots that are rightly sent back for the code, the one taken as then advised."""
    for seed in SEEDS:
        spoiled, bad = photograph(variant, seed, fault)
        mended, good = photograph(variant, seed, None)
        if (bad, good) != (Label.REPHOTO, Label.ACCEPT):
            continue
        first = told(spoiled, 1)
        if first.decision is Decision.RE_PHOTO and first.reasons[0].code is code:
            yield mended


@pytest.mark.parametrize(("variant", "fault", "code"), CASES)
def test_following_the_advice_is_accepted(variant, fault, code):
    mended = next(sent_back(variant, fault, code), None)
    assert mended is not None, "the fault was never told by its name"
    second = told(mended, 2)
    assert second.decision is Decision.ACCEPT, [reason.code for reason in second.reasons]
