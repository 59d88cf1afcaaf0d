"""Draws whole sets: in parallel, resumable, cached by seed and code."""

import json
from collections.abc import Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

import cv2

from specimens.camera.chain import DEFAULT_CHAIN, Chain
from specimens.dataset.plan import Shares, Task, plan_fixtures, plan_tasks, with_printer
from specimens.dataset.shots import Series, group_by_page, save_shot, take_shot
from specimens.world import PRINTERS, Split, World


@dataclass(frozen=True, slots=True, kw_only=True)
class SetPlan:
    """A named set."""

    count: int
    seed: int
    world: Split
    shares: Shares | None
    """None: a few shots of everything, sent as small files."""
    printers: tuple[str, ...] = ("canvas",)
    chain: Chain = DEFAULT_CHAIN
    """Its phones and lights."""

    def tasks(self, count: int, seed: int) -> list[Task]:
        """Return the shots of the set."""
        if self.shares is None:
            return plan_fixtures(seed)[:count]
        return plan_tasks(count, seed, self.shares)


FIXTURE_COUNT = len(plan_fixtures(0))
SETS: Mapping[str, SetPlan] = {
    "training": SetPlan(count=2500, seed=11, world=Split.TRAINING, shares=Shares()),
    "calibration": SetPlan(
        count=4800, seed=12, world=Split.CALIBRATION,
        shares=Shares(single=0.026, hidden=0.04, combined=0.06, special=0.01),
    ),
    "test": SetPlan(
        count=4000, seed=62, world=Split.TEST,
        shares=Shares(single=0.034, hidden=0.016, combined=0.036, special=0.0146),
        printers=PRINTERS, chain=Chain(phones=("plain", "linear"), lights=("usual", "other")),
    ),
    "fixtures": SetPlan(count=FIXTURE_COUNT, seed=14, world=Split.TEST, shares=None),
}  # fmt: skip
"""Every set that can be drawn, by name."""
CODE_FOLDER = Path(__file__).parents[1]


def code_hash() -> str:
    """Return a hash of all code and word lists of this package."""
    total = sha256()
    for path in sorted(
        [*CODE_FOLDER.rglob("*.py"), *CODE_FOLDER.rglob("*.toml"), *CODE_FOLDER.rglob("*.js")]
    ):
        total.update(path.relative_to(CODE_FOLDER).as_posix().encode() + path.read_bytes())
    return total.hexdigest()[:16]


def draw_set(
    name: str,
    folder: Path,
    count: int | None = None,
    seed: int | None = None,
    photographed: Path | None = None,
    jobs: int = 1,
    world: World | None = None,
    shares: Shares | None = None,
    chain: Chain | None = None,
) -> Iterator[tuple[int, int]]:
    """Draw a set into a folder, yielding (shots done, shots in all) as it goes.

    A set of another code or seed is drawn from scratch; an interrupted one is continued.
    photographed: folder of surfaces. world, shares, chain: instead of the set's own.
    """
    plan = SETS[name] if shares is None else replace(SETS[name], shares=shares)
    count, seed = count or plan.count, plan.seed if seed is None else seed
    surfaces = tuple(sorted(photographed.glob("*.jpg"))) if photographed else ()
    small = plan.shares is None
    world = world or replace(World.of(plan.world), printers=plan.printers)
    chain = chain or plan.chain
    series = Series(
        name=name, seed=seed, world=world, photographed=surfaces, small=small, chain=chain
    )
    laid = [path.name for path in surfaces]
    mix = "" if shares is None else f" {shares}"
    mix += "" if chain == DEFAULT_CHAIN else f" {chain.name}"
    by = "" if world.printers == ("canvas",) else f" by {world.printers}"
    stamp = f"{name} in {world.name}{by} {count} {seed} {laid}{mix} {code_hash()}"
    _prepare(folder, stamp)
    planned = [with_printer(task, world.printers, seed) for task in plan.tasks(count, seed)]
    left = [task for task in planned if not _row_path(folder, task.index).exists()]
    done = count - len(left)
    yield done, count
    groups = group_by_page(left)
    spawn = get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=spawn, initializer=_quiet) as pool:
        for number in pool.map(_draw, [(folder, series, group) for group in groups]):
            done += number
            yield done, count
    _write_manifest(folder, count)


def _quiet() -> None:
    cv2.setNumThreads(1)


def _prepare(folder: Path, stamp: str) -> None:
    """Make the folders; empty them where their stamp differs."""
    mark = folder / "drawn.txt"
    if mark.exists() and mark.read_text() != stamp:
        for part in ("photos", "truth", "rows"):
            for path in (folder / part).glob("[0-9]*"):
                path.unlink()
    for part in ("photos", "truth", "rows"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    mark.write_text(stamp)


def _row_path(folder: Path, index: int) -> Path:
    return folder / "rows" / f"{index:05d}.json"


def _draw(work: tuple[Path, Series, list[Task]]) -> int:
    folder, series, group = work
    for task in group:
        row, result = take_shot(series, task)
        save_shot(folder, task, result)
        path = _row_path(folder, task.index)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(row))
        part.replace(path)
    return len(group)


def _write_manifest(folder: Path, count: int) -> None:
    """Write the manifest."""
    rows = [_row_path(folder, index).read_text() for index in range(count)]
    (folder / "manifest.jsonl").write_text("\n".join(rows) + "\n")
