"""Agreement of officers with the automatic verdicts, weighted by inverse sampling probability."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.store.figures import ReviewedPhoto
from precheck.suite.figures.figure import wilson_interval

CALIBRATION_BINS = 10
"""Bins of p_accept, evenly between 0 and 1."""
Weighted = tuple[ReviewedPhoto, float]
"""A decision and its weight."""


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
    calibration_error: float | None
    """Expected calibration error of p_accept, 0–1. Lower is better."""
    sampled: int
    """Sampled sure verdicts. If 0, the shares describe unsure verdicts alone."""
    weightless: int
    """Decisions on photos that were not selected for the queue: no share includes them."""


def agreement(judged: Sequence[ReviewedPhoto]) -> Agreement:
    """Compare officers' decisions with the automatic verdicts."""
    weighted = [(one, one.weight) for one in judged if one.weight is not None]
    return Agreement(
        decisions=len(judged),
        overrides=sum(map(overridden, judged)),
        override=share(weighted, overridden),
        false_re_photo=share(
            (pair for pair in weighted if pair[0].decision == "accept"),
            lambda one: one.verdict != "accept",
        ),
        false_accept=share(
            (pair for pair in weighted if pair[0].decision != "accept"),
            lambda one: one.verdict == "accept",
        ),
        calibration_error=calibration_error(weighted),
        sampled=sum(one.sampled for one, _ in weighted),
        weightless=len(judged) - len(weighted),
    )


def agreement_by(
    judged: Iterable[ReviewedPhoto], key: Callable[[ReviewedPhoto], str]
) -> Mapping[str, Agreement]:
    """Return the agreement by group; a group without decisions has an empty one."""
    piles = defaultdict(list)
    for one in judged:
        piles[key(one)].append(one)
    return defaultdict(lambda: agreement(()), {name: agreement(of) for name, of in piles.items()})


def overridden(one: ReviewedPhoto) -> bool:
    """Return whether the officer's decision differs from the verdict."""
    return one.decision != one.verdict


def share(weighted: Iterable[Weighted], hit: Callable[[ReviewedPhoto], bool]) -> WeightedShare:
    """Return the weighted share of decisions for which `hit` is true."""
    listed = list(weighted)
    total = sum(weight for _, weight in listed)
    if not total:
        return WeightedShare(None, 0.0, 1.0, 0)
    value = sum(weight for one, weight in listed if hit(one)) / total
    effective_size = total**2 / sum(weight**2 for _, weight in listed)
    return WeightedShare(value, *wilson_interval(value, effective_size), len(listed))


def calibration_error(weighted: Sequence[Weighted]) -> float | None:
    """Return the expected calibration error; None without decisions."""
    total = sum(weight for _, weight in weighted)
    if not total:
        return None
    predicted, accepted = [0.0] * CALIBRATION_BINS, [0.0] * CALIBRATION_BINS
    for one, weight in weighted:
        at = min(CALIBRATION_BINS - 1, int(one.p_accept * CALIBRATION_BINS))
        predicted[at] += weight * one.p_accept
        accepted[at] += weight * (one.decision == "accept")
    return sum(abs(p - a) for p, a in zip(predicted, accepted, strict=True)) / total
