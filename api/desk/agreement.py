"""How far officers agree with the machine, each decision weighted by what it stands for. Pure."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from api.store.figures import Judged
from precheck.suite.rates import interval

BINS = 10
"""Of p_accept, evenly between 0 and 1."""
Counted = tuple[Judged, float]
"""A decision and its weight."""


@dataclass(frozen=True, slots=True)
class Share:
    """A share of weighted decisions."""

    value: float | None
    """0–1; None of none."""
    low: float
    high: float
    """95 % interval by Wilson, for as many decisions as the weights are worth (Kish, 1965)."""
    of: int
    """Decisions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Agreement:
    """What officers' decisions say of the machine."""

    decisions: int
    overrides: int
    """Both of all decisions, whoever brought them to somebody's eyes."""
    override: Share
    false_re_photo: Share
    """Sent back by the machine, of those that officers accept."""
    false_accept: Share
    """Accepted by the machine, of those that officers send back."""
    calibration_error: float | None
    """Mean distance of p_accept from the share that officers accept, 0–1. Lower is better."""
    sampled: int
    """Sure ones among them. With none, the shares tell of doubtful photos alone."""
    weightless: int
    """Decisions that no doubt and no draw brought up: no share counts them."""


def agreement(judged: Sequence[Judged]) -> Agreement:
    """Weigh officers' decisions against the machine's verdicts."""
    counted = [(one, one.weight) for one in judged if one.weight is not None]
    return Agreement(
        decisions=len(judged),
        overrides=sum(map(overridden, judged)),
        override=share(counted, overridden),
        false_re_photo=share(
            (pair for pair in counted if pair[0].decision == "accept"),
            lambda one: one.verdict != "accept",
        ),
        false_accept=share(
            (pair for pair in counted if pair[0].decision != "accept"),
            lambda one: one.verdict == "accept",
        ),
        calibration_error=calibration_error(counted),
        sampled=sum(one.sampled for one, _ in counted),
        weightless=len(judged) - len(counted),
    )


def grouped(judged: Iterable[Judged], key: Callable[[Judged], str]) -> Mapping[str, Agreement]:
    """Return it by group; no decision of a group is told as such."""
    piles = defaultdict(list)
    for one in judged:
        piles[key(one)].append(one)
    return defaultdict(lambda: agreement(()), {name: agreement(of) for name, of in piles.items()})


def overridden(one: Judged) -> bool:
    """Say whether an officer decided otherwise than the machine."""
    return one.decision != one.verdict


def share(counted: Iterable[Counted], hit: Callable[[Judged], bool]) -> Share:
    """Return the weighted share of hits."""
    listed = list(counted)
    total = sum(weight for _, weight in listed)
    if not total:
        return Share(None, 0.0, 1.0, 0)
    value = sum(weight for one, weight in listed if hit(one)) / total
    worth = total**2 / sum(weight**2 for _, weight in listed)
    return Share(value, *interval(value, worth), len(listed))


def calibration_error(counted: Sequence[Counted]) -> float | None:
    """Return the expected calibration error over ten bins; None of none."""
    total = sum(weight for _, weight in counted)
    if not total:
        return None
    told, good = [0.0] * BINS, [0.0] * BINS
    for one, weight in counted:
        at = min(BINS - 1, int(one.p_accept * BINS))
        told[at] += weight * one.p_accept
        good[at] += weight * (one.decision == "accept")
    return sum(abs(t - g) for t, g in zip(told, good, strict=True)) / total
