"""Calibrates the acceptance model on labelled suites and writes `models/accept.json`."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from precheck.check import evidence_by_pass
from precheck.command import reader
from precheck.decision.verdict import Finding, Observation
from precheck.decode.file import decode
from precheck.errors import PrecheckError
from precheck.number.result import NumberState
from precheck.options import Options
from precheck.runtime.clock import Clock
from precheck.runtime.models import MODELS
from precheck.runtime.parallel import cores, map_unordered
from precheck.suite.calibration.boosted_trees import ModelTable, fit_acceptance
from precheck.suite.check_shots import load_office
from precheck.suite.manifest import LabelledShot, read_manifest


@dataclass(frozen=True, slots=True)
class TrainingShot:
    """One labelled shot as features."""

    file: str
    features: tuple[NDArray[np.float64], ...]
    """Of each pass over the photo."""
    good: bool
    page: str


def calibrate_acceptance(
    folder: Path, *, also: Sequence[Path] = (), out: Path = MODELS / "accept.json"
) -> int:
    """Fit the acceptance model on the scored shots of suites; return the number of shots used.

    Each suite has the same weight in sum. Shots are left out if something else decides them: no
    document, a blank side, print out of the frame, an unread number, several sheets.
    """
    suites = [_training_shots(each) for each in (folder, *also)]
    sources = map(_source, (folder, *also), suites)
    source = " · ".join([*sources, datetime.now(UTC).date().isoformat()])
    table = {"source": source, **_fit(suites)}
    out.write_text(json.dumps(table) + "\n", encoding="utf-8")
    return sum(map(len, suites))


def _training_shots(folder: Path) -> list[TrainingShot]:
    labelled = [s for s in read_manifest(folder) if s.sheets <= 1 and (s.good or s.bad)]
    work = map_unordered(partial(_training_shot, folder), labelled, cores())
    with click.progressbar(work, length=len(labelled), label=f"Checking {folder.name}") as bar:
        used = [shot for shot in bar if shot is not None]
    return sorted(used, key=lambda shot: shot.file)


def _training_shot(folder: Path, shot: LabelledShot) -> TrainingShot | None:
    try:
        photo = decode((folder / shot.file).read_bytes())
    except PrecheckError:
        return None
    passes = list(evidence_by_pass(photo, Options(), load_office(None), reader(), Clock()))
    rows = tuple(features for _, features in passes if features is not None)
    if not rows or _decided_otherwise(passes[0][0]):
        return None
    return TrainingShot(shot.file, rows, shot.good, shot.page or shot.file)


def _decided_otherwise(evidence: Observation) -> bool:
    """Return whether an unread number or print out of the frame decides, whatever p_accept is."""
    if evidence.number is not None and evidence.number.state is NumberState.UNREAD:
        return True
    limit = load_office(None).settings.limits["cropping"]
    measurement = evidence.measurements["cropping"]
    return Finding(code="cropping", measurement=measurement, limit=limit).crossed


def _fit(suites: Sequence[Sequence[TrainingShot]]) -> ModelTable:
    """Fit one model on all passes; the passes of a shot share its weight."""
    shots = [shot for suite in suites for shot in suite]
    passes_each = [len(shot.features) for shot in shots]
    weight_each = [1 / (len(suite) * len(shot.features)) for suite in suites for shot in suite]
    weights = np.repeat(weight_each, passes_each)
    return fit_acceptance(
        np.concatenate([shot.features for shot in shots]),
        np.repeat([shot.good for shot in shots], passes_each),
        weights / weights.mean(),
        [shot.page for shot in shots for _ in shot.features],
    )


def _source(folder: Path, shots: Sequence[TrainingShot]) -> str:
    good = sum(shot.good for shot in shots)
    return f"{folder.name}: {good} acceptable and {len(shots) - good} unacceptable"
