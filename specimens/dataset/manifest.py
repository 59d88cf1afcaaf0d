"""The manifest row of a shot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from specimens.arrays import Field
from specimens.camera.recipe import Recipe, Setting
from specimens.camera.shoot import SpecimenShot
from specimens.dataset.plan import SPECIAL_CAUSES, Task
from specimens.faults import FAULT_UNITS, HIDDEN_FIELD_CAUSES, IN_TEXT_HEIGHTS, REASONS_BY_CAUSE
from specimens.sheet import DrawnSheet
from specimens.truth.legibility import Label, Truth

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class LabelledShot:
    """A shot, its truth and its recipe."""

    shot: SpecimenShot
    truth: Truth
    recipe: Recipe


def manifest_row(
    task: Task, sheet: DrawnSheet, result: LabelledShot, alone: Mapping[str, Truth]
) -> Row:
    """Return the manifest's row of a shot.

    alone: the truth with each of the faults alone.
    """
    main = max(alone, key=lambda cause: _damage(alone[cause]), default=None)
    label = Label.REPHOTO if main in SPECIAL_CAUSES else result.truth.label()
    return {
        "file": f"photos/{task.index:05d}.jpg",
        "label": str(label),
        "cause": "hidden_field" if main in HIDDEN_FIELD_CAUSES else main,
        "faults": [_fault(cause, result, alone[cause]) for cause in result.recipe.faults],
        "reasons": list(REASONS_BY_CAUSE[main]) if main else [],
        **(_no_document() if main == "no_document" else _document(sheet, result.shot)),
        **_legibility(result.truth),
        "text_px": round(result.shot.text_px, 2),
        "sheets": {"no_document": 0, "several": 2}.get(main or "", 1),
        "setting": str(task.setting),
        "screen": task.setting is Setting.SCREEN,
        "surface": result.shot.surface,
    }


def _document(sheet: DrawnSheet, shot: SpecimenShot) -> Row:
    """Return the sheet's type, geometry and number."""
    return {
        "type": sheet.type, "variant": sheet.variant, "quad": _rounded(shot.geometry.quad),
        "turn": shot.turn, "number": sheet.number, "number_kind": sheet.number_kind,
        "number_quad": _number_quad(sheet, shot),
    }  # fmt: skip


def _no_document() -> Row:
    """Return the same keys for a photo without a sheet."""
    absent = ("variant", "quad", "turn", "number", "number_kind", "number_quad")
    return {"type": "other"} | dict.fromkeys(absent)


def _legibility(truth: Truth) -> Row:
    """Return shares and minima of the words' legibility."""
    return {
        "lost": round(truth.lost_share, 4),
        "must_read_lost": round(truth.must_read_lost_share, 4),
        "out": round(float(truth.out_of_frame.mean()) if truth.out_of_frame.size else 0.0, 4),
        "number_index": _rounded_or_none(truth.number_index),
        "must_read_min": _rounded_or_none(_minimum(truth.index[truth.must_read])),
        "readable": round(truth.readable_share, 4),
    }


def _damage(truth: Truth) -> tuple[float, float]:
    """Return a sort key, higher is worse: lost must-read words, then mean illegibility."""
    needed = truth.index[truth.must_read] if truth.must_read.any() else truth.index
    return truth.must_read_lost_share, -float(needed.mean()) if needed.size else 0.0


def _fault(cause: str, result: LabelledShot, alone: Truth) -> Row:
    strength = result.shot.strengths[cause]
    if cause in IN_TEXT_HEIGHTS:
        strength *= result.shot.text_px
    named = "hidden_field" if cause in HIDDEN_FIELD_CAUSES else cause
    fault = {"cause": named, "strength": round(strength, 4), "unit": FAULT_UNITS[cause]}
    by = {"by": cause.removeprefix("hidden_")} if cause in HIDDEN_FIELD_CAUSES else {}
    return fault | by | {"lost": round(alone.must_read_lost_share, 4)}


def _number_quad(sheet: DrawnSheet, shot: SpecimenShot) -> list[list[float]] | None:
    if sheet.number_box is None:
        return None
    boxes_mm = np.array([sheet.number_box]) / sheet.px_per_mm
    return _rounded(shot.geometry.box_quads(boxes_mm)[0])


def _rounded(points: Field) -> list[list[float]]:
    return [[round(float(v), 1) for v in point] for point in points]


def _minimum(values: Field) -> float | None:
    return float(values.min()) if values.size else None


def _rounded_or_none(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
