"""The limit of a measure, and the outcome of comparing a value with it."""

import math
from enum import StrEnum
from typing import Self

from pydantic import BaseModel, ConfigDict, Field, model_validator


class StrictTable(BaseModel):
    """An immutable table that refuses unknown keys, and numbers that are none."""

    model_config = ConfigDict(extra="forbid", frozen=True, allow_inf_nan=False)


class Outcome(StrEnum):
    """The position of a value relative to its limit."""

    OK = "ok"
    TOO_LOW = "too_low"
    TOO_HIGH = "too_high"
    UNMEASURED = "unmeasured"


class Limit(StrictTable):
    """The values a measure may take, bounds included, in the measure's unit."""

    at_least: float = -math.inf
    at_most: float = math.inf
    unit: str
    source: str = Field(min_length=1)

    @model_validator(mode="after")
    def _has_a_bound(self) -> Self:
        if math.isinf(self.at_least) and math.isinf(self.at_most):
            raise ValueError("a limit needs at_least or at_most")
        return self

    def judge(self, value: float | None) -> Outcome:
        """Return the outcome for a value. NaN is never OK."""
        if value is None:
            return Outcome.UNMEASURED
        if self.at_least <= value <= self.at_most:
            return Outcome.OK
        return Outcome.TOO_LOW if value < self.at_least else Outcome.TOO_HIGH

    def strain(self, value: float) -> float:
        """Return the ratio of value and limit: below 1 inside the limit, 1 at it, above 1 beyond.

        Of a limit with two bounds, the upper one counts unless it is 0.
        """
        if value > self.at_most or (math.isfinite(self.at_most) and self.at_most > 0):
            return value / max(self.at_most, 1e-6)
        return self.at_least / max(value, 1e-6)


class MeasureLimit(Limit):
    """The limit of a measure."""

    meaning: str = Field(min_length=1)
    """What is measured, in a few words."""
