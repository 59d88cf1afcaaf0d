"""Reasons that reject a photo however legible it is."""

import math
from collections.abc import Mapping

from precheck.decision.reasons import reason_of
from precheck.decision.verdict import Code, Finding, Observation, Reason
from precheck.document.subject import Subject
from precheck.office.policy import Office
from precheck.options import Options

UNRECOGNISED = "unrecognised"
"""Detail of the reason for a sheet that cannot be told from those asked for."""
HIDING_LIGHT: Mapping[Code, tuple[float, float]] = {
    Code.DARK: (-math.inf, 44.0),
    Code.OVEREXPOSED: (0.8, math.inf),
}
"""Ranges of values in which light can hide a whole sheet or all of its print.

They are far beyond the limits: a dark table does not make a dark photo."""


def hard_reasons(
    observation: Observation, findings: Mapping[str, Finding], options: Options, office: Office
) -> tuple[Reason, ...]:
    """Return the first hard reason that applies; several only for light that hides the sheet."""
    subject, requested = observation.subject, options.types
    if subject.empty is not None:
        return _empty(subject, findings)
    if _is_ambiguous(subject, requested):
        return (Reason(code=Code.SEVERAL_DOCUMENTS, where=subject.rivals[0].quad, share=1.0),)
    if requested and "other" not in requested and subject.document.type not in requested:
        return (_not_requested(subject),)
    if subject.form and findings["cropping"].crossed:  # of other papers it is an estimate
        return (reason_of(findings["cropping"]),)
    if office.settings.originals and findings["screen"].crossed:
        return (reason_of(findings["screen"]),)
    return ()


def _empty(subject: Subject, findings: Mapping[str, Finding]) -> tuple[Reason, ...]:
    """Return the light that can hide the sheet, else `no_document`."""
    hiding = [
        findings[code]
        for code, (low, high) in HIDING_LIGHT.items()
        if (value := findings[code].measurement.value) is not None and low <= value <= high
    ]
    if hiding:
        return tuple(reason_of(finding) for finding in hiding)
    detail = None if subject.empty == "nothing" else subject.empty
    return (Reason(code=Code.NO_DOCUMENT, where=subject.document.quad, detail=detail, share=1.0),)


def _is_ambiguous(subject: Subject, requested: tuple[str, ...]) -> bool:
    """Return whether it is unclear which of several documents is meant."""
    if not subject.rivals:
        return False
    matching = [one for one in (subject.document, *subject.rivals) if one.type in requested]
    return not (len(matching) == 1 and matching[0] is subject.document)


def _not_requested(subject: Subject) -> Reason:
    """Return `wrong_document`; for an unrecognised sheet, which may be right, `number_unread`."""
    if subject.document.type == "other":
        return Reason(code=Code.NUMBER_UNREAD, detail=UNRECOGNISED, share=1.0)
    return Reason(code=Code.WRONG_DOCUMENT, where=subject.document.quad, share=1.0)
