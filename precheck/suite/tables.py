"""The tables of a suite's report."""

import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from precheck.suite.counts import COUNTS
from precheck.suite.figures import by, cause_of
from precheck.suite.rates import Rate
from precheck.suite.scored import Scored

Shots = Sequence[Scored]
STEPS = ("decode", "locate", "measure", "read", "total")
ERRORS = ("false_re_photo", "false_accept", "first_reason")

Groups = dict[str, dict[str, Rate]]
"""The rates in ERRORS of each group of shots, by its name."""


@dataclass(frozen=True, slots=True)
class Latency:
    """Milliseconds of one step."""

    step: str
    median: float
    p95: float
    longest: float


def by_cause(shots: Shots) -> Groups:
    """Return each cause's errors."""
    return _errors(by(cause_of, shots))


def by_type(shots: Shots) -> Groups:
    """Return each document type's errors."""
    return _errors(by(lambda s: s.shot.type, shots))


def _errors(groups: Mapping[str, Shots]) -> Groups:
    return {
        name: {error: COUNTS[error].rate(shots) for error in ERRORS}
        for name, shots in groups.items()
    }


def numbers(shots: Shots) -> dict[str, dict[str, int]]:
    """Count what became of the number, by type: right, wrong, doubtful, unread, none."""
    numbered = [s for s in shots if s.shot.number is not None]
    return {
        name: dict(Counter(s.number or "none" for s in group))
        for name, group in by(lambda s: f"{s.shot.type}, {s.shot.label}", numbered).items()
    }


def latencies(shots: Shots) -> list[Latency]:
    """Return how long the steps took, all cores at work."""
    found = []
    for step in STEPS:
        times = sorted(
            s.answer["took_ms"][step] for s in shots if step in s.answer.get("took_ms", {})
        )
        if times:
            late = times[min(len(times) - 1, int(0.95 * len(times)))]
            found.append(Latency(step, statistics.median(times), late, times[-1]))
    return found


def misses(shots: Shots, most: int) -> list[Scored]:
    """Return the wrong verdicts, the surest first."""
    wrong = [s for s in shots if s.wrong]
    return sorted(wrong, key=lambda s: (-abs(s.p_accept - s.shot.good), s.shot.file))[:most]
