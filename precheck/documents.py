"""What is known of each document type: its size, number, must-read zones and limits.

Read from `models/documents/<type>.toml`; a missing, unknown or impossible key is refused.
"""

import math
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

from precheck.capture import Covers, Zone
from precheck.verdict import Limit

Percent = Annotated[float, Field(ge=0, le=100)]
Box = tuple[Percent, Percent, Percent, Percent]
"""x from, y from, x to, y to in % of the upright page."""


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


class Document(Strict):
    """One document type."""

    type: str
    sizes_mm: tuple[tuple[float, float], ...] = ()
    """Width and height of each size that it comes in, the commonest first."""
    number: Literal["kk", "nik", "akta", ""]
    """Kind of the document's own number; empty where it has none that we read."""
    capitals_mm: Annotated[float, Field(gt=0)] | None = None
    """Height of the capitals and digits of the smallest print that must be read."""
    recognised: LimitTable
    """Probability from which a sheet is taken for this type."""
    accept: LimitTable
    """The one limit of `p_accept`."""
    text_area: Box | None = None
    """The part of the upright page in which text stands, from side to side."""
    zones: dict[str, Box]

    @model_validator(mode="after")
    def _zones_have_an_inside(self) -> Self:
        boxes = {**self.zones, **({"text_area": self.text_area} if self.text_area else {})}
        for name, (x0, y0, x1, y1) in boxes.items():
            if x0 >= x1 or y0 >= y1:
                raise ValueError(f"zone {name}: each 'from' must lie before its 'to'")
        return self

    @property
    def shapes(self) -> tuple[float, ...]:
        """Width over height of the upright form, in each of its sizes."""
        return tuple(width / height for width, height in self.sizes_mm)

    def area(self) -> tuple[float, float, float, float] | None:
        """Return the text area in shares of the page."""
        if self.text_area is None:
            return None
        x0, y0, x1, y1 = self.text_area
        return (x0 / 100, y0 / 100, x1 / 100, y1 / 100)

    def _capitals(self) -> float | None:
        if self.capitals_mm is None or not self.sizes_mm:
            return None
        return self.capitals_mm / self.sizes_mm[0][1]

    def must_read(self) -> tuple[Zone, ...]:
        """Return the must-read zones in shares of the page, the number's first."""
        return tuple(
            Zone(
                field=name,
                box=(x0 / 100, y0 / 100, x1 / 100, y1 / 100),
                covers=Covers.NUMBER if name == "number" else Covers.MUST_READ,
                capitals=self._capitals(),
            )
            for name, (x0, y0, x1, y1) in sorted(
                self.zones.items(), key=lambda item: item[0] != "number"
            )
        )
