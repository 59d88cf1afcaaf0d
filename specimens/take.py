"""Takes one shot of a set: draws its page, photographs it, measures its truth, writes its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray

from specimens.arrays import as_picture
from specimens.camera.recipe import BY_TEXT, UNITS, Recipe
from specimens.camera.scene import Around
from specimens.camera.shoot import Shot, shoot
from specimens.camera.streams import stream
from specimens.camera.table import PAPER_PX_PER_MM
from specimens.causes import FLIP, HIDDEN, REASONS, flip
from specimens.documents import draw
from specimens.plan import OTHERS, SPECIAL, Task
from specimens.sheet import Sheet
from specimens.truth import Label, Reference, Truth, judged
from specimens.world import Split, World

Row = dict[str, Any]
LITTER = tuple(variant for variant in OTHERS if variant != "kia") * 2
TRIES = 3  # seeds tried until a shot is what its plan says
SURELY_FINE = 0.8  # dose up to which a fault alone should not spoil an acceptable shot


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What all shots of a set have in common."""

    name: str
    seed: int
    world: Split
    photographed: tuple[Path, ...] = ()
    small: bool = False
    """Whether photos are sent in small files."""


@dataclass(frozen=True, slots=True)
class Taken:
    """A shot with its truth."""

    shot: Shot
    truth: Truth
    recipe: Recipe


@lru_cache(maxsize=2)
def page(series: Series, variant: str, number: int) -> Reference:
    """Draw a page and cut out its words."""
    rng = stream(series.seed, f"{variant} {number}")
    return Reference.of(draw(variant, rng, World.of(series.world)))


@lru_cache(maxsize=1)
def around(series: Series) -> Around:
    """Draw the papers that lie about on the tables of a set."""
    papers = []
    for number, variant in enumerate(LITTER):
        rng = stream(series.seed, f"litter {number}")
        sheet = draw(variant, rng, World.of(series.world))
        scale = PAPER_PX_PER_MM / sheet.px_per_mm
        small = cv2.resize(sheet.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        papers.append(as_picture(small))
    return Around(surfaces=series.photographed, papers=tuple(papers))


def recipe_of(series: Series, task: Task, sheet: Sheet, attempt: int) -> Recipe:
    """Return what decides a shot, its doses turned into strengths."""
    seed = int(stream(series.seed, f"shot {task.index} {attempt}").integers(2**62))
    doses = zip(task.causes, task.doses, strict=True)
    faults = {cause: _strength(cause, dose, sheet.type) for cause, dose in doses}
    unusual = series.world is Split.TEST
    return Recipe(
        seed=seed, unusual=unusual, setting=task.setting, faults=faults, small=series.small
    )


def _strength(cause: str, dose: float, type_: str) -> float:
    if cause in FLIP:
        return dose * flip(cause, type_)
    return 0.55 + 0.2 * dose if cause == "closeup_number" else 1.0


def taken(series: Series, reference: Reference, recipe: Recipe) -> Taken:
    """Take a shot and measure its truth."""
    other = None
    if "several" in recipe.faults:
        rng = recipe.stream("other page")
        other = draw(reference.sheet.variant, rng, World.of(series.world))
    shot = shoot(reference.sheet, recipe, around(series), other)
    return Taken(shot, judged(reference, shot.photo, shot.lies), recipe)


def take(series: Series, task: Task) -> tuple[Row, Taken]:
    """Return a shot's row and the shot: the first try on which its own faults decide."""
    reference = page(series, task.variant, task.page)
    for attempt in range(TRIES):
        recipe = recipe_of(series, task, reference.sheet, attempt)
        result = taken(series, reference, recipe)
        if _as_planned(series, reference, task, result):
            break
    costs = _costs(series, reference, result)
    return row(series, task, reference.sheet, result, costs), result


def _as_planned(series: Series, reference: Reference, task: Task, result: Taken) -> bool:
    """Whether nothing but the planned faults spoils a shot."""
    label = result.truth.label()
    if label is Label.ACCEPT or set(task.causes) & set(SPECIAL):
        return True
    if not task.causes:
        return False
    if label is Label.BORDERLINE or max(task.doses) > SURELY_FINE:
        return True
    plain = result.recipe.having({})
    return taken(series, reference, plain).truth.label() is not Label.REPHOTO


def _costs(series: Series, reference: Reference, result: Taken) -> Mapping[str, Truth]:
    """Return the truth under each of the faults alone."""
    faults = result.recipe.faults
    if len(faults) == 1:
        return dict.fromkeys(faults, result.truth)
    alone = {cause: result.recipe.having({cause: faults[cause]}) for cause in faults}
    return {cause: taken(series, reference, recipe).truth for cause, recipe in alone.items()}


def row(series: Series, task: Task, sheet: Sheet, result: Taken, costs: Mapping[str, Truth]) -> Row:
    """Return the manifest's row of a shot."""
    shot, truth = result.shot, result.truth
    main = max(costs, key=lambda cause: _cost(costs[cause]), default=None)
    special = main if main in SPECIAL else None
    present = main != "no_document"
    number_quad = _number_quad(sheet, shot) if present else None
    return {
        "file": f"photos/{task.index:05d}.jpg",
        "type": sheet.type if present else "other",
        "variant": sheet.variant if present else None,
        "label": str(Label.REPHOTO if special else truth.label()),
        "cause": "hidden_field" if main in HIDDEN else main,
        "faults": [_fault(cause, result, costs[cause]) for cause in result.recipe.faults],
        "reasons": list(REASONS[main]) if main else [],
        "quad": _rounded(shot.lies.quad) if present else None,
        "turn": shot.turn if present else None,
        "number": sheet.number if present else None,
        "number_kind": sheet.number_kind if present else None,
        "number_quad": number_quad,
        "lost": round(truth.lost, 4),
        "must_read_lost": round(truth.must_read_lost, 4),
        "out": round(float(truth.out.mean()) if truth.out.size else 0.0, 4),
        "number_index": _shortened(truth.number_index),
        "must_read_min": _shortened(_least(truth.index[truth.must_read])),
        "readable": round(truth.readable, 4),
        "text_px": round(shot.text_px, 2),
        "sheets": 0 if not present else 2 if main == "several" else 1,
        "setting": str(task.setting),
        "screen": str(task.setting) == "screen",
        "split": series.name,
        "page": f"{task.variant}-{series.seed}-{task.page}",
        "surface": shot.surface,
    }  # fmt: skip


def _cost(truth: Truth) -> tuple[float, float]:
    """Return what a fault costs: must-read words lost, then legibility in all."""
    needed = truth.index[truth.must_read] if truth.must_read.any() else truth.index
    return truth.must_read_lost, -float(needed.mean()) if needed.size else 0.0


def _fault(cause: str, result: Taken, alone: Truth) -> Row:
    strength = result.recipe.strength(cause)
    if cause in BY_TEXT:
        strength *= result.shot.text_px
    named = "hidden_field" if cause in HIDDEN else cause
    fault = {"cause": named, "strength": round(strength, 3), "unit": UNITS[cause]}
    by = {"by": cause.removeprefix("hidden_")} if cause in HIDDEN else {}
    return fault | by | {"lost": round(alone.must_read_lost, 4)}


def _number_quad(sheet: Sheet, shot: Shot) -> list[list[float]] | None:
    if sheet.number_box is None:
        return None
    x, y, width, height = np.array(sheet.number_box) / sheet.px_per_mm
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return _rounded(shot.lies.to_photo(np.array([corners], np.float32))[0])


def _rounded(points: NDArray[np.float32]) -> list[list[float]]:
    return [[round(float(v), 1) for v in point] for point in points]


def _least(values: NDArray[np.float32]) -> float | None:
    return float(values.min()) if values.size else None


def _shortened(value: float | None) -> float | None:
    return None if value is None else round(value, 3)


def saved(folder: Path, task: Task, result: Taken) -> None:
    """Write a shot's photo and its words' truth."""
    truth = result.truth
    (folder / "photos" / f"{task.index:05d}.jpg").write_bytes(result.shot.jpeg)
    np.savez_compressed(
        folder / "truth" / f"{task.index:05d}.npz",
        quads=truth.quads,
        index=truth.index,
        must_read=truth.must_read,
        is_number=truth.is_number,
        in_frame=~truth.out,
    )


def batches(tasks: Sequence[Task]) -> list[list[Task]]:
    """Return the tasks grouped by page, so that each page is drawn once."""
    groups: dict[tuple[str, int], list[Task]] = {}
    for task in tasks:
        groups.setdefault((task.variant, task.page), []).append(task)
    return list(groups.values())
