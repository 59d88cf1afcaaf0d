"""Advice that is followed leads to an accepted photo.

A specimen is photographed with a fault, the verdict names it and says what to do; the citizen does
just that, and the next photo must pass. One who sends the same fault again is told another thing
to do.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from precheck.check import check
from precheck.office import Office
from precheck.options import Options
from precheck.read import open_reader
from precheck.sentences import Said, sentences
from precheck.verdict import Code, Decision, Next, Verdict
from specimens.camera.channel import HD, Sending
from specimens.camera.habits import USUAL
from specimens.camera.recipe import Recipe
from specimens.camera.shoot import shoot
from specimens.camera.streams import stream
from specimens.causes import flip
from specimens.documents import draw
from specimens.sheet import Sheet
from specimens.truth import Label, Reference, judged
from specimens.world import World

OFFICE = Office.load()
READER = open_reader()
SEEDS = range(1, 13)
"""Shots among which one is found that only the fault spoils, and that is told so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """What the citizen photographs first, and what as then advised."""

    variant: str
    """The sheet that is wanted in the end."""
    fault: str | None = None
    strength: float = 2.0
    """Times the strength at which the label flips."""
    instead: str | None = None
    """Another sheet that is photographed first."""
    beside: str | None = None
    """Another sheet that lies beside it at first."""
    asked: tuple[str, ...] = ()


# The scene, the reason that the first photo gets, and in the id what doing as told leaves of it.
CASES = [
    pytest.param(
        Scene(variant="akta_kelahiran_new", fault="defocus"), Code.BLUR, id="hold still, tap"
    ),
    pytest.param(
        Scene(variant="akta_kematian_new", fault="motion"), Code.BLUR, id="rest the elbows"
    ),
    pytest.param(Scene(variant="ktp", fault="glare"), Code.GLARE, id="tilt, away from the lamp"),
    pytest.param(Scene(variant="ktp", fault="finger"), Code.OCCLUSION, id="do not hold it"),
    pytest.param(Scene(variant="kk_white", fault="cut"), Code.CROPPING, id="all four corners"),
    pytest.param(
        Scene(variant="akta_kelahiran_new", fault="cut"),
        Code.CROPPING,
        id="all four corners of a tall sheet",
    ),
    pytest.param(Scene(variant="akta_kematian_new", fault="far"), Code.TOO_SMALL, id="closer"),
    pytest.param(Scene(variant="akta_kelahiran_old", fault="dark"), Code.DARK, id="a bright place"),
    pytest.param(
        Scene(variant="kk_white", fault="overexposed"),
        Code.OVEREXPOSED,
        id="away from direct light",
    ),
    pytest.param(
        Scene(variant="ktp", fault="shadow"),
        Code.SHADOW,
        id="out of your own shadow",
    ),
    pytest.param(
        Scene(variant="akta_kelahiran_new", fault="faint"),
        Code.LOW_CONTRAST,
        id="the original, not a copy",
    ),
    pytest.param(
        Scene(variant="kk_white", fault="tilt", strength=1.5), Code.PERSPECTIVE, id="from above"
    ),
    pytest.param(
        Scene(variant="akta_kematian_new", fault="noise"), Code.NOISE, id="in a bright place"
    ),
    pytest.param(Scene(variant="ktp", fault="back_side"), Code.NO_DOCUMENT, id="turn it over"),
    pytest.param(
        Scene(variant="kk_white", instead="ktp", asked=("kk",)),
        Code.WRONG_DOCUMENT,
        id="the document asked for",
    ),
    pytest.param(
        Scene(variant="ktp", beside="kk_white"), Code.SEVERAL_DOCUMENTS, id="one at a time"
    ),
    pytest.param(
        Scene(variant="kk_white", instead="letter", asked=("kk",)),
        Code.NUMBER_UNREAD,
        id="see whether it is the right paper",
    ),
]


def sheet_of(variant: str, seed: int) -> Sheet:
    return draw(variant, stream(seed, "page"), World.of("calibration"))


def first(scene: Scene, seed: int) -> tuple[bytes, Label]:
    """Return the first photo and its label by truth, which no measure of ours had a hand in."""
    if scene.instead or scene.fault == "back_side":
        sheet = sheet_of(scene.instead or "back", seed)
        return shoot(sheet, Recipe(seed=seed, habits=USUAL)).jpeg, Label.REPHOTO
    sheet = sheet_of(scene.variant, seed)
    if scene.beside:
        recipe = Recipe(seed=seed, habits=USUAL, faults={"several": 1.0})
        return shoot(sheet, recipe, other=sheet_of(scene.beside, seed)).jpeg, Label.REPHOTO
    return labelled(sheet, seed, {scene.fault: scene.strength * flip(scene.fault, sheet.type)})


def labelled(sheet: Sheet, seed: int, faults: dict[str, float]) -> tuple[bytes, Label]:
    shot = shoot(sheet, Recipe(seed=seed, habits=USUAL, faults=faults))
    return shot.jpeg, judged(Reference.of(sheet), shot.photo, shot.lies).label()


def told(photo: bytes, attempt: int, scene: Scene) -> tuple[Verdict, str]:
    """Return the verdict and the message."""
    options = Options(attempt=attempt, types=scene.asked)
    verdict = check(photo, options, OFFICE, READER).verdict
    return verdict, sentences(Said.of(verdict), options, OFFICE)[0]


def sent_back(scene: Scene, code: Code) -> Iterator[tuple[bytes, bytes]]:
    """Yield shots that are rightly sent back for the code, with the one taken as then advised."""
    for seed in SEEDS:
        photo, bad = first(scene, seed)
        mended, good = labelled(sheet_of(scene.variant, seed), seed, {})
        if (bad, good) != (Label.REPHOTO, Label.ACCEPT):
            continue
        verdict, _ = told(photo, 1, scene)
        if verdict.decision is Decision.RE_PHOTO and verdict.reasons[0].code is code:
            yield photo, mended


@pytest.mark.parametrize(("scene", "code"), CASES)
def test_following_the_advice_is_accepted(scene, code):
    photo, mended = next(sent_back(scene, code), (None, None))
    assert mended is not None, "the fault was never told by its name"
    verdict, _ = told(mended, 2, scene)
    assert verdict.decision is Decision.ACCEPT, [reason.code for reason in verdict.reasons]
    (_, once), (again, twice) = told(photo, 1, scene), told(photo, 2, scene)
    assert once != twice
    assert again.next is (Next.OFFICER if code is Code.LOW_CONTRAST else Next.RETRY)


SMALL, LARGE = Sending(long_side=900, qualities=(70,)), Sending(long_side=HD[1], qualities=(80,))


def test_a_small_file_sent_again_in_high_quality_is_accepted(monkeypatch):
    scene = Scene(variant="kk_white")
    for seed in SEEDS:
        monkeypatch.setattr("specimens.camera.shoot.sending", lambda _rng: LARGE)
        large, good = labelled(sheet_of(scene.variant, seed), seed, {})
        monkeypatch.setattr("specimens.camera.shoot._way", lambda _sheet, _recipe: SMALL)
        small, bad = labelled(sheet_of(scene.variant, seed), seed, {})
        monkeypatch.undo()
        verdict, once = told(small, 1, scene)
        if (bad, good) != (Label.REPHOTO, Label.ACCEPT) or verdict.decision is Decision.ACCEPT:
            continue
        assert (verdict.reasons[0].code, verdict.reasons[0].detail) == (
            Code.TOO_SMALL,
            "low_resolution",
        )
        assert "HD" in once
        assert "Dokumen" in told(small, 2, scene)[1]
        assert told(large, 2, scene)[0].decision is Decision.ACCEPT
        return
    pytest.fail("no page was small enough")
