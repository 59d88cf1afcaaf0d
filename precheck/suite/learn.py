"""Calibrates the acceptance model on a labelled suite: photos in, `models/accept.json` out."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from precheck.check import Clock, looks
from precheck.command import reader
from precheck.decide import Evidence
from precheck.decode import decode
from precheck.errors import PrecheckError
from precheck.models_dir import MODELS
from precheck.number import NumberState
from precheck.options import Options
from precheck.parallel import cores, unordered
from precheck.suite.fit import Labels, Rows, Table, Weights, fit
from precheck.suite.manifest import Shot, shots
from precheck.suite.run import office
from precheck.verdict import Finding


@dataclass(frozen=True, slots=True)
class Lesson:
    """One labelled shot as the model sees it."""

    file: str
    looks: tuple[NDArray[np.float64], ...]
    """The features of each look."""
    good: bool
    page: str


def learn(folder: Path, *, also: Sequence[Path] = (), out: Path = MODELS / "accept.json") -> int:
    """Fit the acceptance model on the scored shots of suites; return how many taught it.

    Every suite counts the same in sum, however many shots it has. Shots that have nothing to judge
    (no document, blank sides), print out of the frame, an unread number or more than one sheet
    teach nothing: those decide by themselves. The same suites give the same model.
    """
    suites = [_lessons(each) for each in (folder, *also)]
    sources = map(_source, (folder, *also), suites)
    source = " · ".join([*sources, datetime.now(UTC).date().isoformat()])
    table = {"source": source, **_fitted(suites)}
    out.write_text(json.dumps(table) + "\n", encoding="utf-8")
    return sum(map(len, suites))


def _lessons(folder: Path) -> list[Lesson]:
    """Look at a suite's scored shots, but for those of several sheets."""
    scored = [shot for shot in shots(folder) if shot.sheets <= 1 and (shot.good or shot.bad)]
    lessons = unordered(partial(_lesson, folder), scored, cores())
    label = f"Looking at {folder.name}"
    with click.progressbar(lessons, length=len(scored), label=label) as bar:
        found = [lesson for lesson in bar if lesson is not None]
    return sorted(found, key=lambda lesson: lesson.file)


def _lesson(folder: Path, shot: Shot) -> Lesson | None:
    try:
        photo = decode((folder / shot.file).read_bytes())
    except PrecheckError:
        return None
    seen = list(looks(photo, Options(), office(None), reader(), Clock()))
    rows = tuple(features for _, features in seen if features is not None)
    if not rows or _decided(seen[0][0]):
        return None
    return Lesson(shot.file, rows, shot.good, shot.page or shot.file)


def _decided(evidence: Evidence) -> bool:
    """Say whether print out of the frame, or an unread number, decides by itself."""
    if evidence.number is not None and evidence.number.state is NumberState.UNREAD:
        return True
    limit = office(None).settings.limits["cropping"].limit()
    measured = evidence.measurements["cropping"]
    return Finding(code="cropping", measurement=measured, limit=limit).crossed


def _fitted(suites: Sequence[Sequence[Lesson]]) -> Table:
    """Fit one model for first and second looks."""
    lessons = [lesson for suite in suites for lesson in suite]
    looks_each = [len(lesson.looks) for lesson in lessons]
    each = [1 / (len(suite) * len(lesson.looks)) for suite in suites for lesson in suite]
    rows: Rows = np.concatenate([lesson.looks for lesson in lessons])
    good: Labels = np.repeat([lesson.good for lesson in lessons], looks_each)
    weights: Weights = np.repeat(each, looks_each)
    pages = [lesson.page for lesson in lessons for _ in lesson.looks]
    return fit(rows, good, weights / weights.mean(), pages)


def _source(folder: Path, lessons: Sequence[Lesson]) -> str:
    good = sum(lesson.good for lesson in lessons)
    return f"{folder.name}: {good} acceptable and {len(lessons) - good} unacceptable"
