"""Response of each measure to the strength of its fault, over shots with a single fault."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from precheck.suite.figures.figure import Figure
from precheck.suite.figures.score_statistics import spearman
from precheck.suite.scored_shot import ScoredShot

FAULTS_BY_LOSS = frozenset({"glare", "shadow", "fold", "finger", "card", "cut"})
"""Faults whose place matters more than their size: the strength is the illegible share of words."""
MEASURE_OF_FAULT: Mapping[str, str] = {
    **dict.fromkeys(("defocus", "motion", "focus_falloff"), "blur"),
    **dict.fromkeys(("faint", "photocopy"), "low_contrast"),
    **dict.fromkeys(("noise", "jpeg", "moire"), "noise"),
    **dict.fromkeys(("finger", "card", "fold"), "occlusion"),
    "shadow": "shadow",
    "dark": "dark",
    "overexposed": "overexposed",
    "glare": "glare",
    "tilt": "perspective",
    "far": "too_small",
    "cut": "cropping",
}
"""The measure that must rise or fall with a fault, by cause."""


@dataclass(frozen=True, slots=True)
class ResponsePoint:
    """One shot with a single fault."""

    strength: float
    badness: float
    """Value of the measure, negated if lower is worse."""


def response_points(shots: Sequence[ScoredShot], cause: str) -> list[ResponsePoint]:
    """Return strength and measure of every shot, borderline ones included, with only this fault."""
    code, points = MEASURE_OF_FAULT[cause], []
    for scored in shots:
        value = scored.measured(code)
        if value is not None and [fault.cause for fault in scored.shot.faults] == [cause]:
            lower_is_worse = scored.answer["measures"][code]["at_most"] is None
            badness = -value if lower_is_worse else value
            points.append(ResponsePoint(_strength(scored, cause), badness))
    return points


def _strength(scored: ScoredShot, cause: str) -> float:
    """Return the strength; of a fault in pixels, in heights of the text, as measures are."""
    shot, fault = scored.shot, scored.shot.faults[0]
    lost = shot.lost if shot.type == "other" else shot.must_read_lost
    if cause in FAULTS_BY_LOSS and lost is not None:
        return lost
    return fault.strength / shot.text_px if fault.unit == "px" and shot.text_px else fault.strength


def fault_response_figures(shots: Sequence[ScoredShot]) -> Iterator[Figure]:
    """Yield Spearman's correlation of strength and measure for each cause, and the least."""
    found = {cause: _correlation(response_points(shots, cause)) for cause in MEASURE_OF_FAULT}
    for cause, value in found.items():
        yield Figure(name=f"follows_{cause}", value=value)
    known = [value for value in found.values() if value is not None]
    yield Figure(name="follows_least", value=min(known, default=None))


def _correlation(points: Sequence[ResponsePoint]) -> float | None:
    return spearman([each.strength for each in points], [each.badness for each in points])
