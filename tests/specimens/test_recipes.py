"""Shots: the same recipe gives the same bytes, and a fault changes nothing but itself."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from specimens.camera import shoot as shooting
from specimens.camera.habits import UNUSUAL, USUAL
from specimens.camera.recipe import CAMERA, UNITS, Recipe, Setting
from specimens.camera.scene import Around
from specimens.camera.shoot import _before, shoot
from specimens.causes import FLIP, HIDDEN, REASONS, flip
from specimens.plan import SPECIAL
from specimens.sheet import Sheet, Word
from specimens.truth import Reference, judged

PX_PER_MM = 12.0
NUMBER = "3514123456789012"


def written(lines):
    """Return a small card with lines of text, drawn without any font file."""
    pixels = np.full((650, 1030, 3), 240, np.uint8)
    printed = np.full(pixels.shape[:2], 255, np.uint8)
    words = []
    for row, text in enumerate(lines):
        at, face = (60, 80 + 50 * row), cv2.FONT_HERSHEY_SIMPLEX
        for picture, ink in ((pixels, (30, 30, 30)), (printed, 0)):
            cv2.putText(picture, text, at, face, 1.1, ink, 3, cv2.LINE_AA)
        (width, height), _ = cv2.getTextSize(text, face, 1.1, 3)
        box = (60.0, 80.0 + 50 * row - height, float(width), float(height))
        field = "number" if row == 0 else "name"
        words.append(Word(text=text, box=box, field=field, must_read=row < 3))
    return Sheet(
        type="ktp", variant="ktp", pixels=pixels, printed=printed, words=tuple(words),
        px_per_mm=PX_PER_MM, number=NUMBER, number_kind="nik", number_box=words[0].box,
    )  # fmt: skip


@pytest.fixture(autouse=True)
def sent_small(monkeypatch):
    """Send photos of 800 px: a quarter of the time."""
    usual = shooting.sending
    monkeypatch.setattr(shooting, "sending", lambda rng: replace(usual(rng), long_side=800))


@pytest.fixture(scope="module")
def sheet():
    return written([NUMBER, "SITIAMINAH", "PROBOLINGGO", *["KETERANGAN"] * 7])


@pytest.fixture(scope="module")
def reference(sheet):
    return Reference.of(sheet)


def recipe(**changes):
    return Recipe(**{"seed": 5, "habits": USUAL, **changes})


@pytest.mark.parametrize("setting", list(Setting))
def test_the_same_recipe_gives_the_same_bytes(sheet, setting):
    first, second = (shoot(sheet, recipe(setting=setting)) for _ in range(2))
    assert first.jpeg == second.jpeg
    assert (first.lies.quad == second.lies.quad).all()
    assert first.jpeg != shoot(sheet, recipe(setting=setting, seed=6)).jpeg


@pytest.mark.parametrize("setting", list(Setting))
@pytest.mark.parametrize("habits", [USUAL, UNUSUAL], ids=["usual", "unusual"])
def test_words_lie_where_the_truth_says(sheet, reference, setting, habits):
    shot = shoot(sheet, recipe(setting=setting, habits=habits, seed=8))
    assert judged(reference, shot.photo, shot.lies).index.mean() > 0.6


@pytest.mark.parametrize("cause", ["defocus", "dark", "noise", "finger", "glare", "jpeg", "fold"])
def test_a_fault_leaves_the_pose_as_it_was(sheet, cause):
    plain, faulty = (shoot(sheet, recipe(faults=f)) for f in ({}, {cause: 1.0}))
    assert faulty.lies.quad == pytest.approx(plain.lies.quad)
    assert faulty.surface == plain.surface
    assert faulty.jpeg != plain.jpeg


@pytest.mark.parametrize("cause", sorted(CAMERA))
def test_what_lies_before_the_phone_is_kept_from_shot_to_shot(sheet, cause):
    def shots():
        return [shoot(sheet, recipe(faults=f, setting=setting)).jpeg for f in ({cause: 2.0}, {})]

    setting = Setting.SCREEN if cause == "moire" else Setting.TABLE
    _before.cache_clear()
    first = shots()
    assert _before.cache_info().misses == 1
    assert shots() == first
    _before.cache_clear()
    assert shoot(sheet, recipe(setting=setting)).jpeg == first[1]


@pytest.mark.parametrize("cause", [cause for cause in FLIP if cause != "cut"])
def test_twice_the_flip_strength_costs_legibility(sheet, reference, cause):
    setting = Setting.SCREEN if cause == "moire" else Setting.TABLE
    strong = {cause: 2 * flip(cause, "ktp")}

    def legible(faults):
        shots = [shoot(sheet, recipe(setting=setting, faults=faults, seed=seed)) for seed in (1, 2)]
        return sum(judged(reference, shot.photo, shot.lies).index.mean() for shot in shots)

    assert legible(strong) < legible({})


@pytest.mark.parametrize("cut", [4.0, 12.0])
def test_cut_moves_the_sheet_out_of_the_frame(sheet, cut):
    shot = shoot(sheet, recipe(faults={"cut": cut}))
    size = np.array(shot.photo.shape[1::-1])
    beyond = np.maximum(-shot.lies.quad, shot.lies.quad - size).max()
    assert beyond == pytest.approx(cut * shot.lies.px_per_mm(), rel=0.2)


@pytest.mark.parametrize("cause", HIDDEN)
def test_a_hidden_entry_is_must_read_and_leaves_the_rest(sheet, reference, cause):
    truth = [
        judged(reference, shot.photo, shot.lies)
        for shot in (shoot(sheet, recipe(faults=f, seed=3)) for f in ({}, {cause: 1.0}))
    ]
    dropped = truth[1].index < truth[0].index - 0.3
    assert dropped[truth[1].must_read].any()
    assert dropped.sum() <= 4


def test_nothing_lies_on_the_table_of_no_document(sheet, reference):
    shot = shoot(sheet, recipe(faults={"no_document": 1.0}))
    assert judged(reference, shot.photo, shot.lies).index.mean() < 0.2


@pytest.mark.parametrize("seed", [4, 6, 7, 8])
def test_the_table_shows_where_no_document_lies(sheet, seed):
    shot = shoot(sheet, recipe(faults={"no_document": 1.0}, seed=seed))
    x, y = np.rint(shot.lies.quad.mean(0)).astype(int)
    middle = shot.photo[y - 50 : y + 50, x - 50 : x + 50]
    assert middle.mean() > 0.5 * shot.photo.mean()


def test_of_several_sheets_both_can_be_seen(sheet):
    shot = shoot(sheet, recipe(faults={"several": 1.0}), other=sheet)
    assert not judged(Reference.of(sheet), shot.photo, shot.lies).out.any()
    assert cv2.contourArea(shot.lies.quad) < 0.5 * shot.photo[..., 0].size


def test_where_other_papers_lie_is_told(sheet):
    large = replace(sheet, px_per_mm=PX_PER_MM / 3)  # on a card's table lie none
    magenta = np.full((900, 600, 3), (220, 30, 220), np.uint8)
    told = 0
    for seed in range(6):
        shot = shoot(large, recipe(seed=seed), Around(papers=(magenta,)))
        outlines = np.zeros(shot.photo.shape[:2], np.uint8)
        for lies in shot.others:
            cv2.fillPoly(outlines, [np.rint(lies.quad).astype(np.int32)], 1)
        blue, green, red = np.moveaxis(shot.photo.astype(int), 2, 0)
        seen = np.minimum(blue, red) > green + 60
        assert seen[cv2.dilate(outlines, np.ones((25, 25))) == 0].mean() < 0.005
        told += bool(shot.others and seen[outlines > 0].mean() > 0.3)
    assert told
    assert not shoot(large, recipe(seed=seed)).others


def test_a_number_close_up_fills_the_frame(sheet, reference):
    shot = shoot(sheet, recipe(faults={"closeup_number": 0.7}))
    truth = judged(reference, shot.photo, shot.lies)
    assert not truth.out[truth.is_number].any()
    assert truth.out.any()


def test_every_cause_has_its_unit_and_its_reasons():
    causes = {*FLIP, *HIDDEN, *SPECIAL}
    assert set(REASONS) == causes
    assert set(UNITS) == causes
