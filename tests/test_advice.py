"""Following the advice leads to an accepted photo.

A specimen is photographed with a fault; the verdict names it and the message advises an action.
The next photo, taken as advised, must be accepted. A second photo with the same fault gets other
advice.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from precheck.answer.sentences import MessageContext, compose
from precheck.check import check
from precheck.decision.verdict import Code, Decision, Next, Verdict
from precheck.ocr.tesseract import open_reader
from precheck.office.policy import Office
from precheck.options import Options
from specimens.camera.channel import HD_LONG_SIDES_PX, Sending
from specimens.camera.habits import USUAL_HABITS
from specimens.camera.recipe import Recipe
from specimens.camera.sampling.streams import stream
from specimens.camera.shoot import shoot
from specimens.documents.variants import draw
from specimens.faults import flip_strength
from specimens.sheet import DrawnSheet
from specimens.truth.legibility import Label, Reference, measure_truth
from specimens.world import World

OFFICE = Office.load()
READER = open_reader()
SEEDS = range(1, 13)
"""Shots searched for one that only the fault spoils and whose first reason is the fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """What the citizen photographs first, and what after the advice."""

    variant: str
    """The requested sheet."""
    fault: str | None = None
    strength: float = 2.0
    """In multiples of the strength at which the label flips."""
    instead: str | None = None
    """Another sheet that is photographed first."""
    beside: str | None = None
    """Another sheet that lies beside it at first."""
    requested: tuple[str, ...] = ()


# The trial, the reason of the first photo, and as id the advice.
CASES = [
    pytest.param(
        Trial(variant="akta_kelahiran_new", fault="defocus"), Code.BLUR, id="hold still, tap"
    ),
    pytest.param(
        Trial(variant="akta_kematian_new", fault="motion"), Code.BLUR, id="rest the elbows"
    ),
    pytest.param(Trial(variant="ktp", fault="glare"), Code.GLARE, id="tilt, away from the lamp"),
    pytest.param(Trial(variant="ktp", fault="finger"), Code.OCCLUSION, id="do not hold it"),
    pytest.param(Trial(variant="kk_white", fault="cut"), Code.CROPPING, id="all four corners"),
    pytest.param(
        Trial(variant="akta_kelahiran_new", fault="cut"),
        Code.CROPPING,
        id="all four corners of a tall sheet",
    ),
    pytest.param(Trial(variant="akta_kematian_new", fault="far"), Code.TOO_SMALL, id="closer"),
    pytest.param(Trial(variant="akta_kelahiran_old", fault="dark"), Code.DARK, id="a bright place"),
    pytest.param(
        Trial(variant="kk_white", fault="overexposed"),
        Code.OVEREXPOSED,
        id="away from direct light",
    ),
    pytest.param(
        Trial(variant="ktp", fault="shadow"),
        Code.SHADOW,
        id="out of your own shadow",
    ),
    pytest.param(
        Trial(variant="akta_kelahiran_new", fault="faint"),
        Code.LOW_CONTRAST,
        id="the original, not a copy",
    ),
    pytest.param(
        Trial(variant="kk_white", fault="tilt", strength=1.5),
        Code.PERSPECTIVE,
        id="from above",
    ),
    pytest.param(
        Trial(variant="akta_kematian_new", fault="noise"), Code.NOISE, id="in a bright place"
    ),
    pytest.param(Trial(variant="ktp", fault="back_side"), Code.NO_DOCUMENT, id="turn it over"),
    pytest.param(
        Trial(variant="kk_white", instead="ktp", requested=("kk",)),
        Code.WRONG_DOCUMENT,
        id="the requested document",
    ),
    pytest.param(
        Trial(variant="ktp", beside="kk_white"), Code.SEVERAL_DOCUMENTS, id="one at a time"
    ),
    pytest.param(
        Trial(variant="kk_white", instead="letter", requested=("kk",)),
        Code.NUMBER_UNREAD,
        id="see whether it is the right paper",
    ),
]


def sheet_of(variant: str, seed: int) -> DrawnSheet:
    return draw(variant, stream(seed, "page"), World.of("calibration"))


def first(trial: Trial, seed: int) -> tuple[bytes, Label]:
    """Return the first photo and its label by truth, which no measure of the core affects."""
    if trial.instead or trial.fault == "back_side":
        sheet = sheet_of(trial.instead or "back", seed)
        return shoot(sheet, Recipe(seed=seed, habits=USUAL_HABITS)).jpeg, Label.REPHOTO
    sheet = sheet_of(trial.variant, seed)
    if trial.beside:
        recipe = Recipe(seed=seed, habits=USUAL_HABITS, faults={"several": 1.0})
        return shoot(sheet, recipe, other=sheet_of(trial.beside, seed)).jpeg, Label.REPHOTO
    return labelled(
        sheet, seed, {trial.fault: trial.strength * flip_strength(trial.fault, sheet.type)}
    )


def labelled(sheet: DrawnSheet, seed: int, faults: dict[str, float]) -> tuple[bytes, Label]:
    shot = shoot(sheet, Recipe(seed=seed, habits=USUAL_HABITS, faults=faults))
    return shot.jpeg, measure_truth(Reference.of(sheet), shot.photo, shot.geometry).label()


def answer(photo: bytes, attempt: int, trial: Trial) -> tuple[Verdict, str]:
    """Return the verdict and the message."""
    options = Options(attempt=attempt, types=trial.requested)
    verdict = check(photo, options, OFFICE, READER).verdict
    return verdict, compose(MessageContext.of(verdict), options, OFFICE)[0]


def sent_back(trial: Trial, code: Code) -> Iterator[tuple[bytes, str, bytes]]:
    """Yield shots correctly rejected for the code, each with the message and the shot it advises.

    Photos are drawn only as long as the trial may succeed.
    """
    for seed in SEEDS:
        photo, bad = first(trial, seed)
        if bad is not Label.REPHOTO:
            continue
        verdict, message = answer(photo, 1, trial)
        if verdict.decision is Decision.ACCEPT or verdict.reasons[0].code is not code:
            continue
        mended, good = labelled(sheet_of(trial.variant, seed), seed, {})
        if good is Label.ACCEPT:
            yield photo, message, mended


@pytest.mark.parametrize(("trial", "code"), CASES)
def test_following_the_advice_is_accepted(trial, code):
    photo, first_message, mended = next(sent_back(trial, code), (None, "", None))
    assert mended is not None, "the fault was never the first reason"
    verdict, _ = answer(mended, 2, trial)
    assert verdict.decision is Decision.ACCEPT, [reason.code for reason in verdict.reasons]
    again, second_message = answer(photo, 2, trial)
    assert first_message != second_message
    assert again.next is (Next.OFFICER if code is Code.LOW_CONTRAST else Next.RETRY)


SMALL, LARGE = (
    Sending(long_side=900, qualities=(70,)),
    Sending(long_side=HD_LONG_SIDES_PX[1], qualities=(80,)),
)


def test_a_small_file_sent_again_in_high_quality_is_accepted(monkeypatch):
    trial = Trial(variant="kk_white")
    for seed in SEEDS:
        monkeypatch.setattr("specimens.camera.shoot.draw_sending", lambda _rng: LARGE)
        large, good = labelled(sheet_of(trial.variant, seed), seed, {})
        monkeypatch.setattr("specimens.camera.shoot._sending", lambda _sheet, _recipe: SMALL)
        small, bad = labelled(sheet_of(trial.variant, seed), seed, {})
        monkeypatch.undo()
        verdict, message = answer(small, 1, trial)
        if (bad, good) != (Label.REPHOTO, Label.ACCEPT) or verdict.decision is Decision.ACCEPT:
            continue
        assert (verdict.reasons[0].code, verdict.reasons[0].detail) == (
            Code.TOO_SMALL,
            "low_resolution",
        )
        assert "HD" in message
        assert "Dokumen" in answer(small, 2, trial)[1]
        assert answer(large, 2, trial)[0].decision is Decision.ACCEPT
        return
    pytest.fail("no page was small enough")
