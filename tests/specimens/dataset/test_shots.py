"""A shot is repeated if anything but its faults spoils it."""

from types import SimpleNamespace

import pytest

from specimens.camera.recipe import Setting
from specimens.dataset import shots as subject
from specimens.dataset.plan import Task
from specimens.dataset.shots import Series, take_shot
from specimens.world import Split, World
from tests.specimens.truth.test_legibility import GOOD, made

FINE, DIM = made(GOOD, [0]), made([0.71, *GOOD], [0])
LOST = made([0.49, *GOOD], [0])
OF_A_LETTER, FADED_LETTER = made([0.49, *GOOD], number=None), made(GOOD, number=None)


@pytest.mark.parametrize(
    ("causes", "spoilt", "plain", "again"),
    [
        pytest.param((), FINE, None, False, id="no fault, and it can be read"),
        pytest.param((), DIM, None, True, id="no fault, and it is hard to read"),
        pytest.param(("fold",), DIM, None, False, id="a fault that costs nothing"),
        pytest.param(("fold",), LOST, DIM, False, id="without it no word is lost"),
        pytest.param(("fold",), LOST, LOST, True, id="a word is lost without it too"),
        pytest.param(("fold",), LOST, made(GOOD, number=0.5), True, id="the number is, without it"),
        pytest.param(("fold",), OF_A_LETTER, FADED_LETTER, False, id="a letter's word"),
        pytest.param(("fold",), OF_A_LETTER, OF_A_LETTER, True, id="a letter's, without it too"),
        pytest.param(("several",), LOST, LOST, False, id="several sheets: words do not matter"),
    ],
)
def test_only_its_faults_spoil_a_shot(causes, spoilt, plain, again, monkeypatch):
    seeds = []

    def labelled_shot(_series, _reference, recipe):
        if recipe.faults or not causes:
            seeds.append(recipe.seed)
        return SimpleNamespace(
            truth=spoilt if recipe.faults or not causes else plain, recipe=recipe
        )

    monkeypatch.setattr(subject, "labelled_shot", labelled_shot)
    monkeypatch.setattr(subject, "manifest_row", lambda *_: {})
    monkeypatch.setattr(
        subject, "draw_page", lambda *_: SimpleNamespace(sheet=SimpleNamespace(type="kk"))
    )
    series = Series(name="calibration", seed=1, world=World.of(Split.CALIBRATION))
    doses = (1.0,) * len(causes)
    take_shot(
        series,
        Task(index=0, variant="kk", page=0, causes=causes, setting=Setting.TABLE, doses=doses),
    )
    assert len(set(seeds)) == (subject.MAX_ATTEMPTS if again else 1)
