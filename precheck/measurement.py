"""The result of a measure: a value and where it applies, on the page's cells or in the photo."""

from dataclasses import dataclass, field

import numpy as np

from precheck.capture import Covers, Grid, Mask, Points, Side


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Area:
    """Cells of the flattened page that a measure's value applies to."""

    cells: Mask
    side: Side | None = None
    """The page's side it belongs to; None: the side nearest to the cells, if one is near."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class PageMeasurement:
    """A measure's value in its own unit, and the cells of the flattened page it applies to."""

    value: float | None
    """None where it cannot be measured."""
    cost: Grid = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    """H × W: share of the must-read text that each cell loses to the fault, 0–1."""
    areas: tuple[Area, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A region of the photo that a measure's value applies to."""

    polygon: Points
    """N × 2 photo pixels."""
    side: Side | None = None
    covers: Covers = Covers.MARGIN
    share: float = 0.0
    """Share of the must-read text lost in it, 0–1. Lower is better."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measurement:
    """A measure's value in its own unit, and the places of the photo it applies to."""

    value: float | None
    places: tuple[Place, ...] = ()
    """Largest share of must-read text first."""

    @property
    def share(self) -> float:
        """Share of the must-read text lost in all places together, 0–1. Lower is better."""
        return min(1.0, sum(place.share for place in self.places))
