"""Checks the photos of a suite on all cores and stores each answer at once.

The first line of the file of answers is a hash of all that decides them: photos, code, models and
policy. A run with the same hash continues the file; any other run starts a new file.
"""

import hashlib
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path
from typing import Any, TextIO

from precheck.command import check_file
from precheck.office.calibration import SHIPPED, Calibration
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.models import models_version
from precheck.runtime.parallel import cores, map_unordered
from precheck.suite.manifest import LabelledShots
from precheck.suite.scored_shot import ScoredShot

PACKAGE = Path(__file__).resolve().parent.parent
CODE_SUFFIXES = (".py", ".toml", ".tsv")
"""Files of the package that decide answers."""


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
    """Yield every shot with its answer: first those in the file, then each as it is checked.

    jobs: processes; None: one a core.
    """
    load_office(office.policy)  # raises BadPolicy before any photo is checked
    run_key = answers_key(folder, shots, office)
    stored = _stored_answers(answers_path, run_key)
    yield from (ScoredShot(s, stored[s.file]) for s in shots if s.file in stored)
    left = {shot.file: shot for shot in shots if shot.file not in stored}
    work = partial(check_shot, folder, office.policy)
    if office.calibration != SHIPPED:
        work = partial(_check_calibrated, folder, office)
    with _open_to_append(answers_path, run_key, fresh=not stored) as out:
        for file, answer in map_unordered(work, left, jobs or cores()):
            out.write(json.dumps({"file": file, "answer": answer}) + "\n")
            out.flush()
            yield ScoredShot(left[file], answer)


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


def answers_key(folder: Path, shots: LabelledShots, office: OfficeFiles) -> str:
    """Return a hash of everything that decides the answers."""
    learned = office.calibration
    total = hashlib.sha256(models_version().encode())
    if learned != SHIPPED:
        values = (learned.slope, learned.offset, *sorted(learned.offsets.items()))
        total.update(repr(values).encode())
    code = [
        path
        for path in PACKAGE.rglob("*")
        if path.suffix in CODE_SUFFIXES and not path.is_relative_to(PACKAGE / "suite")
    ]
    for path in sorted([*code, *([office.policy] if office.policy else [])]):
        total.update(path.name.encode() + path.read_bytes())
    for path in sorted(folder / shot.file for shot in shots):
        stat = path.stat() if path.exists() else None
        total.update(f"{path.name} {stat and (stat.st_size, stat.st_mtime_ns)}".encode())
    return total.hexdigest()[:16]


def _stored_answers(path: Path, run_key: str) -> dict[str, dict[str, Any]]:
    """Return the answers of a run with the same key, without an incomplete last line."""
    if not path.exists():
        return {}
    first, *lines = path.read_text(encoding="utf-8").split("\n")
    if first != run_key:
        return {}
    rows = [json.loads(line) for line in lines[:-1]]
    return {row["file"]: row["answer"] for row in rows}


@contextmanager
def _open_to_append(path: Path, run_key: str, *, fresh: bool) -> Iterator[TextIO]:
    """Open the file of answers after its last complete line, or with only its key."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if fresh:
        path.write_text(run_key + "\n", encoding="utf-8")
    else:
        data = path.read_bytes()
        path.write_bytes(data[: data.rindex(b"\n") + 1])
    with path.open("a", encoding="utf-8") as out:
        yield out
