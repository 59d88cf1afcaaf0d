"""Takes one shot of a set: draws its page, photographs it, measures its truth, writes its row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from specimens.arrays import as_picture
from specimens.camera.chain import PLAIN, Chain
from specimens.camera.recipe import Recipe
from specimens.camera.scene import Around
from specimens.camera.shoot import shoot
from specimens.camera.streams import stream
from specimens.camera.table import PAPER_PX_PER_MM
from specimens.causes import FLIP, flip
from specimens.documents import draw
from specimens.plan import HTML_OTHERS, OTHERS, SPECIAL, Task
from specimens.row import Row, Taken, row
from specimens.sheet import Sheet
from specimens.truth import Label, Reference, Truth, judged
from specimens.world import World

LITTER = tuple(variant for variant in OTHERS if variant != "kia")
HTML_LITTER = tuple(variant for variant in HTML_OTHERS if variant != "html_card")
TRIES = 6  # seeds tried until a shot is what its plan says
SAME_PAGE = 3  # of them on the page planned, then on others


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """What all shots of a set have in common."""

    name: str
    seed: int
    world: World
    photographed: tuple[Path, ...] = ()
    small: bool = False
    """Whether photos are sent in small files."""
    chain: Chain = PLAIN
    """The phones and lights of its photos."""


@lru_cache(maxsize=2)
def page(series: Series, variant: str, number: int) -> Reference:
    """Draw a page and cut out its words."""
    rng = stream(series.seed, f"{variant} {number}")
    return Reference.of(draw(variant, rng, series.world))


@lru_cache(maxsize=1)
def around(series: Series) -> Around:
    """Draw the papers that lie about on the tables of a set."""
    papers = []
    for number, variant in enumerate(HTML_LITTER if "html" in series.world.printers else LITTER):
        rng = stream(series.seed, f"litter {number}")
        sheet = draw(variant, rng, series.world)
        scale = PAPER_PX_PER_MM / sheet.px_per_mm
        small = cv2.resize(sheet.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        papers.append(as_picture(small))
    return Around(surfaces=series.photographed, papers=tuple(papers))


def recipe_of(series: Series, task: Task, sheet: Sheet, attempt: int) -> Recipe:
    """Return what decides a shot, its doses turned into strengths."""
    seed = int(stream(series.seed, f"shot {task.index} {attempt}").integers(2**62))
    doses = zip(task.causes, task.doses, strict=True)
    faults = {cause: _strength(cause, dose, sheet.type) for cause, dose in doses}
    return Recipe(
        seed=seed,
        habits=series.world.habits,
        setting=task.setting,
        faults=faults,
        small=series.small,
        chain=series.chain,
    )


def _strength(cause: str, dose: float, type_: str) -> float:
    if cause in FLIP:
        return dose * flip(cause, type_)
    return 0.55 + 0.2 * dose if cause == "closeup_number" else 1.0


def second(series: Series, sheet: Sheet, recipe: Recipe) -> Sheet | None:
    """Draw the sheet that lies beside the first, where two are shown."""
    if not recipe.has("several"):
        return None
    return draw(sheet.variant, recipe.stream("other page"), series.world)


def taken(series: Series, reference: Reference, recipe: Recipe) -> Taken:
    """Take a shot and measure its truth."""
    other = second(series, reference.sheet, recipe)
    shot = shoot(reference.sheet, recipe, around(series), other)
    return Taken(shot, judged(reference, shot.photo, shot.lies), recipe)


def take(series: Series, task: Task) -> tuple[Row, Taken]:
    """Return a shot's row and the shot: the first try on which its own faults decide."""
    for attempt in range(TRIES):
        number = task.page if attempt < SAME_PAGE else task.page + attempt * 100_003
        reference = page(series, task.variant, number)
        result = taken(series, reference, recipe_of(series, task, reference.sheet, attempt))
        if _as_planned(series, reference, task, result):
            break
    alone = _alone(series, reference, result)
    page_id = f"{task.variant}-{series.seed}-{number}"
    facts = {"split": series.name, "page": page_id}
    if series.chain != PLAIN:
        facts |= {"phone": result.recipe.phone, "light": result.recipe.light}
    return row(task, reference.sheet, result, alone) | facts, result


def _as_planned(series: Series, reference: Reference, task: Task, result: Taken) -> bool:
    """Whether nothing but the planned faults spoils a shot: without them its words can be read.

    All that must be read, that is, or of a paper of no known type all that counts.
    """
    truth = result.truth
    if not task.causes:
        return truth.label() is Label.ACCEPT
    spoilt = truth.label() is Label.REPHOTO or truth.must_read_lost > 0
    if not spoilt or set(task.causes) & set(SPECIAL):
        return True
    plain = taken(series, reference, result.recipe.having({})).truth
    return plain.label() is not Label.REPHOTO and plain.must_read_lost == 0


def _alone(series: Series, reference: Reference, result: Taken) -> Mapping[str, Truth]:
    """Return the truth under each of the faults alone."""
    faults = result.recipe.faults
    if len(faults) == 1:
        return dict.fromkeys(faults, result.truth)
    alone = {cause: result.recipe.having({cause: faults[cause]}) for cause in faults}
    return {cause: taken(series, reference, recipe).truth for cause, recipe in alone.items()}


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
