r"""Draws the shots that the legibility net learns from, with the index of every word and piece.

    python -m training.legibility_shots DIR [--count 2400] [--seed 1] [--mix faults] [--jobs 2] \
        [--printer canvas|html|both | --papers DIR] \
        [--phone plain|linear|library|mixed] [--light usual|other|mixed]

A piece is a few letters of a word: a word that is half hidden has pieces that can be read and
pieces that cannot. Three shots are taken of each page. With --papers the pages are real papers,
which `training.read_print` read. Phones and lights are those of `training.chains`.
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
from numpy.typing import NDArray

from specimens.atlas import Layout, clean_strip, similar, strip
from specimens.camera.geometry import Geometry
from specimens.camera.streams import stream
from specimens.plan import MAIN, OTHERS, Shares, Task, reprinted, tasks
from specimens.sheet import Sheet, Word
from specimens.take import Series, page, recipe_of, taken
from specimens.truth import SEEN, Reference
from training import chains
from training.real_print import sheet_of, sheets
from training.world import PRINTERS, world

Floats = NDArray[np.float32]
TAKES = 3  # shots of a page
PIECE = 2.5  # heights of a word that a piece of it is wide, about
OTHER_SHARE, EMPTY_SHARE = 0.25, 0.04  # of pages: other papers, and sheets with next to no text
PLACES = ("fold", "finger", "card", "glare", "shadow", "tilt")
"""Faults that spoil a part of the page: which words they cost is what is hard to tell."""
MIXES = {
    "faults": Shares(single=0.044, hidden=0.08, combined=0.16, special=0),
    "covers": Shares(single=0.02, hidden=0.3, combined=0.1, special=0),
    "places": Shares(single=0.07, hidden=0.2, combined=0.1, special=0, camera=PLACES),
    "small": Shares(single=0.6, hidden=0, combined=0, special=0, camera=("far",)),
    "bleached": Shares(
        single=0.24, hidden=0, combined=0.1, special=0, camera=("overexposed", "glare", "faint")
    ),
    "coarse": Shares(single=0.3, hidden=0, combined=0.1, special=0, camera=("fold", "jpeg")),
}


def pieces(word: Word) -> Iterator[tuple[float, float, float, float]]:
    """Cut a word's box into pieces of equal width."""
    x, y, width, height = word.box
    count = max(1, round(width / height / PIECE))
    for number in range(count):
        yield x + width * number / count, y, width / count, height


def measured(
    boxes: Floats, sheet: Sheet, grey: NDArray[np.uint8], lies: Geometry
) -> tuple[Floats, Floats]:
    """Return each box's corners in the photo and its legibility index there."""
    if not len(boxes):
        return np.zeros((0, 4, 2), np.float32), np.zeros(0, np.float32)
    quads = photographed(boxes, sheet, lies)
    layout = Layout.of(boxes)
    clean = clean_strip(sheet.printed, sheet.px_per_mm, layout, boxes)
    heights = np.linalg.norm(quads[:, 0] - quads[:, 3], axis=1)
    seen = strip(grey, layout, lambda p: lies.to_photo(p / sheet.px_per_mm), heights)
    match, deviation = similar(clean, seen, layout)
    index = np.clip(match * np.minimum(1, deviation / SEEN), 0, 1)
    middle = quads.mean(1)
    beyond = ((middle < 0) | (middle > np.array(grey.shape[::-1]))).any(1)
    return quads, np.where(beyond, 0, index).astype(np.float32)


def photographed(boxes: Floats, sheet: Sheet, lies: Geometry) -> Floats:
    """Return where boxes of the sheet lie in the photo, n x 4 x 2."""
    if not len(boxes):
        return np.zeros((0, 4, 2), np.float32)
    x, y, width, height = (boxes / sheet.px_per_mm).T
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return lies.to_photo(np.stack([np.stack(corner, -1) for corner in corners], 1))


def in_pieces(
    sheet: Sheet, photo: NDArray[np.uint8], lies: Geometry
) -> dict[str, NDArray[np.generic]]:
    """Return the truth of the pieces of a sheet's counting words."""
    words = [word for word in sheet.words if word.counts]
    unsure = [word.box for word in sheet.words if not word.counts]
    cut = [(number, box) for number, word in enumerate(words) for box in pieces(word)]
    boxes = np.array([box for _, box in cut], np.float32).reshape(-1, 4)
    quads, index = measured(boxes, sheet, cv2.cvtColor(photo, cv2.COLOR_BGR2GRAY), lies)
    numbers = np.array([number for number, _ in cut], np.int32)
    return {
        "piece_quads": quads,
        "piece_index": index,
        "piece_word": numbers,
        "unsure_quads": photographed(np.array(unsure, np.float32).reshape(-1, 4), sheet, lies),
    }


def planned(
    count: int, seed: int, shares: Shares, printers: tuple[str, ...] = ("canvas",)
) -> Iterator[Task]:
    """Plan the shots: TAKES of each page."""
    for task in tasks(count, seed, shares):
        number = task.index // TAKES
        paper = variant(stream(seed, f"paper {number}"))
        yield reprinted(replace(task, variant=paper, page=number), printers, seed)


def variant(rng: np.random.Generator) -> str:
    """Choose what a page is."""
    if rng.random() < EMPTY_SHARE:
        return str(rng.choice(["blank", "back"]))
    return str(rng.choice(OTHERS if rng.random() < OTHER_SHARE else MAIN))


@lru_cache(maxsize=2)
def paper(path: Path) -> Reference:
    """Cut out the words of a real paper."""
    sheet = sheet_of(path)
    if sheet is None:
        raise ValueError(f"{path}: too little print that is known to be legible")
    return Reference.of(sheet)


def take(series: Series, papers: tuple[Path, ...], task: Task, folder: Path) -> None:
    """Take one shot and write photo, row and truth."""
    name = f"{task.index:05d}"
    if (folder / "rows" / f"{name}.json").exists():
        return
    if papers:
        path = papers[task.page % len(papers)]
        reference, of = paper(path), path.stem
    else:
        reference, of = page(series, task.variant, task.page), f"{series.seed}-{task.page}"
    result = taken(series, reference, recipe_of(series, task, reference.sheet, 0))
    shot, truth = result.shot, result.truth
    (folder / "photos" / f"{name}.jpg").write_bytes(shot.jpeg)
    np.savez(
        folder / "truth" / f"{name}.npz",
        quads=truth.quads,
        index=truth.index,
        in_frame=~truth.out,
        must_read=truth.must_read,
        **in_pieces(reference.sheet, shot.photo, shot.lies),
    )
    row = {
        "file": f"photos/{name}.jpg",
        "cause": "+".join(task.causes) or None,
        "quad": shot.lies.quad.round(1).tolist(),
        "page": of,
        "type": reference.sheet.type,
        "printer": "real" if papers else "html" if task.variant.startswith("html_") else "canvas",
        "label": truth.label(),
        "phone": result.recipe.phone,
        "light": result.recipe.light,
    }
    (folder / "rows" / f"{name}.json").write_text(json.dumps(row), encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=2400)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--mix", choices=MIXES, default="faults")
    parser.add_argument("--printer", choices=PRINTERS, default="canvas")
    parser.add_argument("--papers", type=Path, help="real papers that training.read_print read")
    parser.add_argument("--variants", nargs="*", default=[], help="draw pages of these alone")
    parser.add_argument("--jobs", type=int, default=1)
    chains.add_options(parser)
    options = parser.parse_args()
    for part in ("photos", "truth", "rows"):
        (options.folder / part).mkdir(parents=True, exist_ok=True)
    printers = PRINTERS[options.printer]
    series = Series(
        name="legibility",
        seed=options.seed,
        world=world(printers),
        chain=chains.chain(options.phone, options.light),
        photographed=tuple(sorted(options.surfaces.glob("*.jpg"))) if options.surfaces else (),
    )
    papers = tuple(sheets(options.papers)) if options.papers else ()
    planned_ = list(planned(options.count, options.seed, MIXES[options.mix], printers))
    if options.variants:
        several = options.variants
        planned_ = [replace(t, variant=several[t.page % len(several)]) for t in planned_]
    groups = [planned_[at : at + TAKES] for at in range(0, len(planned_), TAKES)]
    work = partial(_take_all, series, papers, folder=options.folder)
    with ProcessPoolExecutor(
        options.jobs, mp_context=get_context("spawn"), initializer=_quiet
    ) as pool:
        for _ in pool.map(work, groups):
            pass


def _take_all(series: Series, papers: tuple[Path, ...], group: list[Task], *, folder: Path) -> None:
    for task in group:
        take(series, papers, task, folder)


def _quiet() -> None:
    cv2.setNumThreads(1)


if __name__ == "__main__":
    main()
