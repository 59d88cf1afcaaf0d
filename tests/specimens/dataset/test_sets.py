"""Sets: exact plans, determinism, resumption."""

import json
from collections import Counter
from itertools import combinations

import cv2
import numpy as np
import pytest

from specimens.dataset.plan import (
    GRADED_FAULTS,
    MAIN_VARIANTS,
    SPECIAL_CAUSES,
    Shares,
    plan_fixtures,
    plan_tasks,
)
from specimens.dataset.sets import SETS, code_hash, draw_set
from specimens.dataset.shots import (
    Series,
    draw_page,
    group_by_page,
    labelled_shot,
    make_recipe,
    take_shot,
)
from specimens.truth.legibility import Label
from specimens.world import Split, World

SHARES = Shares(single=0.03, hidden=0.03, combined=0.05, special=0.02)


def test_every_cause_has_exactly_its_share():
    found = Counter(task.causes[0] for task in plan_tasks(1000, 1, SHARES) if len(task.causes) == 1)
    assert {found[cause] for cause in GRADED_FAULTS} == {30}
    assert {found[cause] for cause in SPECIAL_CAUSES} == {20}
    assert sum(len(task.causes) == 2 for task in plan_tasks(1000, 1, SHARES)) == 50


def test_a_plan_may_keep_to_some_faults_of_the_camera():
    shares = Shares(single=0.1, hidden=0.0, combined=0.0, special=0.0, camera=("fold", "tilt"))
    found = Counter(task.causes for task in plan_tasks(100, 1, shares))
    assert found == {("fold",): 10, ("tilt",): 10, (): 80}


def test_a_plan_follows_its_seed():
    assert plan_tasks(200, 1, SHARES) == plan_tasks(200, 1, SHARES)
    assert plan_tasks(200, 1, SHARES) != plan_tasks(200, 2, SHARES)


def test_doses_spread_evenly_from_none_to_twice_the_flip():
    doses = [t.doses[0] for t in plan_tasks(4000, 1, SHARES) if len(t.causes) == 1]
    counts, _ = np.histogram(doses, bins=4, range=(0, 2))
    assert counts.sum() == len(doses)
    assert counts.min() > 0.2 * len(doses)


def test_batches_keep_the_shots_of_a_page_together():
    planned = plan_tasks(300, 1, SHARES)
    groups = group_by_page(planned)
    assert sum(len(group) for group in groups) == len(planned)
    assert all(len({(t.variant, t.page) for t in group}) == 1 for group in groups)
    assert len(groups) < len(planned)


def test_fixtures_show_everything():
    planned = plan_fixtures(14)
    assert len(planned) >= 160
    assert {task.variant for task in planned if not task.causes} >= set(MAIN_VARIANTS)
    causes = {cause for task in planned for cause in task.causes}
    assert causes >= {*GRADED_FAULTS, *SPECIAL_CAUSES}


@pytest.mark.parametrize(
    ("one", "other"), list(combinations(["training", "calibration", "test"], 2))
)
def test_worlds_differ(one, other):
    assert SETS[one].world is not SETS[other].world
    assert SETS[one].seed != SETS[other].seed


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("set")
    steps = list(draw_set("fixtures", folder, count=2))
    assert steps == [(0, 2), (1, 2), (2, 2)]
    return folder


def rows(folder):
    return [json.loads(line) for line in (folder / "manifest.jsonl").read_text().splitlines()]


def test_photos_and_truth_stand_beside_the_manifest(folder):
    for number, row in enumerate(rows(folder)):
        assert row["file"] == f"photos/{number:05d}.jpg"
        photo = cv2.imread(str(folder / row["file"]))
        assert max(photo.shape) <= 1600
        with np.load(folder / "truth" / f"{number:05d}.npz") as truth:
            assert set(truth) == {"quads", "index", "must_read", "is_number", "in_frame"}
            assert truth["quads"].shape == (len(truth["index"]), 4, 2)
            assert float((truth["index"] >= 0.72).mean()) == pytest.approx(
                row["readable"], abs=1e-3
            )


def test_a_row_has_all_keys_of_a_suite(folder):
    needed = {
        "file", "type", "variant", "label", "cause", "faults", "reasons", "quad", "turn", "number",
        "number_kind", "number_quad", "lost", "must_read_lost", "out", "number_index",
        "must_read_min", "readable", "sheets", "screen", "split", "page", "surface",
    }  # fmt: skip
    for row in rows(folder):
        assert needed <= set(row)
        assert row["label"] in {"accept", "re-photo", "borderline"}
        assert len(row["quad"]) == 4


def test_an_interrupted_set_is_continued(folder):
    before = (folder / "manifest.jsonl").read_bytes(), (folder / "photos/00001.jpg").read_bytes()
    (folder / "rows/00001.json").unlink()
    (folder / "photos/00001.jpg").unlink()
    kept = (folder / "photos/00000.jpg").stat().st_mtime_ns
    assert list(draw_set("fixtures", folder, count=2)) == [(1, 2), (2, 2)]
    after = (folder / "manifest.jsonl").read_bytes(), (folder / "photos/00001.jpg").read_bytes()
    assert after == before
    assert (folder / "photos/00000.jpg").stat().st_mtime_ns == kept


def test_a_complete_set_is_left_alone(folder):
    assert list(draw_set("fixtures", folder, count=2)) == [(2, 2)]


def test_a_set_may_be_drawn_in_another_world(folder, tmp_path):
    assert list(draw_set("fixtures", tmp_path, count=2, world=World.of(Split.TRAINING)))[-1] == (
        2,
        2,
    )
    ours, theirs = ((at / "photos/00000.jpg").read_bytes() for at in (folder, tmp_path))
    assert ours != theirs


def test_another_seed_draws_from_scratch(folder, monkeypatch):
    monkeypatch.setattr("specimens.dataset.sets._write_manifest", lambda *_: None)
    assert next(draw_set("fixtures", folder, count=2, seed=99)) == (0, 2)


def test_a_set_may_be_drawn_of_another_mix_and_is_not_taken_for_the_usual_one(
    tmp_path, monkeypatch
):
    folds = Shares(single=1.0, camera=("fold",), hidden=0.0, combined=0.0, special=0.0)
    assert list(draw_set("calibration", tmp_path, count=1, shares=folds))[-1] == (1, 1)
    assert [fault["cause"] for row in rows(tmp_path) for fault in row["faults"]] == ["fold"]
    monkeypatch.setattr("specimens.dataset.sets._write_manifest", lambda *_: None)
    assert next(draw_set("calibration", tmp_path, count=1)) == (0, 1)


@pytest.mark.parametrize(
    ("seed", "again"),
    [pytest.param(12, False, id="can be read"), pytest.param(3, True, id="cannot be read either")],
)
def test_a_shot_is_taken_again_where_its_fault_is_not_all_that_spoils_it(seed, again):
    folds = Shares(single=1.0, camera=("fold",), hidden=0.0, combined=0.0, special=0.0)
    series = Series(name="calibration", seed=seed, world=World.of(Split.CALIBRATION))
    (task,) = plan_tasks(1, seed, folds)
    reference = draw_page(series, task.variant, task.page)
    first = make_recipe(series, task, reference.sheet, 0)
    assert task.doses[0] > 0.8
    assert labelled_shot(series, reference, first).truth.label() is Label.REPHOTO
    plain = labelled_shot(series, reference, first.with_faults({})).truth.label()
    assert (plain is Label.REPHOTO) == again
    _, result = take_shot(series, task)
    assert (result.recipe.seed != first.seed) == again
    if again:
        unfolded = labelled_shot(series, reference, result.recipe.with_faults({}))
        assert unfolded.truth.label() is not Label.REPHOTO


def test_the_strength_of_far_is_in_text_heights(tmp_path):
    mix = Shares(single=1.0, camera=("far",), hidden=0.0, combined=0.0, special=0.0)
    list(draw_set("calibration", tmp_path, count=1, shares=mix))
    (row,) = rows(tmp_path)
    (fault,) = row["faults"]
    assert 1 / fault["strength"] == pytest.approx(row["text_px"], rel=0.01)


def test_the_code_is_part_of_the_stamp(folder):
    assert code_hash() in (folder / "drawn.txt").read_text()


def test_the_test_set_is_of_all_printers_phones_and_lights(tmp_path):
    """Seed 41 draws the two of each at once."""
    assert list(draw_set("test", tmp_path, count=2, seed=41))[-1] == (2, 2)
    rows = [json.loads(line) for line in (tmp_path / "manifest.jsonl").read_text().splitlines()]
    assert {row["world"].partition("/")[0] for row in rows} == {"canvas", "html"}
    assert {row["world"].partition("/")[2] for row in rows} == {"plain", "linear"}
    assert {row["light"] for row in rows} == {"usual", "other"}
