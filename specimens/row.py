"""The manifest's row of a shot."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from specimens.arrays import Field
from specimens.camera.recipe import BY_TEXT, UNITS, Recipe, Setting
from specimens.camera.shoot import Shot
from specimens.causes import HIDDEN, REASONS
from specimens.plan import SPECIAL, Task
from specimens.sheet import Sheet
from specimens.truth import Label, Truth

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Taken:
    """A shot with its truth."""

    shot: Shot
    truth: Truth
    recipe: Recipe


def row(task: Task, sheet: Sheet, result: Taken, alone: Mapping[str, Truth]) -> Row:
    """Return the manifest's row of a shot.

    alone: the truth under each of the faults alone.
    """
    main = max(alone, key=lambda cause: _damage(alone[cause]), default=None)
    label = Label.REPHOTO if main in SPECIAL else result.truth.label()
    return {
        "file": f"photos/{task.index:05d}.jpg",
        "label": str(label),
        "cause": "hidden_field" if main in HIDDEN else main,
        "faults": [_fault(cause, result, alone[cause]) for cause in result.recipe.faults],
        "reasons": list(REASONS[main]) if main else [],
        **(_nothing() if main == "no_document" else _document(sheet, result.shot)),
        **_legibility(result.truth),
        "text_px": round(result.shot.text_px, 2),
        "sheets": {"no_document": 0, "several": 2}.get(main or "", 1),
        "setting": str(task.setting),
        "screen": task.setting is Setting.SCREEN,
        "surface": result.shot.surface,
    }


def _document(sheet: Sheet, shot: Shot) -> Row:
    """Return what the sheet is and where it lies."""
    return {
        "type": sheet.type,
        "variant": sheet.variant,
        "quad": _rounded(shot.lies.quad),
        "turn": shot.turn,
        "number": sheet.number,
        "number_kind": sheet.number_kind,
        "number_quad": _number_quad(sheet, shot),
    }


def _nothing() -> Row:
    """Return what is said of a photo without a sheet."""
    absent = ("variant", "quad", "turn", "number", "number_kind", "number_quad")
    return {"type": "other"} | dict.fromkeys(absent)


def _legibility(truth: Truth) -> Row:
    """Return the shares and the worst of the words' legibility."""
    return {
        "lost": round(truth.lost, 4),
        "must_read_lost": round(truth.must_read_lost, 4),
        "out": round(float(truth.out.mean()) if truth.out.size else 0.0, 4),
        "number_index": _shortened(truth.number_index),
        "must_read_min": _shortened(_least(truth.index[truth.must_read])),
        "readable": round(truth.readable, 4),
    }


def _damage(truth: Truth) -> tuple[float, float]:
    """Return how bad a shot is: must-read words lost, then illegibility in all."""
    needed = truth.index[truth.must_read] if truth.must_read.any() else truth.index
    return truth.must_read_lost, -float(needed.mean()) if needed.size else 0.0


def _fault(cause: str, result: Taken, alone: Truth) -> Row:
    strength = result.shot.strengths[cause]
    if cause in BY_TEXT:
        strength *= result.shot.text_px
    named = "hidden_field" if cause in HIDDEN else cause
    fault = {"cause": named, "strength": round(strength, 4), "unit": UNITS[cause]}
    by = {"by": cause.removeprefix("hidden_")} if cause in HIDDEN else {}
    return fault | by | {"lost": round(alone.must_read_lost, 4)}


def _number_quad(sheet: Sheet, shot: Shot) -> list[list[float]] | None:
    if sheet.number_box is None:
        return None
    x, y, width, height = np.array(sheet.number_box) / sheet.px_per_mm
    corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    return _rounded(shot.lies.to_photo(np.array([corners], np.float32))[0])


def _rounded(points: Field) -> list[list[float]]:
    return [[round(float(v), 1) for v in point] for point in points]


def _least(values: Field) -> float | None:
    return float(values.min()) if values.size else None


def _shortened(value: float | None) -> float | None:
    return None if value is None else round(value, 3)
