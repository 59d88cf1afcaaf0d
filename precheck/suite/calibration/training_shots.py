"""Labelled shots as features of the acceptance model, checked on all cores.

Apart from the fit, so that the processes that check do not load scikit-learn.
"""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click
import numpy as np
from numpy.typing import NDArray

from precheck.check import observe
from precheck.decision.features import features
from precheck.decision.verdict import Finding, Observation
from precheck.decode.file import decode
from precheck.errors import PrecheckError
from precheck.library import reader
from precheck.number.result import NumberState
from precheck.options import Options
from precheck.runtime.clock import Clock
from precheck.runtime.parallel import cores, map_unordered
from precheck.suite.check_shots import load_office
from precheck.suite.manifest import LabelledShot, read_suite


@dataclass(frozen=True, slots=True)
class TrainingShot:
    """One labelled shot as features."""

    file: str
    features: NDArray[np.float64]
    good: bool
    page: str


def training_shots(folder: Path) -> list[TrainingShot]:
    """Return the shots of a suite that the model alone decides, in the order of their files."""
    labelled = [s for s in read_suite(folder) if s.sheets <= 1 and (s.good or s.bad)]
    work = map_unordered(partial(_training_shot, folder), labelled, cores())
    with click.progressbar(work, length=len(labelled), label=f"Checking {folder.name}") as bar:
        used = [shot for shot in bar if shot is not None]
    return sorted(used, key=lambda shot: shot.file)


def _training_shot(folder: Path, shot: LabelledShot) -> TrainingShot | None:
    try:
        photo = decode((folder / shot.file).read_bytes())
    except PrecheckError:
        return None
    evidence, loss = observe(photo, Options(), load_office(None), reader(), Clock())
    if loss is None or decided_otherwise(evidence):
        return None
    row = features(loss, evidence.number)
    return TrainingShot(shot.file, row, shot.good, shot.page or shot.file)


def decided_otherwise(evidence: Observation) -> bool:
    """Return whether an unread number or print out of the frame decides, whatever p_accept is."""
    if evidence.number is not None and evidence.number.state is NumberState.UNREAD:
        return True
    limit = load_office(None).settings.limits["cropping"]
    measurement = evidence.measurements["cropping"]
    cut = Finding(code="cropping", measurement=measurement, limit=limit).crossed
    return cut and bool(evidence.subject.form)
