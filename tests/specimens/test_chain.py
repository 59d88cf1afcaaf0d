"""Other phones and lights: the geometry stays exact, print stays legible, faults still hide it."""

from dataclasses import replace

import cv2
import numpy as np
import pytest

from specimens.camera import denoise, linear, shoot, tone
from specimens.camera.aim import blank
from specimens.camera.chain import PLAIN, Chain
from specimens.camera.flat_covers import flat, paper_colour
from specimens.camera.habits import USUAL
from specimens.camera.light import Spot
from specimens.camera.lights import SHADOWS, room, shadow
from specimens.camera.mirrors import sheen, shone
from specimens.camera.raw import captured, mosaic
from specimens.camera.recipe import Recipe, Setting
from specimens.causes import flip
from specimens.sheet import Sheet, Word
from specimens.truth import Reference, judged

SIZE = (400, 300)
PX_PER_MM = 12.0
LINEAR_PHONE = Chain(phones=("linear",))
LINEAR = Chain(phones=("linear",), lights=("other",))
MIXED = Chain(phones=("plain", "linear"), lights=("usual", "other"))
NUMBER = "3514123456789012"


def rng(seed=1):
    return np.random.default_rng(seed)


def card():
    """Return a card with lines of text, drawn without any font file, and black corners."""
    pixels = np.full((650, 1030, 3), 240, np.uint8)
    printed = np.full(pixels.shape[:2], 255, np.uint8)
    words = []
    for row, text in enumerate([NUMBER, "SITIAMINAH", "PROBOLINGGO", *["KETERANGAN"] * 6]):
        at, face = (60, 80 + 60 * row), cv2.FONT_HERSHEY_SIMPLEX
        for picture, ink in ((pixels, (30, 30, 30)), (printed, 0)):
            cv2.putText(picture, text, at, face, 1.3, ink, 3, cv2.LINE_AA)
        (width, height), _ = cv2.getTextSize(text, face, 1.3, 3)
        box = (60.0, 80.0 + 60 * row - height, float(width), float(height))
        field = "number" if row == 0 else "name"
        words.append(Word(text=text, box=box, field=field, must_read=row < 3))
    return Sheet(
        type="ktp", variant="ktp", pixels=pixels, printed=printed, words=tuple(words),
        px_per_mm=PX_PER_MM, number=NUMBER, number_kind="nik", number_box=words[0].box,
    )  # fmt: skip


@pytest.fixture(scope="module")
def sheet():
    return card()


@pytest.fixture(scope="module")
def reference(sheet):
    return Reference.of(sheet)


@pytest.fixture(autouse=True)
def sent_small(monkeypatch):
    usual = shoot.sending
    monkeypatch.setattr(shoot, "sending", lambda r: replace(usual(r), long_side=1000))


def taken(sheet, chain=LINEAR_PHONE, **changes):
    return shoot.shoot(sheet, Recipe(**{"seed": 5, "habits": USUAL, "chain": chain, **changes}))


@pytest.mark.parametrize("chain", [LINEAR_PHONE, LINEAR], ids=["linear", "linear other"])
def test_faultless_shots_of_the_linear_phone_are_legible(sheet, reference, chain):
    shots = [taken(sheet, chain, seed=seed) for seed in range(12)]
    shots = [shot for shot in shots if shot.text_px > 14]  # of decent size
    assert len(shots) > 5
    truths = [judged(reference, shot.photo, shot.lies) for shot in shots]
    assert np.median([np.median(truth.index) for truth in truths]) >= 0.9
    read = [(truth.index[truth.must_read] >= 0.72).all() for truth in truths]
    assert np.mean(read) >= 0.75


@pytest.mark.parametrize("seed", range(6))
def test_corners_are_where_the_geometry_says(seed):
    dot, px = 3.0, 12
    pixels = np.full((650, 1030, 3), 240, np.uint8)
    places = [(10.0, 10.0), (75.0, 10.0), (75.0, 44.0), (10.0, 44.0)]
    for x, y in places:
        cv2.circle(
            pixels, (round(x * px * 16), round(y * px * 16)), round(dot * px * 16), 0, -1, 16, 4
        )
    printed = np.full(pixels.shape[:2], 255, np.uint8)
    sheet = replace(card(), pixels=pixels, printed=printed, words=(), number_box=None)
    shot = taken(sheet, seed=seed)
    dark = 255.0 - cv2.cvtColor(shot.photo, cv2.COLOR_BGR2GRAY)
    told = shot.lies.to_photo(np.array([places], np.float32) + 0.5 / px)[0]
    ring = 1.6 * dot * shot.lies.px_per_mm()
    for at in told:
        y, x = np.indices(dark.shape)
        near = np.hypot(x + 0.5 - at[0], y + 0.5 - at[1]) < ring
        weight = np.clip(
            dark - np.median(dark[near & (dark < np.percentile(dark[near], 40))]), 0, None
        )
        weight *= near * (dark > (dark[near].max() + dark[near].min()) / 2)
        found = np.array([(weight * (x + 0.5)).sum(), (weight * (y + 0.5)).sum()]) / weight.sum()
        assert np.abs(found - at).max() < 0.5


@pytest.mark.parametrize("setting", [Setting.TABLE, Setting.CROPPED, Setting.SCREEN])
def test_the_same_recipe_gives_the_same_bytes(sheet, setting):
    first, second = (taken(sheet, LINEAR, setting=setting) for _ in range(2))
    assert first.jpeg == second.jpeg


@pytest.mark.parametrize("cause", ["defocus", "dark", "overexposed", "noise", "shadow", "glare"])
@pytest.mark.parametrize("chain", [LINEAR_PHONE, LINEAR], ids=["linear", "linear other"])
def test_twice_the_flip_strength_costs_legibility(sheet, reference, cause, chain):
    def legible(faults):
        shots = [taken(sheet, chain, seed=seed, faults=faults) for seed in (1, 2, 3)]
        return sum(judged(reference, shot.photo, shot.lies).index.mean() for shot in shots)

    assert legible({cause: 2 * flip(cause, "ktp")}) < legible({})


@pytest.mark.parametrize("cause", ["hidden_glare", "hidden_card", "hidden_finger"])
def test_a_hidden_entry_is_must_read_and_leaves_the_rest(sheet, reference, cause):
    truth = [
        judged(reference, shot.photo, shot.lies)
        for shot in (taken(sheet, LINEAR, faults=f, seed=3) for f in ({}, {cause: 1.0}))
    ]
    dropped = truth[1].index < truth[0].index - 0.3
    assert dropped[truth[1].must_read].any()
    assert dropped.sum() <= 4


def test_a_digital_page_has_no_phone(sheet):
    shots = [taken(sheet, chain, setting=Setting.RENDERED) for chain in (PLAIN, LINEAR)]
    assert shots[0].jpeg == shots[1].jpeg


def test_a_mixed_chain_draws_each_phone_and_light():
    recipes = [Recipe(seed=seed, habits=USUAL, chain=MIXED) for seed in range(40)]
    assert {(recipe.phone, recipe.light) for recipe in recipes} == {
        (phone, light) for phone in ("plain", "linear") for light in ("usual", "other")
    }


def test_effects_without_a_function_are_refused(sheet):
    with pytest.raises(ValueError, match="effects"):
        taken(sheet, Chain(phones=("effects",)))


@pytest.mark.parametrize("seed", range(8))
def test_a_grey_card_comes_out_of_the_sensor_as_it_was(seed):
    kit = linear.phone(rng(seed))
    calm = replace(kit.sensor, electrons=1e9, read=0.0, cast=(1.0, 1.0, 1.0))
    card = np.full((40, 60, 3), 0.4, np.float32)
    assert captured(card, calm, 0.0, kit.saturation, rng()) == pytest.approx(card, abs=0.002)


def test_overexposed_paper_is_white_and_not_pink():
    kit = linear.phone(rng(2))
    bright = np.full((40, 60, 3), 9.0, np.float32)
    full = captured(bright, replace(kit.sensor, electrons=1e9), 0.0, 1.0, rng())
    assert np.ptp(full.mean((0, 1))) < 0.02 * full.mean()


def test_a_mosaic_holds_one_colour_a_pixel():
    colour = np.zeros((4, 4, 3), np.float32) + np.array([1, 2, 3], np.float32)
    assert mosaic(colour)[:2, :2].tolist() == [[3, 2], [2, 1]]


@pytest.mark.parametrize("kind", denoise.KINDS[1:])
def test_noise_removal_lessens_noise_and_keeps_an_edge(kind):
    step = np.full((80, 80, 3), 60, np.uint8)
    step[:, 40:] = 200
    noisy = np.clip(step + rng().normal(0, 6, step.shape), 0, 255).astype(np.uint8)
    clean = denoise.cleaned(noisy, kind, 8.0, 5)
    assert clean[:, :35].std() < 0.8 * noisy[:, :35].std()
    assert clean[:, 44:].mean() - clean[:, :36].mean() > 135


@pytest.mark.parametrize("seed", range(30))
def test_a_tone_curve_rises_from_black_to_white(seed):
    look = linear.phone(rng(seed)).tone
    table = tone.curve(look).astype(int)
    assert (np.diff(table) >= 0).all()
    assert table[0] == round(look.black)
    assert table[-1] == round(look.white)


def test_limited_sharpening_overshoots_no_further():
    step = np.full((40, 40, 3), 60, np.uint8)
    step[:, 20:] = 160
    sharp = tone.sharpened(step, tone.Sharpening(amount=4.0, radius=2.0, limit=15.0))
    assert sharp.max() == 175
    assert sharp.min() == 45


@pytest.mark.parametrize("seed", range(20))
def test_rooms_and_shadows_are_in_range(seed):
    light = room(SIZE, rng(seed))
    assert 0.1 < light.min() <= light.max() <= 3
    dark = shadow(SIZE, Spot(200, 150, 40), rng(seed))
    assert 0 <= dark.min() <= dark.max() <= 1.001
    assert dark.max() > 0.5


def test_all_shapes_of_shadow_are_drawn():
    assert len(SHADOWS) == len(set(SHADOWS)) == 6


@pytest.mark.parametrize("seed", range(20))
def test_a_full_sheen_hides_ink_and_a_weak_one_does_not(seed):
    page = np.full((300, 400, 3), 0.7, np.float32)
    page[::6] = 0.05
    spot = Spot(200, 150, 60, 1.0, 0.0)

    def contrast(weight):
        seen = np.minimum(shone(page.copy(), sheen(SIZE, spot, rng(seed), weight)), 1)
        return np.abs(np.diff(seen[110:190, 160:240, 1], axis=0)).mean()

    assert contrast(1.0) < contrast(0.2)
    assert contrast(0.1) > 0.15


def test_a_flat_sheet_has_about_the_papers_colour():
    lain = 0
    for seed in range(20):
        page = np.full((300, 400, 3), (200, 215, 205), np.uint8)
        outline = np.array([[100, 80], [220, 80], [220, 180], [100, 180]], float)
        flat(page, outline, 5.0, (), rng(seed))
        lain += np.abs(page[130, 160].astype(int) - (200, 215, 205)).max() < 15
    assert lain > 4


def test_the_papers_colour_is_not_the_inks():
    page = np.full((300, 400, 3), 210, np.uint8)
    page[::3] = 20
    assert paper_colour(page, np.array([200.0, 150.0]), 60).tolist() == [210, 210, 210]


def test_a_blank_place_has_no_word_near(sheet):
    at = blank(sheet, 4.0, rng())
    assert at is not None
    for word in sheet.words:
        x, y, width, height = np.array(word.box) / PX_PER_MM
        assert (
            np.hypot(max(x - at[0], 0, at[0] - x - width), max(y - at[1], 0, at[1] - y - height))
            > 4
        )
    assert blank(sheet, 200.0, rng()) is None
