"""Draws shots of documents with a number, without faults and with faults at all doses.

The folder has the layout of any drawn set, photos/ and rows/, so another set can be read instead.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from precheck.runtime.parallel import map_unordered
from precheck.runtime.process import prepare_process
from specimens.dataset.plan import MAIN_VARIANTS, Shares, Task, plan_tasks
from specimens.dataset.sets import code_hash
from specimens.dataset.shots import Series, group_by_page, take_shot
from specimens.world import Split, World

TruthRow = dict[str, Any]
NUMBERS_SEED = 19  # of no other set
PLANNED_TASKS = 6400  # one in seven is of a paper without a number
FAULT_SHARES = Shares(single=0.018, hidden=0.01, combined=0.08, special=0.0)
SERIES = Series(name="numbers", seed=NUMBERS_SEED, world=World.of(Split.TEST))


def planned(count: int) -> list[Task]:
    """Return the first `count` tasks for documents with a number."""
    all_tasks = plan_tasks(PLANNED_TASKS, NUMBERS_SEED, FAULT_SHARES)
    return [task for task in all_tasks if task.variant in MAIN_VARIANTS][:count]


def draw(folder: Path, count: int, jobs: int) -> Iterator[int]:
    """Draw missing shots, or all if the specimens' code changed; yield how many are drawn."""
    if count:
        _prepare(folder)
    left = [task for task in planned(count) if not _row_path(folder, task.index).exists()]
    done = count - len(left)
    yield done
    work = [(folder, group) for group in group_by_page(left)]
    for drawn in map_unordered(_draw_group, work, jobs):
        done += drawn
        yield done


def read_numbered(folder: Path) -> list[TruthRow]:
    """Return the rows of the shots of one sheet whose number is in the frame."""
    paths = sorted((folder / "rows").glob("*.json"))
    rows = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    return [row for row in rows if row["number_index"] is not None and row["sheets"] == 1]


def _prepare(folder: Path) -> None:
    stamp, mark = code_hash(), folder / "drawn.txt"
    if mark.exists() and mark.read_text(encoding="utf-8") != stamp:
        for path in (*folder.glob("photos/[0-9]*"), *folder.glob("rows/[0-9]*")):
            path.unlink()
    for part in ("photos", "rows"):
        (folder / part).mkdir(parents=True, exist_ok=True)
    mark.write_text(stamp, encoding="utf-8")


def _row_path(folder: Path, index: int) -> Path:
    return folder / "rows" / f"{index:05d}.json"


def _draw_group(work: tuple[Path, list[Task]]) -> int:
    prepare_process()
    folder, group = work
    for task in group:
        row, result = take_shot(SERIES, task)
        (folder / row["file"]).write_bytes(result.shot.jpeg)
        _row_path(folder, task.index).write_text(json.dumps(row), encoding="utf-8")
    return len(group)
