r"""Draws the shots that the legibility net learns from, with the index of every word and piece.

    python -m training.legibility.shots DIR [--count 2400] [--seed 1] [--mix faults] [--jobs 2] \
        [--printer canvas|html|both | --papers DIR] \
        [--phone plain|linear|library|mixed] [--light usual|other|mixed]

A piece is a few letters of a word: a half-hidden word has legible and illegible pieces. With
--papers the pages are real papers with the lines of `training.real_papers.read_print`. For phones
and lights see `training.common.chains`.
"""

import argparse
import json
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import lru_cache, partial
from multiprocessing import get_context
from pathlib import Path

import cv2
import numpy as np

from specimens.arrays import Rng
from specimens.camera.sampling.streams import stream
from specimens.dataset.plan import (
    MAIN_VARIANTS,
    OTHER_VARIANTS,
    Shares,
    Task,
    plan_tasks,
    with_printer,
)
from specimens.dataset.shots import Series, draw_page, labelled_shot, make_recipe
from specimens.truth.legibility import Reference
from training.common import chains
from training.common.world import PRINTER_OPTIONS, training_world
from training.legibility.pieces import piece_truth
from training.real_papers.sheets import sheet_of, sheets

SHOTS_PER_PAPER = 3
OTHER_SHARE, EMPTY_SHARE = 0.25, 0.04  # of pages: other papers, and sheets with almost no text
LOCAL_FAULTS = ("fold", "finger", "card", "glare", "shadow", "tilt")
"""Faults of a part of the page."""
LEGIBILITY_MIXES = {
    "faults": Shares(single=0.044, hidden=0.08, combined=0.16, special=0),
    "covers": Shares(single=0.02, hidden=0.3, combined=0.1, special=0),
    "places": Shares(single=0.07, hidden=0.2, combined=0.1, special=0, camera=LOCAL_FAULTS),
    "small": Shares(single=0.6, hidden=0, combined=0, special=0, camera=("far",)),
    "bleached": Shares(
        single=0.24, hidden=0, combined=0.1, special=0, camera=("overexposed", "glare", "faint")
    ),
    "coarse": Shares(single=0.3, hidden=0, combined=0.1, special=0, camera=("fold", "jpeg")),
}


def plan_shots(
    count: int, seed: int, shares: Shares, printers: tuple[str, ...] = ("canvas",)
) -> Iterator[Task]:
    """Plan SHOTS_PER_PAPER shots of each page."""
    for task in plan_tasks(count, seed, shares):
        number = task.index // SHOTS_PER_PAPER
        chosen = random_variant(stream(seed, f"paper {number}"))
        yield with_printer(replace(task, variant=chosen, page=number), printers, seed)


def random_variant(rng: Rng) -> str:
    """Return a random variant."""
    if rng.random() < EMPTY_SHARE:
        return str(rng.choice(["blank", "back"]))
    return str(rng.choice(OTHER_VARIANTS if rng.random() < OTHER_SHARE else MAIN_VARIANTS))


@lru_cache(maxsize=2)
def load_paper(path: Path) -> Reference:
    """Return the reference of a real paper. Raises ValueError without enough legible print."""
    sheet = sheet_of(path)
    if sheet is None:
        raise ValueError(f"{path}: too little print that is known to be legible")
    return Reference.of(sheet)


def write_shot(series: Series, papers: tuple[Path, ...], task: Task, folder: Path) -> None:
    """Photograph one page and write photo, row and truth."""
    name = f"{task.index:05d}"
    if (folder / "rows" / f"{name}.json").exists():
        return
    if papers:
        path = papers[task.page % len(papers)]
        reference, of = load_paper(path), path.stem
    else:
        reference, of = draw_page(series, task.variant, task.page), f"{series.seed}-{task.page}"
    result = labelled_shot(series, reference, make_recipe(series, task, reference.sheet, 0))
    shot, truth = result.shot, result.truth
    (folder / "photos" / f"{name}.jpg").write_bytes(shot.jpeg)
    np.savez(
        folder / "truth" / f"{name}.npz", quads=truth.quads, index=truth.index,
        in_frame=~truth.out_of_frame, must_read=truth.must_read,
        **piece_truth(reference.sheet, shot.photo, shot.geometry),
    )  # fmt: skip
    row = {
        "file": f"photos/{name}.jpg", "cause": "+".join(task.causes) or None,
        "quad": shot.geometry.quad.round(1).tolist(), "page": of, "type": reference.sheet.type,
        "printer": "real" if papers else "html" if task.variant.startswith("html_") else "canvas",
        "label": truth.label(), "phone": result.recipe.phone, "light": result.recipe.light,
    }  # fmt: skip
    (folder / "rows" / f"{name}.json").write_text(json.dumps(row), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mix", choices=LEGIBILITY_MIXES, default="faults")
    parser.add_argument("--printer", choices=PRINTER_OPTIONS, default="canvas")
    parser.add_argument("--papers", type=Path, help="output of real_papers.read_print")
    parser.add_argument("--variants", nargs="*", default=[], help="draw pages of these alone")
    parser.add_argument("--jobs", type=int, default=1)
    chains.add_options(parser)
    options = parser.parse_args()
    for part in ("photos", "truth", "rows"):
        (options.folder / part).mkdir(parents=True, exist_ok=True)
    printers = PRINTER_OPTIONS[options.printer]
    series = Series(
        name="legibility",
        seed=options.seed,
        world=training_world(printers),
        chain=chains.make_chain(options.phone, options.light),
        photographed=tuple(sorted(options.surfaces.glob("*.jpg"))) if options.surfaces else (),
    )
    papers = tuple(sheets(options.papers)) if options.papers else ()
    planned_ = list(
        plan_shots(options.count, options.seed, LEGIBILITY_MIXES[options.mix], printers)
    )
    if options.variants:
        several = options.variants
        planned_ = [replace(t, variant=several[t.page % len(several)]) for t in planned_]
    groups = [
        planned_[at : at + SHOTS_PER_PAPER] for at in range(0, len(planned_), SHOTS_PER_PAPER)
    ]
    work = partial(_take_all, series, papers, folder=options.folder)
    with ProcessPoolExecutor(
        options.jobs, mp_context=get_context("spawn"), initializer=_quiet
    ) as pool:
        for _ in pool.map(work, groups):
            pass


def _take_all(series: Series, papers: tuple[Path, ...], group: list[Task], *, folder: Path) -> None:
    for task in group:
        write_shot(series, papers, task, folder)


def _quiet() -> None:
    cv2.setNumThreads(1)


if __name__ == "__main__":
    main()
