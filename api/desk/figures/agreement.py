"""Agreement of officers with the automatic verdicts, weighted by inverse sampling probability."""

from dataclasses import dataclass

from api.desk.figures.sums import Sums, WeightedSum
from precheck.suite.figures.figure import wilson_interval


@dataclass(frozen=True, slots=True)
class WeightedShare:
    """A share of weighted decisions."""

    value: float | None
    """0–1; None without decisions."""
    low: float
    high: float
    """95 % Wilson interval for the effective sample size of the weights (Kish, 1965)."""
    of: int
    """Number of decisions."""

    @classmethod
    def over(cls, sums: WeightedSum) -> "WeightedShare":
        """Return the share of the hits."""
        if not sums.weight:
            return cls(None, 0.0, 1.0, 0)
        value = sums.hits / sums.weight
        return cls(value, *wilson_interval(value, sums.weight**2 / sums.squares), sums.of)


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """Figures of officers' decisions against the automatic verdicts."""

    decisions: int
    overrides: int
    """Decisions that differ from the verdict; like `decisions`, of all of them."""
    override: WeightedShare
    false_re_photo: WeightedShare
    """Share of re-photo verdicts among the photos that officers accept."""
    false_accept: WeightedShare
    """Share of accept verdicts among the photos that officers send back."""
    needless: WeightedShare
    """Share of the photos that officers accept among the re-photo verdicts."""
    calibration_error: float | None
    """Expected calibration error of p_accept, 0–1. Lower is better."""
    sampled: int
    """Sampled sure verdicts. If 0, the shares describe unsure verdicts alone."""
    weightless: int
    """Decisions on photos that were not selected for the queue: no share includes them."""


def agreement(sums: Sums) -> Agreement:
    """Compare officers' decisions with the automatic verdicts."""
    return Agreement(
        decisions=sums.decisions,
        overrides=sums.overrides,
        override=WeightedShare.over(sums.override),
        false_re_photo=WeightedShare.over(sums.false_re_photo),
        false_accept=WeightedShare.over(sums.false_accept),
        needless=WeightedShare.over(sums.needless),
        calibration_error=_calibration_error(sums),
        sampled=sums.sampled,
        weightless=sums.weightless,
    )


def _calibration_error(sums: Sums) -> float | None:
    """Return the expected calibration error; None without decisions."""
    if not sums.override.weight:
        return None
    off = (abs(p - a) for p, a in zip(sums.predicted, sums.readable, strict=True))
    return sum(off) / sums.override.weight
