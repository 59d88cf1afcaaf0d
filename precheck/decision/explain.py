"""Chooses the findings that explain why the text of a photo is illegible."""

from collections.abc import Mapping

from precheck.decision.finding import Finding
from precheck.decision.verdict import Code, Reason
from precheck.loss.lost import MIN_LOST_SHARE

MIN_UNCROSSED_RATIO = 3.0
"""Minimum share of a finding within its limit, relative to the largest of a crossed one."""
MIN_RELATIVE_SHARE = 0.1
"""Minimum share of a named finding, relative to the largest named one."""
MISTAKEN_FOR: Mapping[Code, tuple[float, tuple[Code, ...]]] = {
    Code.NOISE: (2.0, (Code.BLUR,)),
    Code.PERSPECTIVE: (2.0, (Code.BLUR, Code.TOO_SMALL, Code.OCCLUSION)),
    Code.SHADOW: (10.0, (Code.OCCLUSION,)),
}
"""Minimum strain of a fault, and the faults that the legibility net then takes its effect for:
grain for blur, foreshortened print for small print, print in deep shadow for covered print."""


def reason_of(finding: Finding, detail: str | None = None) -> Reason:
    """Return a finding as a reason, at its place with the largest share."""
    place = finding.measurement.places[0] if finding.measurement.places else None
    return Reason(
        code=Code(finding.code),
        where=place.polygon if place else None,
        side=place.side if place else None,
        covers=place.covers if place else None,
        share=finding.measurement.share,
        detail=detail,
    )


def explain(
    findings: Mapping[str, Finding], causes: Mapping[str, float]
) -> tuple[tuple[Finding, float], ...]:
    """Return at least one finding with its share of illegible text, the largest share first.

    causes: by code, the share of the must-read text that it makes illegible; for missing codes the
    share of the measurement's places counts.
    Named are crossed limits, and findings with a much larger share than any of them, if the share
    is large enough; else all crossed limits; else the finding nearest its limit. Legibility itself
    is never named.
    """
    causes = _reassigned(findings, causes)
    candidates = [
        (f, causes.get(f.code, f.measurement.share))
        for f in findings.values()
        if f.code in list(Code)
    ]
    crossed = [(f, share) for f, share in candidates if f.crossed]
    bound = MIN_UNCROSSED_RATIO * max((share for _, share in crossed), default=0.0)
    named = [(f, share) for f, share in candidates if f.crossed or share > bound]
    least = max(
        MIN_RELATIVE_SHARE * max((share for _, share in named), default=0.0), MIN_LOST_SHARE
    )
    chosen = (
        [(f, share) for f, share in named if share > least]
        or crossed
        or [max(candidates, key=lambda one: one[0].strain)]
    )
    return tuple(sorted(chosen, key=_order))


def _reassigned(
    findings: Mapping[str, Finding], causes: Mapping[str, float]
) -> Mapping[str, float]:
    """Move the shares of mistaken faults to the fault that they are mistaken for."""
    shares = dict(causes)
    for code, (strain, mistaken) in MISTAKEN_FOR.items():
        if code in findings and findings[code].strain >= strain:
            total = sum(shares.get(other, 0.0) for other in (code, *mistaken))
            shares |= {**dict.fromkeys(mistaken, 0.0), code: total}
    return shares


def _order(explained: tuple[Finding, float]) -> tuple[float, float, int]:
    finding, share = explained
    return -round(share, 2), -finding.strain, list(Code).index(Code(finding.code))
