"""The tables of a suite's report."""

import statistics
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from precheck.suite.figures.all_figures import ScoredShots, cause_of, group_by
from precheck.suite.figures.figure import Rate
from precheck.suite.figures.rate_definitions import RATE_DEFINITIONS
from precheck.suite.scored_shot import ScoredShot

TIMED_STEPS = ("decode", "locate", "measure", "read", "total")
GROUP_FIGURES = ("false_re_photo", "false_accept", "first_reason")

RatesByGroup = dict[str, dict[str, Rate]]
"""The rates of GROUP_FIGURES, by the name of each group of shots."""


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one step."""

    step: str
    median: float
    p95: float
    longest: float


def by_cause(shots: ScoredShots) -> RatesByGroup:
    """Return the rates of each cause."""
    return _rates(group_by(cause_of, shots))


def by_type(shots: ScoredShots) -> RatesByGroup:
    """Return the rates of each document type."""
    return _rates(group_by(lambda s: s.shot.type, shots))


def _rates(groups: Mapping[str, ScoredShots]) -> RatesByGroup:
    return {
        name: {figure: RATE_DEFINITIONS[figure].rate(shots) for figure in GROUP_FIGURES}
        for name, shots in groups.items()
    }


def confusion(shots: ScoredShots) -> dict[str, Counter[str]]:
    """Count the first reasons by cause; an accepted shot counts as "accept".

    Shots without an answer count as "no answer".
    """
    return {
        cause: Counter(_outcome(s) for s in group)
        for cause, group in group_by(cause_of, shots).items()
    }


def _outcome(scored: ScoredShot) -> str:
    if scored.failed:
        return "no answer"
    return "accept" if scored.accepted else scored.first_reason or "no reason"


def numbers(shots: ScoredShots) -> dict[str, dict[str, int]]:
    """Count the results of reading the number, by type and label."""
    numbered = [s for s in shots if s.shot.number is not None]
    return {
        name: dict(Counter(s.number or "none" for s in group))
        for name, group in group_by(lambda s: f"{s.shot.type}, {s.shot.label}", numbered).items()
    }


def latencies(shots: ScoredShots) -> list[Latency]:
    """Return the latency of each step, with all cores busy."""
    found = []
    for step in TIMED_STEPS:
        times = sorted(
            s.answer["took_ms"][step] for s in shots if step in s.answer.get("took_ms", {})
        )
        if times:
            p95 = times[min(len(times) - 1, int(0.95 * len(times)))]
            found.append(Latency(step, statistics.median(times), p95, times[-1]))
    return found


def wrong_verdicts(shots: ScoredShots, max_count: int) -> list[ScoredShot]:
    """Return at most `max_count` wrong verdicts, those with the worst p_accept first."""
    wrong = [s for s in shots if s.wrong]
    return sorted(wrong, key=lambda s: (-abs(s.p_accept - s.shot.good), s.shot.file))[:max_count]
