"""One figure of a suite."""

from dataclasses import dataclass

from precheck.suite.rates import Rate


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was found over the shots that tell something about it."""

    name: str
    value: float | None
    """None where no shot does."""
    rate: Rate | None = None
    """Hits of how many, where it is a share."""
    lower_is_better: bool = False

    @property
    def errors(self) -> int | None:
        """How many shots are wrong by it; None for what is no share."""
        if self.rate is None:
            return None
        return self.rate.hits if self.lower_is_better else self.rate.of - self.rate.hits
