"""Every figure of a suite: what is counted over which shots."""

import statistics
from collections.abc import Callable, Iterator, Sequence

from precheck.suite.counts import COUNTS
from precheck.suite.figure import Figure
from precheck.suite.polygons import iou
from precheck.suite.ranks import auc
from precheck.suite.rates import Rate
from precheck.suite.reliability import bins, calibration_error
from precheck.suite.scored import Scored
from precheck.suite.strength import following

Shots = Sequence[Scored]


def figures(shots: Shots) -> dict[str, Figure]:
    """Return all figures by name."""
    counted = [count.figure(name, shots) for name, count in COUNTS.items()]
    listed = [*counted, _worst_cause(shots), *_values(shots), *following(shots)]
    return {figure.name: figure for figure in listed}


def worlds(shots: Shots) -> dict[str, dict[str, Figure]]:
    """Return all figures of each of the suite's worlds; shots of none are left out."""
    told = [s for s in shots if s.shot.world is not None]
    return {name: figures(group) for name, group in by(lambda s: s.shot.world or "", told).items()}


def by(key: Callable[[Scored], str], shots: Shots) -> dict[str, list[Scored]]:
    """Group the shots, groups in alphabetical order."""
    groups: dict[str, list[Scored]] = {}
    for shot in shots:
        groups.setdefault(key(shot), []).append(shot)
    return dict(sorted(groups.items()))


def cause_of(scored: Scored) -> str:
    """Return what spoils a shot, or "none"."""
    return scored.shot.cause or "none"


def _worst_cause(shots: Shots) -> Figure:
    """Return the false accepts of the cause that has the largest share; none without causes."""
    spoiled = [s for s in shots if s.shot.cause is not None]
    rates = [COUNTS["false_accept"].rate(group) for group in by(cause_of, spoiled).values()]
    counted = [rate for rate in rates if rate.share is not None]
    worst = max(counted, key=lambda rate: rate.share or 0.0, default=Rate(0, 0))
    return Figure(
        name="false_accept_worst_cause", value=worst.share, rate=worst, lower_is_better=True
    )


def _values(shots: Shots) -> Iterator[Figure]:
    told, good = told_and_good(shots)
    yield Figure(name="auc", value=auc(*split(told, good)))
    error = calibration_error(bins(told, good))
    yield Figure(name="calibration_error", value=error, lower_is_better=True)
    overlaps = sorted(ious(shots))
    yield Figure(name="iou_median", value=statistics.median(overlaps) if overlaps else None)
    yield Figure(name="iou_p5", value=overlaps[len(overlaps) // 20] if overlaps else None)
    times = [s.answer["took_ms"]["total"] for s in shots if not s.failed]
    middle = float(statistics.median(times)) if times else None
    yield Figure(name="took_ms_median", value=middle, lower_is_better=True)


def told_and_good(shots: Shots) -> tuple[list[float], list[bool]]:
    """Return the probabilities told of the scored shots, and whether each is good."""
    scored = [s for s in shots if s.shot.good or s.shot.bad]
    return [s.p_accept for s in scored], [s.shot.good for s in scored]


def split(told: Sequence[float], good: Sequence[bool]) -> tuple[list[float], list[float]]:
    """Return the probabilities of good shots and those of bad ones."""
    both = list(zip(told, good, strict=True))
    return [p for p, is_good in both if is_good], [p for p, is_good in both if not is_good]


def ious(shots: Shots) -> list[float]:
    """Return how well the corners found agree with the true ones, over good shots."""
    return [
        iou(s.shot.quad, s.answer["document"]["quad"] or ((0, 0),) * 4)
        for s in shots
        if s.shot.good and not s.failed and s.shot.quad is not None
    ]
