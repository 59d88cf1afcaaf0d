"""One figure of a suite."""

from dataclasses import dataclass

from precheck.suite.figures.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A value over the shots with the ground truth for it."""

    name: str
    value: float | None
    """None if there is no such shot."""
    rate: Rate | None = None
    """Counts of a figure that is a share."""
    lower_is_better: bool = False

    @property
    def errors(self) -> int | None:
        """Number of wrong shots; None for a figure that is no share."""
        if self.rate is None:
            return None
        return self.rate.hits if self.lower_is_better else self.rate.of - self.rate.hits
