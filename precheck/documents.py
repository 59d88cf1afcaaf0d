"""What is known of each document type: its size, number, must-read zones and limits.

Read from `models/documents/<type>.toml`; a missing, unknown or impossible key is refused.
"""

import math
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from precheck.capture import Covers, Zone
from precheck.verdict import Limit

Percent = Annotated[float, Field(ge=0, le=100)]
Size = tuple[Annotated[float, Field(gt=0)], Annotated[float, Field(gt=0)]]
Box = tuple[Percent, Percent, Percent, Percent]
"""x from, y from, x to, y to in % of the upright page."""


def _with_inside(box: Box) -> Box:
    x0, y0, x1, y1 = box
    if x0 >= x1 or y0 >= y1:
        raise ValueError("each 'from' must lie before its 'to'")
    return box


class Strict(BaseModel):
    """A table that takes its own keys and no others, and never changes."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class LimitTable(Strict):
    """A limit as it stands in a file; one side at least."""

    at_least: float | None = None
    at_most: float | None = None
    unit: str
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _has_a_side(self) -> Self:
        if self.at_least is None and self.at_most is None:
            raise ValueError("a limit needs at_least or at_most")
        return self

    def limit(self) -> Limit:
        """Return the limit as the core uses it."""
        return Limit(
            at_least=-math.inf if self.at_least is None else self.at_least,
            at_most=math.inf if self.at_most is None else self.at_most,
            unit=self.unit,
            source=self.source,
        )


class Form(Strict):
    """One layout that a document type is printed in."""

    sizes_mm: tuple[Size, ...]
    """Width and height of each size that it comes in, the commonest first; none: any size."""
    typed: bool = False
    """Whether it was filled in by a typewriter."""


class Document(Strict):
    """One document type."""

    type: str
    forms: dict[str, Form] = Field(default_factory=dict)
    """Each layout it is printed in, by the name that the page net and the layouts know it by."""
    number: Literal["kk", "nik", "akta", ""]
    """Kind of the document's own number; empty where it has none that we read."""
    capitals_mm: Annotated[float, Field(gt=0)] | None = None
    """Height of the capitals and digits of the smallest print that must be read."""
    recognised: LimitTable
    """Probability from which a sheet is taken for this type."""
    accept: LimitTable
    """The one limit of `p_accept`."""
    zones: dict[str, Box | dict[str, Box]]
    """Where something must be read, on every form or by form."""

    @model_validator(mode="after")
    def _zones_have_an_inside(self) -> Self:
        for name, zone in self.zones.items():
            if isinstance(zone, dict) and (unknown := zone.keys() - self.forms.keys()):
                known = ", ".join(self.forms)
                raise ValueError(f"zone {name}: no form {min(unknown)}; known: {known}")
            for box in zone.values() if isinstance(zone, dict) else (zone,):
                try:
                    _with_inside(box)
                except ValueError as error:
                    raise ValueError(f"zone {name}: {error}") from error
        return self

    def shapes(self, form: str) -> tuple[float, ...]:
        """Return width over height of an upright form, in each of its sizes.

        Of a printing that is not known, those of all forms of the type.
        """
        forms = [self.forms[form]] if form in self.forms else self.forms.values()
        return tuple(sorted({w / h for known in forms for w, h in known.sizes_mm}))

    def _capitals(self, form: str) -> float | None:
        known = self.forms.get(form)
        if self.capitals_mm is None or known is None or not known.sizes_mm:
            return None
        return self.capitals_mm / known.sizes_mm[0][1]

    def must_read(self, form: str) -> tuple[Zone, ...]:
        """Return the must-read zones of a form in shares of the page, the number's first."""
        known = self.forms.get(form)
        boxes = {
            name: zone.get(form) if isinstance(zone, dict) else zone
            for name, zone in self.zones.items()
        }
        return tuple(
            Zone(
                field=name,
                box=_shares(box),
                covers=Covers.NUMBER if name == "number" else Covers.MUST_READ,
                capitals=self._capitals(form),
                typed=known is not None and known.typed,
            )
            for name, box in sorted(boxes.items(), key=lambda item: item[0] != "number")
            if box is not None
        )


def _shares(box: Box) -> tuple[float, float, float, float]:
    x0, y0, x1, y1 = box
    return x0 / 100, y0 / 100, x1 / 100, y1 / 100
