"""What was seen, measured and read, weighed into a verdict. Knows no pixels."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from precheck.capture import Covers, Photo
from precheck.number import Number, NumberState
from precheck.office import Office
from precheck.options import Options
from precheck.sight import Sight
from precheck.verdict import (
    Code,
    Decision,
    Finding,
    Image,
    Measurement,
    Reason,
    Verdict,
    Versions,
    explain,
    next_step,
    reason_of,
)

FILLS = 0.8
"""Share of the frame's width or height from which moving closer no longer helps (contract)."""
AGAINST = frozenset({Code.SEVERAL_DOCUMENTS, Code.WRONG_DOCUMENT, Code.CROPPING})
"""Findings against the accept policy however well the document can be read: p_accept is 0."""
DROWNING: Mapping[Code, tuple[float, float]] = {
    Code.DARK: (-math.inf, 44.0),
    Code.OVEREXPOSED: (0.8, math.inf),
}
"""Values, from and to, with which light can hide a sheet, or all print of one that is not blank.

A dark table is no dark photo, so they lie far beyond the limits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Everything the decision rests on."""

    photo: Photo
    sight: Sight
    p_accept: float = 0.0
    measurements: Mapping[str, Measurement] = field(default_factory=dict)
    causes: Mapping[str, float] = field(default_factory=dict)
    """By reason code: the share of the must-read text that it makes illegible, 0–1."""
    number: Number | None = None
    qr: str | None = None
    took_ms: Mapping[str, int] = field(default_factory=dict)


def decide(evidence: Evidence, options: Options, office: Office, versions: Versions) -> Verdict:
    """Weigh the evidence: p_accept against the type's one limit, but for hard findings.

    A number that nobody could read sends the photo back, whatever explains it (contract).
    """
    findings = _judged(evidence.measurements, office)
    type_ = evidence.sight.document.type
    hard = _hard(evidence, findings, options, office)
    legible = evidence.p_accept >= office.accept_limit(type_)
    accepted = legible and not hard and not _unread(evidence)
    reasons = () if accepted else _reasons(evidence, findings, hard, legible=legible)
    decision = Decision.ACCEPT if accepted else Decision.RE_PHOTO
    photo = evidence.photo
    return Verdict(
        decision=decision,
        next=next_step(
            decision,
            reasons,
            options.attempt,
            hand_over_at=office.settings.hand_over_at,
            advise=office.settings.mode == "advise",
        ),
        p_accept=0.0 if _against(evidence, hard) else evidence.p_accept,
        reasons=reasons,
        notes=_notes(evidence, findings, reasons),
        document=evidence.sight.document,
        turn=evidence.sight.turn,
        others=evidence.sight.others,
        number=evidence.number,
        qr=evidence.qr,
        findings=findings,
        image=Image(
            format=photo.format,
            width=photo.width,
            height=photo.height,
            bytes=photo.bytes,
            page=photo.page,
            pages=photo.pages,
        ),
        took_ms=evidence.took_ms,
        versions=versions,
        asked=options.types,
    )


def _unread(evidence: Evidence) -> bool:
    """Say whether the document's own number was sought and not read."""
    return evidence.number is not None and evidence.number.state is NumberState.UNREAD


def _against(evidence: Evidence, hard: tuple[Reason, ...]) -> bool:
    """Say whether something is against the accept policy however legible the rest is."""
    return _unread(evidence) or any(reason.code in AGAINST for reason in hard)


def _judged(measurements: Mapping[str, Measurement], office: Office) -> dict[str, Finding]:
    none = Measurement(value=None)
    return {
        code: Finding(code=code, measurement=measurements.get(code, none), limit=table.limit())
        for code, table in office.settings.limits.items()
    }


def _hard(
    evidence: Evidence, findings: Mapping[str, Finding], options: Options, office: Office
) -> tuple[Reason, ...]:
    """Return the finding that decides by itself, if there is one."""
    sight, asked = evidence.sight, options.types
    if sight.empty is not None:
        return _empty(sight, findings)
    if _several(sight, asked):
        return (Reason(code=Code.SEVERAL_DOCUMENTS, where=sight.rivals[0].quad, share=1.0),)
    if asked and "other" not in asked and sight.document.type not in asked:
        return (_not_asked_for(sight),)
    if findings["cropping"].crossed:
        return (reason_of(findings["cropping"]),)
    if office.settings.originals and findings["screen"].crossed:
        return (reason_of(findings["screen"]),)
    return ()


def _empty(sight: Sight, findings: Mapping[str, Finding]) -> tuple[Reason, ...]:
    """Tell what hides everything, or that nothing is there."""
    drowned = [
        findings[code]
        for code, (low, high) in DROWNING.items()
        if (value := findings[code].measurement.value) is not None and low <= value <= high
    ]
    if drowned:
        return tuple(reason_of(finding) for finding in drowned)
    detail = None if sight.empty == "nothing" else sight.empty
    return (Reason(code=Code.NO_DOCUMENT, where=sight.document.quad, detail=detail, share=1.0),)


def _not_asked_for(sight: Sight) -> Reason:
    """Tell the type that was recognised, or that none was: then it may be the right paper."""
    if sight.document.type == "other":
        return Reason(code=Code.NUMBER_UNREAD, detail="unrecognised", share=1.0)
    return Reason(code=Code.WRONG_DOCUMENT, where=sight.document.quad, share=1.0)


def _several(sight: Sight, asked: tuple[str, ...]) -> bool:
    """Say whether it is unclear which of several documents is meant."""
    if not sight.rivals:
        return False
    wanted = [seen for seen in (sight.document, *sight.rivals) if seen.type in asked]
    return not (len(wanted) == 1 and wanted[0] is sight.document)


def _reasons(
    evidence: Evidence, findings: Mapping[str, Finding], hard: tuple[Reason, ...], *, legible: bool
) -> tuple[Reason, ...]:
    """Tell the hard finding; where the text is illegible too, also what makes it so, by its share.

    The citizen who mends one must hear of the other. A hard finding that costs no text leaves
    nothing to explain.
    """
    if not hard:
        return _explained(evidence, findings)
    costs = _cost(hard[0], evidence.sight)
    if legible or costs is None:
        return hard
    besides = (one for one in _explained(evidence, findings) if one.code is not hard[0].code)
    told = (replace(hard[0], share=costs), *besides)
    return tuple(sorted(told, key=lambda one: -round(one.share, 2)))


def _cost(hard: Reason, sight: Sight) -> float | None:
    """Return the share of the text that a hard finding costs; None where it stands alone."""
    return hard.share if hard.code is Code.CROPPING and sight.empty is None else None


def _explained(evidence: Evidence, findings: Mapping[str, Finding]) -> tuple[Reason, ...]:
    told = {code: finding for code, finding in findings.items() if code != Code.SCREEN}
    explained = explain(told, evidence.causes)
    if _unread(evidence) and not any(finding.crossed or share > 0 for finding, share in explained):
        return (Reason(code=Code.NUMBER_UNREAD, covers=Covers.NUMBER, share=1.0),)
    return tuple(
        reason_of(finding, _detail(finding, evidence), share=share) for finding, share in explained
    )


def _detail(finding: Finding, evidence: Evidence) -> str | None:
    if finding.code != Code.TOO_SMALL:
        return None
    return "far" if _fill(evidence) < FILLS else "low_resolution"


def _fill(evidence: Evidence) -> float:
    """Return what share of the frame's width or height the sheet takes, the larger one."""
    quad = evidence.sight.page.sheet.quad
    extent = quad.max(axis=0) - quad.min(axis=0)
    return float(max(extent[0] / evidence.photo.width, extent[1] / evidence.photo.height))


def _notes(
    evidence: Evidence, findings: Mapping[str, Finding], reasons: tuple[Reason, ...]
) -> tuple[Reason, ...]:
    told = {reason.code for reason in reasons}
    crossed = [
        reason_of(finding, _detail(finding, evidence))
        for finding in findings.values()
        if finding.code in list(Code) and finding.code not in told and finding.crossed
    ]
    margin = findings["cropping"].measurement
    if Code.CROPPING not in told and margin.places and not findings["cropping"].crossed:
        crossed.append(reason_of(findings["cropping"]))
    if evidence.photo.pages > 1:
        crossed.append(Reason(code=Code.MORE_PAGES))
    return tuple(crossed)
