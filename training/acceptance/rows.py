"""The features of cached evidence, one row for each labelled photo and edit."""

import hashlib
import pickle
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

import precheck
from precheck.decision.features import features
from precheck.loss.loss import Loss
from precheck.runtime.parallel import cores, map_unordered
from precheck.suite.manifest import LabelledShot, read_suite
from training.acceptance.evidence import evidence_of, nets_digest

PACKAGE = Path(precheck.__file__).parent


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One photo after one edit."""

    file: str
    page: str
    edit: str
    label: str
    """accept, re-photo or borderline."""
    features: NDArray[np.float64]
    decided: bool
    """Whether a rule decides, whatever p_accept is."""


def rows_of(folder: Path, kept: Path) -> list[Row]:
    """Return the rows of a suite, of photos of one sheet, in the order of their files.

    They are kept in the cache as long as the code that makes them is the same.
    """
    stored = kept / f"rows-{_digest(folder)}.pickle"
    if stored.is_file():
        rows: list[Row] = pickle.loads(stored.read_bytes())  # noqa: S301 - own file
        return rows
    shots = [shot for shot in read_suite(folder) if shot.sheets <= 1]
    found = map_unordered(partial(_rows, folder, kept), shots, cores())
    rows = sorted((row for rows in found for row in rows), key=lambda row: row.file)
    stored.write_bytes(pickle.dumps(rows))
    return rows


def _digest(folder: Path) -> str:
    total = hashlib.sha256((folder / "manifest.jsonl").read_bytes() + nets_digest().encode())
    for path in sorted(path for name in ("decision", "loss", "text")
                       for path in (PACKAGE / name).glob("*.py")):  # fmt: skip
        total.update(path.read_bytes())
    return f"{folder.name}-{total.hexdigest()[:12]}"


def _rows(folder: Path, kept: Path, shot: LabelledShot) -> list[Row]:
    return [
        Row(
            file=shot.file,
            page=shot.page or shot.file,
            edit=edit,
            label=shot.label,
            features=features(Loss.of(found.capture), found.number),
            decided=found.decided,
        )
        for _, edit, found in evidence_of(folder, [shot], kept)
    ]
