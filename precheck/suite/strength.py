"""Whether each single fault's own measure follows its strength."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from precheck.suite.figure import Figure
from precheck.suite.ranks import spearman
from precheck.suite.scored import Scored

BY_LOSS = frozenset({"glare", "shadow", "fold", "finger", "card", "cut"})
"""Faults whose strength is the share of words they cost, not their size: where they fall decides.

Of the others, a strength in pixels counts in heights of the text, as the measures do: print that is
larger, or seen from nearer, bears more.
"""
OWN: Mapping[str, str] = {
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
"""The measure that must follow a fault, by cause."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One shot with a single fault."""

    strength: float
    badness: float
    """The measure's value, turned so that more is worse."""


def pairs(shots: Sequence[Scored], cause: str) -> list[Pair]:
    """Return strength and measure of every shot whose only fault this is; borderline ones too."""
    found = []
    for scored in shots:
        value = scored.measured(OWN[cause])
        if value is not None and [fault.cause for fault in scored.shot.faults] == [cause]:
            falls = scored.answer["measures"][OWN[cause]]["at_most"] is None
            found.append(Pair(_strength(scored, cause), -value if falls else value))
    return found


def _strength(scored: Scored, cause: str) -> float:
    shot, fault = scored.shot, scored.shot.faults[0]
    lost = shot.lost if shot.type == "other" else shot.must_read_lost
    if cause in BY_LOSS and lost is not None:
        return lost
    return fault.strength / shot.text_px if fault.unit == "px" and shot.text_px else fault.strength


def following(shots: Sequence[Scored]) -> Iterator[Figure]:
    """Yield Spearman's correlation a cause (1: the measure follows it perfectly) and the least."""
    found = {cause: _correlation(pairs(shots, cause)) for cause in OWN}
    for cause, value in found.items():
        yield Figure(name=f"follows_{cause}", value=value)
    known = [value for value in found.values() if value is not None]
    yield Figure(name="follows_least", value=min(known, default=None))


def _correlation(found: Sequence[Pair]) -> float | None:
    return spearman([pair.strength for pair in found], [pair.badness for pair in found])
