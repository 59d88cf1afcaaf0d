"""The shots: documents with a number, faultless or with faults at all doses, drawn once.

They lie as any drawn set's do, photos/ and rows/, so that another set can be read instead.
"""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from precheck.parallel import unordered
from precheck.threads import one_thread
from specimens.plan import MAIN, Shares, Task, tasks
from specimens.sets import code_hash
from specimens.take import Series, batches, take
from specimens.world import Split, World

Row = dict[str, Any]
SEED = 19  # of no other set
PLANNED = 6400  # of which one in seven is another paper
SHARES = Shares(single=0.018, hidden=0.01, combined=0.08, special=0.0)
SERIES = Series(name="numbers", seed=SEED, world=World.of(Split.TEST))


def planned(count: int) -> list[Task]:
    """Return the first `count` tasks of one plan, all of documents that bear a number."""
    everything = tasks(PLANNED, SEED, SHARES)
    return [task for task in everything if task.variant in MAIN][:count]


def draw(folder: Path, count: int, jobs: int) -> Iterator[int]:
    """Draw the shots that are not there yet, yielding how many are; anew if specimens changed."""
    if count:
        _prepare(folder)
    left = [task for task in planned(count) if not _row_path(folder, task.index).exists()]
    done = count - len(left)
    yield done
    work = [(folder, group) for group in batches(left)]
    for drawn in unordered(_drawn, work, jobs):
        done += drawn
        yield done


def numbered(folder: Path) -> list[Row]:
    """Return the truth of a folder's shots whose number, and no other, is in the frame."""
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


def _drawn(work: tuple[Path, list[Task]]) -> int:
    one_thread()
    folder, group = work
    for task in group:
        row, result = take(SERIES, task)
        (folder / row["file"]).write_bytes(result.shot.jpeg)
        _row_path(folder, task.index).write_text(json.dumps(row), encoding="utf-8")
    return len(group)
