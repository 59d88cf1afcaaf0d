"""The reasons of a rejected photo: the findings that explain it; and the notes of any photo."""

from collections.abc import Mapping
from dataclasses import replace

from precheck.capture import Covers
from precheck.decision.verdict import Code, Finding, Observation, Reason
from precheck.loss.cause import MIN_LOST_SHARE
from precheck.office.decision import DecisionLimits, Mistaken


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
    findings: Mapping[str, Finding], causes: Mapping[str, float], rules: DecisionLimits
) -> tuple[tuple[Finding, float], ...]:
    """Return at least one finding with its share of illegible text, the largest share first.

    causes: by code, the share of the must-read text that it makes illegible; for missing codes the
    share of the measurement's places counts.
    Named are crossed limits, and findings with a much larger share than any of them, if the share
    is large enough; else all crossed limits; else the finding nearest its limit. Legibility itself
    is never named.
    """
    causes = _reassigned(findings, causes, rules.mistaken)
    candidates = [
        (f, causes.get(f.code, f.measurement.share))
        for f in findings.values()
        if f.code in list(Code)
    ]
    crossed = [(f, share) for f, share in candidates if f.crossed]
    bound = rules.uncrossed.at_least * max((share for _, share in crossed), default=0.0)
    named = [(f, share) for f, share in candidates if f.crossed or share > bound]
    least = max(
        rules.named.at_least * max((share for _, share in named), default=0.0), MIN_LOST_SHARE
    )
    chosen = (
        [(f, share) for f, share in named if share > least]
        or crossed
        or [max(candidates, key=lambda one: one[0].strain)]
    )
    return tuple(sorted(chosen, key=_order))


def _reassigned(
    findings: Mapping[str, Finding], causes: Mapping[str, float], mistaken: Mapping[str, Mistaken]
) -> Mapping[str, float]:
    """Move the shares of mistaken faults to the fault that they are mistaken for."""
    shares = dict(causes)
    for code, one in mistaken.items():
        if code in findings and findings[code].strain >= one.strain:
            total = sum(shares.get(other, 0.0) for other in (code, *one.counts))
            shares |= {**dict.fromkeys(one.counts, 0.0), code: total}
    return shares


def _order(explained: tuple[Finding, float]) -> tuple[float, float, int]:
    finding, share = explained
    return -round(share, 2), -finding.strain, list(Code).index(Code(finding.code))


def choose_reasons(
    observation: Observation,
    findings: Mapping[str, Finding],
    hard: tuple[Reason, ...],
    rules: DecisionLimits,
    *,
    legible: bool,
) -> tuple[Reason, ...]:
    """Return the hard reasons, else what makes the text illegible, by share.

    If text is cut off and the rest is illegible too, both are named: the citizen must fix both.
    """
    if not hard:
        return _illegibility(observation, findings, rules)
    first = hard[0]
    if legible or first.code is not Code.CROPPING:
        return hard
    illegible = _illegibility(observation, findings, rules)
    further = (one for one in illegible if one.code is not first.code)
    return tuple(sorted((first, *further), key=lambda reason: -round(reason.share, 2)))


def _illegibility(
    observation: Observation, findings: Mapping[str, Finding], rules: DecisionLimits
) -> tuple[Reason, ...]:
    """Return the findings that explain the illegible text; else that the number is unread."""
    candidates = {code: finding for code, finding in findings.items() if code != Code.SCREEN}
    explained = explain(candidates, observation.causes, rules)
    if observation.number_unread and not any(f.crossed or share > 0 for f, share in explained):
        return (Reason(code=Code.NUMBER_UNREAD, covers=Covers.NUMBER, share=1.0),)
    return tuple(
        replace(reason_of(finding, _detail(finding, observation, rules)), share=share)
        for finding, share in explained
    )


def _detail(finding: Finding, observation: Observation, rules: DecisionLimits) -> str | None:
    if finding.code != Code.TOO_SMALL:
        return None
    return "far" if observation.frame_fill < rules.filled.at_least else "low_resolution"


def notes(
    observation: Observation,
    findings: Mapping[str, Finding],
    reasons: tuple[Reason, ...],
    rules: DecisionLimits,
) -> tuple[Reason, ...]:
    """Return crossed limits and a cut margin that are not among the reasons, and further pages."""
    named = {reason.code for reason in reasons}
    noted = [
        reason_of(finding, _detail(finding, observation, rules))
        for finding in findings.values()
        if finding.code in list(Code) and finding.code not in named and finding.crossed
    ]
    cropping = findings["cropping"]
    if Code.CROPPING not in named and cropping.measurement.places and not cropping.crossed:
        noted.append(reason_of(cropping))
    if observation.photo.pages > 1:
        noted.append(Reason(code=Code.MORE_PAGES))
    return tuple(noted)
