"""The settings of each document type: sizes, number, must-read zones and limits.

Read from `models/documents/<type>.toml`; a missing, unknown or impossible key is an error.
"""

from typing import Annotated, Literal, Self

from pydantic import Field, model_validator

from precheck.capture import Covers, Zone
from precheck.office.limit import Limit, StrictTable

Percent = Annotated[float, Field(ge=0, le=100)]
Millimetres = Annotated[float, Field(gt=0)]
PercentBox = tuple[Percent, Percent, Percent, Percent]
"""x from, y from, x to, y to in % of the upright page."""
MOST_COVERED = 0.5
"""Share of a must-read zone that may be masked; nothing of the number's own."""


class Form(StrictTable):
    """One printed layout of a document type."""

    sizes_mm: tuple[tuple[Millimetres, Millimetres], ...]
    """Width and height of each paper size, the commonest first; empty: any size."""
    typed: bool = False
    """Whether it was filled in by a typewriter."""


class Document(StrictTable):
    """One document type."""

    type: str
    forms: dict[str, Form] = Field(default_factory=dict)
    """Each printed layout, by the name that the page net and the layouts use."""
    number: Literal["kk", "nik", "akta", ""]
    """Kind of the document's own number; empty if it has none that is read."""
    masked: tuple[PercentBox, ...] = ()
    """Places of further people's numbers, covered wherever the document's own number is masked."""
    capitals_mm: Millimetres | None = None
    """Height of the capitals and digits of the smallest must-read print."""
    recognised: Limit
    """Minimum probability to name a sheet this type."""
    accept: Limit
    """Minimum `p_accept`."""
    zones: dict[str, PercentBox | dict[str, PercentBox]]
    """The must-read zones: one box on all forms, or a box a form."""

    @model_validator(mode="after")
    def _check_masked(self) -> Self:
        if any(x0 >= x1 or y0 >= y1 for x0, y0, x1, y1 in self.masked):
            raise ValueError("masked: each 'from' must be less than its 'to'")
        for name, zone in self.zones.items():
            for box in zone.values() if isinstance(zone, dict) else (zone,):
                share = max((_covered(box, place) for place in self.masked), default=0.0)
                if share > (0.0 if name == "number" else MOST_COVERED):
                    raise ValueError(f"masked: covers {share:.0%} of the zone {name}")
        return self

    @model_validator(mode="after")
    def _check_zones(self) -> Self:
        for name, zone in self.zones.items():
            boxes = zone if isinstance(zone, dict) else {"": zone}
            if isinstance(zone, dict) and (unknown := zone.keys() - self.forms.keys()):
                known = ", ".join(self.forms)
                raise ValueError(f"zone {name}: no form {min(unknown)}; known: {known}")
            if any(x0 >= x1 or y0 >= y1 for x0, y0, x1, y1 in boxes.values()):
                raise ValueError(f"zone {name}: each 'from' must be less than its 'to'")
        return self

    def shapes(self, form: str) -> tuple[float, ...]:
        """Return width / height of the upright form in each paper size; of all forms if unknown."""
        forms = [self.forms[form]] if form in self.forms else self.forms.values()
        return tuple(sorted({w / h for known in forms for w, h in known.sizes_mm}))

    def must_read(self, form: str) -> tuple[Zone, ...]:
        """Return the must-read zones of a form in shares of the page, the number's first."""
        known = self.forms.get(form)
        capitals = None
        if self.capitals_mm is not None and known is not None and known.sizes_mm:
            capitals = self.capitals_mm / known.sizes_mm[0][1]
        boxes = {
            name: zone.get(form) if isinstance(zone, dict) else zone
            for name, zone in self.zones.items()
        }
        return tuple(
            Zone(
                field=name,
                box=(box[0] / 100, box[1] / 100, box[2] / 100, box[3] / 100),
                covers=Covers.NUMBER if name == "number" else Covers.MUST_READ,
                capitals=capitals,
                typed=known is not None and known.typed,
            )
            for name, box in sorted(boxes.items(), key=lambda item: item[0] != "number")
            if box is not None
        )


def _covered(zone: PercentBox, place: PercentBox) -> float:
    """Return the share of a zone that a place covers, 0-1."""
    wide = min(zone[2], place[2]) - max(zone[0], place[0])
    tall = min(zone[3], place[3]) - max(zone[1], place[1])
    area = (zone[2] - zone[0]) * (zone[3] - zone[1])
    return max(wide, 0.0) * max(tall, 0.0) / area if area > 0 else 0.0
