"""Checks the photos of a suite on all cores."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any

from precheck.command import check_file
from precheck.office.calibration import SHIPPED, Calibration
from precheck.office.policy import Office
from precheck.options import Options
from precheck.suite.answers_file import answer_files, answers_key
from precheck.suite.manifest import LabelledShots
from precheck.suite.scored_shot import ScoredShot


@dataclass(frozen=True, slots=True)
class OfficeFiles:
    """What an office changes; nothing by default."""

    policy: Path | None = None
    """Its policy file."""
    calibration: Calibration = SHIPPED
    """What it learned."""


NO_FILES = OfficeFiles()


def check_shots(
    folder: Path,
    shots: LabelledShots,
    answers_path: Path,
    office: OfficeFiles = NO_FILES,
    *,
    jobs: int | None = None,
) -> Iterator[ScoredShot]:
    """Yield every shot with its answer, as `answer_files` does."""
    load_office(office.policy)  # raises BadPolicy before any photo is checked
    learned = office.calibration if office.calibration != SHIPPED else None
    by_file = {shot.file: shot for shot in shots}
    run_key = answers_key([folder / file for file in by_file], office.policy, learned)
    work = partial(check_shot, folder, office.policy)
    if learned:
        work = partial(_check_calibrated, folder, office)
    for file, answer in answer_files(work, by_file, answers_path, run_key, jobs=jobs):
        yield ScoredShot(by_file[file], answer)


def check_shot(folder: Path, policy: Path | None, file: str) -> tuple[str, dict[str, Any]]:
    """Check one photo; return its name and the JSON answer, or an object with `error`."""
    answer, _ = check_file(folder / file, Options(), load_office(policy))
    return file, answer


def _check_calibrated(folder: Path, office: OfficeFiles, file: str) -> tuple[str, dict[str, Any]]:
    """Check one photo under the office's calibration, as `check_shot` does."""
    learned = replace(load_office(office.policy), calibration=office.calibration)
    answer, _ = check_file(folder / file, Options(), learned)
    return file, answer


@cache
def load_office(policy: Path | None) -> Office:
    """Return the office's settings. Raises BadPolicy."""
    return Office.load(policy)
