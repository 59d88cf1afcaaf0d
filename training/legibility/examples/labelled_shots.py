"""The shots of a labelled set: photo, truth and corners."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from precheck.text.legibility_net import CODES
from specimens.faults import REASONS_BY_CAUSE
from training.acceptance.left_out import is_of_world


@dataclass(frozen=True, slots=True, kw_only=True)
class LabelledPhoto:
    """The files of one shot of `training.legibility.shots` or `specimens draw`, and its labels."""

    photo: Path
    truth: Path
    sheet: list[list[float]]
    cause: str
    reasons: tuple[int, ...]
    page: str
    """Identifier of the page; all shots of a page are held out together."""


def find_shots(folder: Path, without: str = "") -> list[LabelledPhoto]:
    """Return the shots of a folder that show a sheet; the set may be incomplete.

    without: a printer, phone or light to leave out, see `training.acceptance.left_out`. Raises
    FileNotFoundError without any shot.
    """
    rows = [(file, json.loads(file.read_text())) for file in sorted(folder.glob("rows/*.json"))]
    if not rows:
        message = f"No drawn shots in {folder}: draw them by training.legibility.shots"
        raise FileNotFoundError(message)
    return [
        LabelledPhoto(
            photo=folder / row["file"], truth=folder / "truth" / f"{file.stem}.npz",
            sheet=row["quad"], cause=row["cause"] or "none", reasons=_reasons(row),
            page=row["page"],
        )
        for file, row in rows
        if row["quad"] is not None and not (without and is_of_world(row, without))
    ]  # fmt: skip


def _reasons(row: dict[str, Any]) -> tuple[int, ...]:
    """Return the reasons of a shot with one fault."""
    faults = row.get("faults", [])
    codes = row["reasons"] if len(faults) == 1 else REASONS_BY_CAUSE.get(row["cause"] or "", ())
    return tuple(CODES.index(code) for code in codes if code in CODES)
