"""Reads a suite's manifest: `manifest.jsonl`, one JSON object a photo with its ground truth.

An office's own rows need `file`, `type` and `label`; drawn specimens have many more keys.
"""

import posixpath
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from precheck.decision.verdict import Code
from precheck.errors import PrecheckError
from precheck.options import DocumentType

Corner = tuple[float, float]
Quad = tuple[Corner, Corner, Corner, Corner]
"""Photo pixels, clockwise from the document's own top left; may lie outside the photo."""
Share = Annotated[float, Field(ge=0, le=1)]


class BadSuite(PrecheckError):
    """A suite with an invalid manifest or limits file."""

    code = "bad_suite"


class Record(BaseModel):
    """An object in a JSON file; unknown keys are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Fault(Record):
    """One fault of a photo."""

    cause: str
    strength: float
    """In `unit`; higher is worse."""
    unit: str = ""
    """`px`: pixels of the photo."""


class LabelledShot(Record):
    """One labelled photo."""

    file: str
    """Path in the suite's folder; the name in reports."""
    type: DocumentType
    label: Literal["accept", "re-photo", "borderline"]
    """A person's decision; borderline shots are not scored."""
    cause: str | None = None
    """The worst fault; None if there is none or it is unknown."""
    faults: tuple[Fault, ...] = ()
    reasons: tuple[Code, ...] = ()
    """Codes that are right as first reason."""
    quad: Quad | None = None
    turn: Literal[0, 90, 180, 270] | None = None
    """Clockwise degrees to upright."""
    number: str | None = None
    number_index: float | None = None
    """Legibility of the number, 0–1; higher is better."""
    lost: Share | None = None
    """Illegible share of all words."""
    must_read_lost: Share | None = None
    """Illegible share of the must-read words."""
    text_px: float | None = None
    """Height of the must-read text in pixels of the photo."""
    sheets: int = 1
    screen: bool = False
    """Whether a screen was photographed."""
    page: str | None = None
    """The photographed page, which other shots may share."""
    world: str | None = None
    """Source of a part of the suite, such as printer and phone; each part has its own figures."""

    @property
    def good(self) -> bool:
        """Whether it should be accepted."""
        return self.label == "accept"

    @property
    def bad(self) -> bool:
        """Whether it should be sent back."""
        return self.label == "re-photo"

    @property
    def number_known(self) -> bool:
        """Whether the row has the key `number`; null means that the paper has none."""
        return "number" in self.model_fields_set


LabelledShots = Sequence[LabelledShot]


def read_suite(folder: Path) -> tuple[LabelledShot, ...]:
    """Read a suite's shots, whose photos are all there. Raises BadSuite.

    A photo that is missing is a fault of the suite: measured, it would count as sent back.
    """
    shots = read_manifest(folder)
    missing = [shot.file for shot in shots if not (folder / shot.file).is_file()]
    if missing:
        raise BadSuite(
            f"{folder}: manifest.jsonl lists {len(missing)} of {len(shots)} photos that are not "
            f"there, the first {missing[0]}. Restore them, or correct the manifest."
        )
    return shots


def read_manifest(folder: Path) -> tuple[LabelledShot, ...]:
    """Read a suite's shots. Raises BadSuite with line and key."""
    path = folder / "manifest.jsonl"
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise BadSuite(f"{path}: cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise BadSuite(f"{path}: cannot be read: it is not UTF-8.") from error
    shots = tuple(_shot(line, f"{path}:{at}") for at, line in enumerate(lines, 1) if line.strip())
    if not shots:
        raise BadSuite(f"{path}: holds no photo.")
    counts = Counter(posixpath.normpath(shot.file) for shot in shots)
    if repeated := {name for name, count in counts.items() if count > 1}:
        raise BadSuite(f"{path}: {min(repeated)} is listed more than once.")
    return shots


def _shot(line: str, where: str) -> LabelledShot:
    try:
        return LabelledShot.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        what = f"{key}: {first['msg']}" if key else first["msg"]
        raise BadSuite(f"{where}: {what}.") from error
