"""One shot of a set: its page, its recipe, its photo, its truth and its manifest row."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import cv2
import numpy as np

from specimens.arrays import as_picture
from specimens.camera.chain import DEFAULT_CHAIN, Chain
from specimens.camera.recipe import Recipe
from specimens.camera.sampling.streams import stream
from specimens.camera.scene import Surroundings
from specimens.camera.shoot import shoot
from specimens.camera.surfaces.table import PAPER_PX_PER_MM
from specimens.dataset.manifest import LabelledShot, Row, manifest_row
from specimens.dataset.plan import HTML_OTHER_VARIANTS, OTHER_VARIANTS, SPECIAL_CAUSES, Task
from specimens.documents.variants import draw
from specimens.faults import FLIP_STRENGTHS, flip_strength
from specimens.sheet import DrawnSheet
from specimens.truth.legibility import Label, Reference, Truth, measure_truth
from specimens.world import World

LITTER_VARIANTS = tuple(variant for variant in OTHER_VARIANTS if variant != "kia")
HTML_LITTER_VARIANTS = tuple(variant for variant in HTML_OTHER_VARIANTS if variant != "html_card")
MAX_ATTEMPTS = 6  # until only the planned faults spoil the shot
ATTEMPTS_ON_PLANNED_PAGE = 3  # then on other pages of the variant


@dataclass(frozen=True, slots=True, kw_only=True)
class Series:
    """The properties that all shots of a set share."""

    name: str
    seed: int
    world: World
    photographed: tuple[Path, ...] = ()
    small: bool = False
    """Whether photos are sent as small files."""
    chain: Chain = DEFAULT_CHAIN
    """Its phones and lights."""


@lru_cache(maxsize=2)
def draw_page(series: Series, variant: str, number: int) -> Reference:
    """Draw a page and cut out its words."""
    rng = stream(series.seed, f"{variant} {number}")
    return Reference.of(draw(variant, rng, series.world))


@lru_cache(maxsize=1)
def draw_surroundings(series: Series) -> Surroundings:
    """Draw the other papers on the tables of a set."""
    papers = []
    for number, variant in enumerate(
        HTML_LITTER_VARIANTS if "html" in series.world.printers else LITTER_VARIANTS
    ):
        rng = stream(series.seed, f"litter {number}")
        sheet = draw(variant, rng, series.world)
        scale = PAPER_PX_PER_MM / sheet.px_per_mm
        small = cv2.resize(sheet.pixels, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA)
        papers.append(as_picture(small))
    return Surroundings(surfaces=series.photographed, papers=tuple(papers))


def make_recipe(series: Series, task: Task, sheet: DrawnSheet, attempt: int) -> Recipe:
    """Return the recipe of a shot, with doses converted to strengths."""
    seed = int(stream(series.seed, f"shot {task.index} {attempt}").integers(2**62))
    doses = zip(task.causes, task.doses, strict=True)
    faults = {cause: _strength(cause, dose, sheet.type) for cause, dose in doses}
    return Recipe(
        seed=seed, habits=series.world.habits, setting=task.setting, faults=faults,
        small=series.small, chain=series.chain,
    )  # fmt: skip


def _strength(cause: str, dose: float, type_: str) -> float:
    if cause in FLIP_STRENGTHS:
        return dose * flip_strength(cause, type_)
    return 0.55 + 0.2 * dose if cause == "closeup_number" else 1.0


def draw_second_sheet(series: Series, sheet: DrawnSheet, recipe: Recipe) -> DrawnSheet | None:
    """Draw the second sheet of a shot of several, else return None."""
    if not recipe.has("several"):
        return None
    return draw(sheet.variant, recipe.stream("other page"), series.world)


def labelled_shot(series: Series, reference: Reference, recipe: Recipe) -> LabelledShot:
    """Photograph a sheet and measure the truth."""
    other = draw_second_sheet(series, reference.sheet, recipe)
    shot = shoot(reference.sheet, recipe, draw_surroundings(series), other)
    return LabelledShot(shot, measure_truth(reference, shot.photo, shot.geometry), recipe)


def take_shot(series: Series, task: Task) -> tuple[Row, LabelledShot]:
    """Return manifest row and shot of the first attempt that only its faults spoil."""
    for attempt in range(MAX_ATTEMPTS):
        number = task.page if attempt < ATTEMPTS_ON_PLANNED_PAGE else task.page + attempt * 100_003
        reference = draw_page(series, task.variant, number)
        result = labelled_shot(
            series, reference, make_recipe(series, task, reference.sheet, attempt)
        )
        if _as_planned(series, reference, task, result):
            break
    alone = _alone(series, reference, result)
    page_id = f"{task.variant}-{series.seed}-{number}"
    facts = {"split": series.name, "page": page_id}
    if series.chain != DEFAULT_CHAIN:
        printer = "html" if task.variant.startswith("html_") else "canvas"
        phone, light = result.recipe.phone, result.recipe.light
        facts |= {"phone": phone, "light": light, "world": f"{printer}/{phone}"}
    return manifest_row(task, reference.sheet, result, alone) | facts, result


def _as_planned(series: Series, reference: Reference, task: Task, result: LabelledShot) -> bool:
    """Whether nothing but the planned faults spoils a shot.

    Without the faults all must-read words are legible; on a paper of no known type, all words.
    """
    truth = result.truth
    if not task.causes:
        return truth.label() is Label.ACCEPT
    spoiled = truth.label() is Label.REPHOTO or truth.must_read_lost_share > 0
    if not spoiled or set(task.causes) & set(SPECIAL_CAUSES):
        return True
    faultless = labelled_shot(series, reference, result.recipe.with_faults({})).truth
    return faultless.label() is not Label.REPHOTO and faultless.must_read_lost_share == 0


def _alone(series: Series, reference: Reference, result: LabelledShot) -> Mapping[str, Truth]:
    """Return the truth with each of the faults alone."""
    faults = result.recipe.faults
    if len(faults) == 1:
        return dict.fromkeys(faults, result.truth)
    alone = {cause: result.recipe.with_faults({cause: faults[cause]}) for cause in faults}
    return {
        cause: labelled_shot(series, reference, recipe).truth for cause, recipe in alone.items()
    }


def save_shot(folder: Path, task: Task, result: LabelledShot) -> None:
    """Write a shot's photo and the truth of its words."""
    truth = result.truth
    (folder / "photos" / f"{task.index:05d}.jpg").write_bytes(result.shot.jpeg)
    np.savez_compressed(
        folder / "truth" / f"{task.index:05d}.npz", quads=truth.quads, index=truth.index,
        must_read=truth.must_read, is_number=truth.is_number, in_frame=~truth.out_of_frame,
    )  # fmt: skip


def group_by_page(tasks: Sequence[Task]) -> list[list[Task]]:
    """Group tasks by page, so that each page is drawn once."""
    groups: dict[tuple[str, int], list[Task]] = {}
    for task in tasks:
        groups.setdefault((task.variant, task.page), []).append(task)
    return list(groups.values())
