from itertools import combinations

import numpy as np
import pytest

from specimens.drawing.fonts import OCR_A, Face, MissingFont, load
from specimens.world import Split, World
from training.common.world import training_world

HERE, THERE = World.of(Split.CALIBRATION), World.of(Split.TEST)
LEARNED = [World.of(Split.TRAINING), training_world()]
SUITES = [HERE, THERE]
APART = [*combinations(SUITES, 2), *((one, other) for one in LEARNED for other in SUITES)]


@pytest.mark.parametrize("kind", HERE.lists)
def test_worlds_share_no_word(kind):
    assert not set(HERE.lists[kind]) & set(THERE.lists[kind])


def test_worlds_have_the_same_kinds():
    assert HERE.lists.keys() == THERE.lists.keys()
    assert HERE.typefaces.keys() == THERE.typefaces.keys()


def test_worlds_share_no_district():
    names = [{d for place in w.places for d in place.districts.values()} for w in (HERE, THERE)]
    assert not names[0] & names[1]


@pytest.mark.parametrize(("one", "other"), APART)
def test_worlds_share_no_typeface_but_the_states_own(one, other):
    paths = [
        {face.path for group in w.typefaces.values() for family in group for face in family}
        for w in (one, other)
    ]
    assert paths[0] & paths[1] == {face.path for face in OCR_A}


@pytest.mark.parametrize(("one", "other"), [*APART, LEARNED])
def test_worlds_share_no_ground(one, other):
    assert not set(one.security_patterns) & set(other.security_patterns)


def test_worlds_are_distinct():
    assert len({*LEARNED, *SUITES}) == 4


@pytest.mark.parametrize("world", [LEARNED[0], *SUITES], ids=lambda world: world.name)
def test_every_typeface_is_installed(world):
    for families in world.typefaces.values():
        for face in {face for family in families for face in family}:
            assert load(face, 20).getlength("3513") > 10


def test_missing_font_names_its_package():
    with pytest.raises(MissingFont, match="apt-get install fonts-nowhere"):
        load(Face("truetype/nowhere.ttf", "fonts-nowhere"), 12)


def test_home_regencies_are_frequent():
    rng = np.random.default_rng(0)
    codes = [HERE.place(rng).code for _ in range(400)]
    own = sum(code in {"3513", "3514", "3574", "3575"} for code in codes)
    assert 0.75 < own / len(codes) < 0.97


def test_test_layouts_have_a_wider_spread():
    rng = np.random.default_rng(0)
    far = [np.mean([abs(w.layout_offset(rng, 1.0)) for _ in range(300)]) for w in (HERE, THERE)]
    assert far[1] > far[0] + 0.3
