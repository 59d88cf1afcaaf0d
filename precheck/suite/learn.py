"""Calibrates the acceptance model on a labelled suite: photos in, `models/accept.json` out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path
from typing import Any

import click
import numpy as np
from numpy.typing import NDArray

from precheck.accept import sure
from precheck.check import Clock, looks
from precheck.decide import Evidence
from precheck.decode import decode
from precheck.errors import PrecheckError
from precheck.models_dir import MODELS
from precheck.number import NumberState
from precheck.office import Office
from precheck.options import Options
from precheck.parallel import cores, unordered
from precheck.read import Reader, open_reader
from precheck.suite.fit import Labels, Rows, Table, Weights, fit
from precheck.suite.held import Held
from precheck.verdict import Finding

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Lesson:
    """One labelled shot as the model sees it."""

    file: str
    looks: tuple[NDArray[np.float64], ...]
    """The features of each look."""
    type: str
    good: bool
    page: str


def learn(
    folder: Path, *, also: Sequence[Path] = (), out: Path = MODELS / "accept.json"
) -> list[Held]:
    """Fit the acceptance model on the scored shots of suites; return each as a held-out one.

    Every suite counts the same in sum, however many shots it has. Shots that have nothing to judge
    (no document, blank sides), print out of the frame, an unread number or more than one sheet
    teach nothing: those decide by themselves. The same suites give the same model.
    """
    suites = [_lessons(each) for each in (folder, *also)]
    table, held = _fitted(suites)
    sources = map(_source, (folder, *also), suites)
    table = {"source": " · ".join([*sources, datetime.now(UTC).date().isoformat()]), **table}
    out.write_text(json.dumps(table) + "\n", encoding="utf-8")
    return held


def _lessons(folder: Path) -> list[Lesson]:
    """Look at a suite's scored shots, but for those of several sheets."""
    lines = (folder / "manifest.jsonl").read_text(encoding="utf-8").splitlines()
    rows = [row for row in map(json.loads, lines) if row.get("sheets", 1) <= 1]
    scored = [row for row in rows if row["label"] in ("accept", "re-photo")]
    work = partial(_lesson, folder)
    with click.progressbar(length=len(scored), label=f"Looking at {folder.name}") as bar:
        found = []
        for lesson in unordered(work, scored, cores()):
            bar.update(1)
            found += [lesson] if lesson is not None else []
    return sorted(found, key=lambda lesson: lesson.file)


def _lesson(folder: Path, row: Row) -> Lesson | None:
    try:
        photo = decode((folder / row["file"]).read_bytes())
    except PrecheckError:
        return None
    seen = list(looks(photo, Options(), _office(), _reader(), Clock()))
    rows = tuple(features for _, features in seen if features is not None)
    if not rows or _decided(seen[0][0]):
        return None
    good = row["label"] == "accept"
    return Lesson(row["file"], rows, row["type"], good, str(row.get("page", row["file"])))


def _decided(evidence: Evidence) -> bool:
    """Say whether print out of the frame, or an unread number, decides by itself."""
    if evidence.number is not None and evidence.number.state is NumberState.UNREAD:
        return True
    limit = _office().settings.limits["cropping"].limit()
    measured = evidence.measurements["cropping"]
    return Finding(code="cropping", measurement=measured, limit=limit).crossed


@cache
def _office() -> Office:
    return Office.load()


@cache
def _reader() -> Reader:
    return open_reader()


def _fitted(suites: Sequence[Sequence[Lesson]]) -> tuple[Table, list[Held]]:
    """Fit one model for first and second looks; return what the look that counts told of each."""
    lessons = [lesson for suite in suites for lesson in suite]
    each = [1 / (len(suite) * len(lesson.looks)) for suite in suites for lesson in suite]
    rows: Rows = np.stack([row for lesson in lessons for row in lesson.looks])
    good: Labels = np.array([lesson.good for lesson in lessons for _ in lesson.looks])
    weights: Weights = np.array(
        [weight for lesson, weight in zip(lessons, each, strict=True) for _ in lesson.looks]
    )
    pages = [lesson.page for lesson in lessons for _ in lesson.looks]
    table, told = fit(rows, good, weights / weights.mean(), pages)
    left = iter(told.tolist())
    return table, [
        Held(lesson.type, lesson.good, _counting([next(left) for _ in lesson.looks]))
        for lesson in lessons
    ]


def _counting(told: Sequence[float]) -> float:
    """Return the first probability that is sure, or the last."""
    return next((p_accept for p_accept in told if sure(p_accept)), told[-1])


def _source(folder: Path, lessons: Sequence[Lesson]) -> str:
    good = sum(lesson.good for lesson in lessons)
    return f"{folder.name}: {good} acceptable and {len(lessons) - good} unacceptable"
