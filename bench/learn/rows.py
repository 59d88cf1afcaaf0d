"""Labelled photos as rows of features, as the service keeps them with a decision."""

import hashlib
import json
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path

import click

from precheck.check import check
from precheck.errors import PrecheckError
from precheck.library import reader
from precheck.options import Options
from precheck.runtime.models import models_version
from precheck.runtime.parallel import cores, map_unordered
from precheck.suite.check_shots import load_office
from precheck.suite.manifest import LabelledShot, read_suite


@dataclass(frozen=True, slots=True)
class Row:
    """One labelled photo on which `p_accept` decides."""

    page: str
    """The sheet of paper: of one sender."""
    type: str
    good: bool
    features: Sequence[float]


def rows(folder: Path, cache: Path) -> list[Row]:
    """Return a suite's rows, checked on all cores once and kept in a folder.

    Borderline photos and those on which something else decides are left out. cache: a new version
    of the models checks again.
    """
    name = f"{folder.resolve()} {models_version()}"
    kept = cache / f"{hashlib.sha256(name.encode()).hexdigest()[:16]}.json"
    if kept.is_file():
        return [Row(**row) for row in json.loads(kept.read_text(encoding="utf-8"))]
    found = sorted(_checked(folder), key=lambda row: (row.page, row.type, tuple(row.features)))
    cache.mkdir(parents=True, exist_ok=True)
    kept.write_text(json.dumps([asdict(row) for row in found]), encoding="utf-8")
    return found


def _checked(folder: Path) -> Iterable[Row]:
    labelled = [shot for shot in read_suite(folder) if shot.sheets <= 1 and (shot.good or shot.bad)]
    work = map_unordered(partial(_row, folder), labelled, cores())
    with click.progressbar(work, length=len(labelled), label=f"Checking {folder.name}") as bar:
        yield from (row for row in bar if row is not None)


def _row(folder: Path, shot: LabelledShot) -> Row | None:
    try:
        data = (folder / shot.file).read_bytes()
        result = check(data, Options(), load_office(None), reader())
    except PrecheckError:
        return None
    verdict = result.verdict
    if not result.features or verdict.p_accept == 0:
        return None
    return Row(shot.page or shot.file, verdict.document.type, shot.good, result.features)
