"""The figures of a suite: their values, and which of them its ground truth allows."""

import statistics
from collections.abc import Callable, Iterator, Sequence

import cv2
import numpy as np

from precheck.suite.figures.fault_response import MEASURE_OF_FAULT, fault_response_figures
from precheck.suite.figures.figure import Figure, Rate
from precheck.suite.figures.rate_definitions import RATE_DEFINITIONS
from precheck.suite.figures.score_statistics import auc, calibration_error, reliability_bins
from precheck.suite.manifest import LabelledShots
from precheck.suite.scored_shot import ScoredShot

ScoredShots = Sequence[ScoredShot]


def all_figures(shots: ScoredShots) -> dict[str, Figure]:
    """Return all figures by name."""
    rates = [rate.figure(name, shots) for name, rate in RATE_DEFINITIONS.items()]
    others = [_worst_cause(shots), *_other_figures(shots), *fault_response_figures(shots)]
    return {figure.name: figure for figure in [*rates, *others]}


def figures_by_world(shots: ScoredShots) -> dict[str, dict[str, Figure]]:
    """Return all figures of each of the suite's worlds."""
    groups = group_by(lambda s: s.shot.world or "", [s for s in shots if s.shot.world is not None])
    return {world: all_figures(group) for world, group in groups.items()}


def group_by(key: Callable[[ScoredShot], str], shots: ScoredShots) -> dict[str, list[ScoredShot]]:
    """Return the shots in groups, in alphabetical order of the key."""
    groups: dict[str, list[ScoredShot]] = {}
    for shot in shots:
        groups.setdefault(key(shot), []).append(shot)
    return dict(sorted(groups.items()))


def cause_of(scored: ScoredShot) -> str:
    """Return a shot's worst fault, or "none"."""
    return scored.shot.cause or "none"


def _worst_cause(shots: ScoredShots) -> Figure:
    """Return the largest share of false accepts of any cause."""
    spoiled = [s for s in shots if s.shot.cause is not None]
    false_accept = RATE_DEFINITIONS["false_accept"]
    rates = [false_accept.rate(group) for group in group_by(cause_of, spoiled).values()]
    known = [rate for rate in rates if rate.share is not None]
    worst = max(known, key=lambda rate: rate.share or 0.0, default=Rate(0, 0))
    return Figure(
        name="false_accept_worst_cause", value=worst.share, rate=worst, lower_is_better=True
    )


def _other_figures(shots: ScoredShots) -> Iterator[Figure]:
    predicted, good = predictions(shots)
    yield Figure(name="auc", value=auc(*by_label(predicted, good)))
    error = calibration_error(reliability_bins(predicted, good))
    yield Figure(name="calibration_error", value=error, lower_is_better=True)
    ious = sorted(_ious(shots))
    yield Figure(name="iou_median", value=statistics.median(ious) if ious else None)
    yield Figure(name="iou_p5", value=ious[len(ious) // 20] if ious else None)
    times = [s.answer["took_ms"]["total"] for s in shots if not s.failed]
    median = float(statistics.median(times)) if times else None
    yield Figure(name="took_ms_median", value=median, lower_is_better=True)


def predictions(shots: ScoredShots) -> tuple[list[float], list[bool]]:
    """Return p_accept of the scored shots, and whether each is good."""
    scored = [s for s in shots if s.shot.good or s.shot.bad]
    return [s.p_accept for s in scored], [s.shot.good for s in scored]


def by_label(predicted: Sequence[float], good: Sequence[bool]) -> tuple[list[float], list[float]]:
    """Return the probabilities of good shots and those of bad ones."""
    both = list(zip(predicted, good, strict=True))
    return [p for p, is_good in both if is_good], [p for p, is_good in both if not is_good]


def _ious(shots: ScoredShots) -> list[float]:
    """Return the overlap of the detected quad with the true one, over good shots."""
    return [
        quad_iou(s.shot.quad, s.answer["document"]["quad"] or ((0, 0),) * 4)
        for s in shots
        if s.shot.good and not s.failed and s.shot.quad is not None
    ]


def quad_iou(one: Sequence[tuple[float, float]], other: Sequence[tuple[float, float]]) -> float:
    """Return the intersection over union of two convex polygons, 0–1; higher is better.

    0 if either polygon is not convex or has no area.
    """
    first, second = (np.asarray(polygon, np.float32) for polygon in (one, other))
    areas = cv2.contourArea(first), cv2.contourArea(second)
    if not min(areas) or not (cv2.isContourConvex(first) and cv2.isContourConvex(second)):
        return 0.0
    common, _ = cv2.intersectConvexConvex(first, second)
    return common / (sum(areas) - common)


def available_figures(shots: LabelledShots) -> frozenset[str]:
    """Return the names of the figures that have a value for these shots."""
    rates = {name for name, rate in RATE_DEFINITIONS.items() if any(map(rate.has_truth, shots))}
    return frozenset(rates | set(_other_available(shots)))


def _other_available(shots: LabelledShots) -> Iterator[str]:
    yield "took_ms_median"
    good, bad = any(shot.good for shot in shots), any(shot.bad for shot in shots)
    if good or bad:
        yield "calibration_error"
    if good and bad:
        yield "auc"
    if any(shot.bad and shot.cause is not None for shot in shots):
        yield "false_accept_worst_cause"
    if any(shot.good and shot.quad is not None for shot in shots):
        yield from ("iou_median", "iou_p5")
    single = {shot.faults[0].cause for shot in shots if len(shot.faults) == 1}
    measured = single & MEASURE_OF_FAULT.keys()
    yield from (f"follows_{cause}" for cause in measured)
    if measured:
        yield "follows_least"
