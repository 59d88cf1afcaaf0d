"""Draws labelled shots of the training world, for the acceptance model to learn from as well.

    python -m training.lessons DIR [--count 3600] [--seed 21] [--jobs 2]
    precheck suite calibrate CALIBRATION --also DIR

They are planned as the calibration set's are, in other print on other paper, of layouts that stray
further. A folder that was begun goes on.
"""

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

import cv2

from specimens.plan import Task
from specimens.sets import SETS
from specimens.take import Series, batches, saved, take
from training.world import world


def draw(folder: Path, seed: int, group: list[Task]) -> int:
    """Draw the shots of a group that are not there yet; return how many the group has."""
    cv2.setNumThreads(1)
    series = Series(name="lessons", seed=seed, world=world())
    for task in group:
        path = row_path(folder, task)
        if path.exists():
            continue
        row, result = take(series, task)
        saved(folder, task, result)
        part = path.with_suffix(".part")
        part.write_text(json.dumps(row), encoding="utf-8")
        part.replace(path)
    return len(group)


def row_path(folder: Path, task: Task) -> Path:
    return folder / "rows" / f"{task.index:05d}.json"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--count", type=int, default=3600)
    parser.add_argument("--seed", type=int, default=21)
    parser.add_argument("--jobs", type=int, default=2)
    options = parser.parse_args()
    for part in ("photos", "truth", "rows"):
        (options.folder / part).mkdir(parents=True, exist_ok=True)
    planned = SETS["calibration"].tasks(options.count, options.seed)
    done = 0
    with ProcessPoolExecutor(options.jobs, mp_context=get_context("spawn")) as pool:
        for number in pool.map(partial(draw, options.folder, options.seed), batches(planned)):
            done += number
            print(f"{done} of {options.count}", end="\r", file=sys.stderr, flush=True)
    rows = [row_path(options.folder, task).read_text(encoding="utf-8") for task in planned]
    (options.folder / "manifest.jsonl").write_text("\n".join(rows) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
