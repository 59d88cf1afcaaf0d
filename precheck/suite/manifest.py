"""A suite's photos and what is true of them: `manifest.jsonl`, one JSON object a line.

An office's own row needs `file`, `type` and `label`; drawn specimens know much more.
"""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from precheck.errors import PrecheckError
from precheck.verdict import Code

Corner = tuple[float, float]
Quad = tuple[Corner, Corner, Corner, Corner]
"""Photo pixels, clockwise from the document's own top left; may lie outside the photo."""
Share = Annotated[float, Field(ge=0, le=1)]


class BadSuite(PrecheckError):
    """A suite whose manifest or limits cannot be used. QA mends it."""

    code = "bad_suite"


class Row(BaseModel):
    """An object of a file of rows, or a part of one; keys that only others use are left alone."""

    model_config = ConfigDict(extra="ignore", frozen=True)


class Fault(Row):
    """One thing that went wrong when the photo was taken."""

    cause: str
    strength: float
    """In the fault's own unit; more is worse."""
    unit: str = ""
    """What it is measured in; px are those of the photo."""


class Shot(Row):
    """One labelled photo."""

    file: str
    """Path of the photo in the suite's folder; its name in reports."""
    type: Literal["kk", "akta_kelahiran", "akta_kematian", "ktp", "other"]
    label: Literal["accept", "re-photo", "borderline"]
    """What a person decides; borderline shots are not scored."""
    cause: str | None = None
    """What spoils it most; None where nothing does or nobody said."""
    faults: tuple[Fault, ...] = ()
    reasons: tuple[Code, ...] = ()
    """Codes that are right to be named first."""
    quad: Quad | None = None
    turn: Literal[0, 90, 180, 270] | None = None
    """Clockwise degrees that bring the photo upright."""
    number: str | None = None
    number_index: float | None = None
    """Legibility of the number, 0–1."""
    lost: Share | None = None
    """Share of all words that cannot be read."""
    must_read_lost: Share | None = None
    """Share of the must-read words that cannot be read."""
    text_px: float | None = None
    """Height of the text that must be read, in pixels of the photo."""
    sheets: int = 1
    screen: bool = False
    """Whether it is the photo of a screen."""
    page: str | None = None
    """The page that was photographed, of which there may be further shots."""
    world: str | None = None
    """What a part of the suite was made by, such as printer and phone; each is measured alone."""

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
        """Whether the row tells the number; null tells that the paper has none."""
        return "number" in self.model_fields_set


def shots(folder: Path) -> tuple[Shot, ...]:
    """Read a suite's manifest. Raises BadSuite, naming line and key."""
    path = folder / "manifest.jsonl"
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadSuite(f"{path}: cannot be read: {error}.") from error
    found = tuple(_shot(line, f"{path}:{at}") for at, line in enumerate(lines, 1) if line.strip())
    if not found:
        raise BadSuite(f"{path}: holds no photo.")
    names = [shot.file for shot in found]
    if twice := {name for name in names if names.count(name) > 1}:
        raise BadSuite(f"{path}: {min(twice)} stands there more than once.")
    return found


def _shot(line: str, where: str) -> Shot:
    try:
        return Shot.model_validate_json(line)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise BadSuite(f"{where}: {key}: {first['msg']}.") from error
