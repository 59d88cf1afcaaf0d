"""A measurement compared with its limit."""

from dataclasses import dataclass

from precheck.measurement import Measurement
from precheck.office.limit import Limit, Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One measurement and its limit."""

    code: str
    measurement: Measurement
    limit: Limit

    @property
    def outcome(self) -> Outcome:
        """Whether the value is within its limit, too low, too high or not measured."""
        return self.limit.judge(self.measurement.value)

    @property
    def crossed(self) -> bool:
        """Whether the value is outside its limit."""
        return self.outcome in (Outcome.TOO_LOW, Outcome.TOO_HIGH)

    @property
    def strain(self) -> float:
        """Ratio of value and limit, 1 at the limit; 0 if not measured."""
        value = self.measurement.value
        return 0.0 if value is None else self.limit.strain(value)
