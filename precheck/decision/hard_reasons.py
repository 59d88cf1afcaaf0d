"""Reasons that reject a photo however legible it is."""

import math
from collections.abc import Mapping
from dataclasses import replace

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
MIN_BLURRED_EDGES = 2.0
"""Width of the photo's sharpest edges from which all of it is blurred.

Source: of 645 acceptable shots of nine suites the widest has 1.6; of photos that a Gaussian of 4 px
blurs, at a long side of 1600 px, 19 of 20 have more than this.
"""
MIN_SMEARED_EDGES, MIN_SMEAR = 0.8, 2.0
"""The same where the print is smeared as well, and the strain of its limit from which it is: words
are lost. Source: 39 of 78 blurred shots of four suites, and none of 277 acceptable ones."""


def hard_reasons(
    observation: Observation, findings: Mapping[str, Finding], options: Options, office: Office
) -> tuple[Reason, ...]:
    """Return the first hard reason that applies; several for light that hides the sheet, or blur.

    Where nothing in the photo is sharp, what else seems to be wrong may only be blurred.
    """
    subject, requested = observation.subject, options.types
    if _nothing_is_sharp(observation, findings) and not _hiding_light(subject, findings):
        return (_blurred(findings), *_cut(subject, findings))
    if subject.empty is not None:
        return _empty(subject, findings)
    if _is_ambiguous(subject, requested):
        return (Reason(code=Code.SEVERAL_DOCUMENTS, where=subject.rivals[0].quad, share=1.0),)
    if requested and "other" not in requested and subject.document.type not in requested:
        return (_not_requested(subject),)
    return _cut(subject, findings) or _screen(findings, office)


def _empty(subject: Subject, findings: Mapping[str, Finding]) -> tuple[Reason, ...]:
    """Return the light that can hide the sheet, else `no_document`."""
    if hiding := _hiding_light(subject, findings):
        return tuple(reason_of(finding) for finding in hiding)
    detail = None if subject.empty == "nothing" else subject.empty
    return (Reason(code=Code.NO_DOCUMENT, where=subject.document.quad, detail=detail, share=1.0),)


def _hiding_light(subject: Subject, findings: Mapping[str, Finding]) -> list[Finding]:
    """Return the light that can hide the sheet, or all print, where none was found."""
    return [
        findings[code]
        for code, (low, high) in HIDING_LIGHT.items()
        if subject.empty is not None
        and (value := findings[code].measurement.value) is not None
        and low <= value <= high
    ]


def _nothing_is_sharp(observation: Observation, findings: Mapping[str, Finding]) -> bool:
    """Return whether a sheet or print lies in a photo without sharp edges.

    A smooth table has none either.
    """
    subject, width = observation.subject, observation.edge_width or 0.0
    if subject.empty is None and findings["blur"].strain >= MIN_SMEAR:
        return width >= MIN_SMEARED_EDGES
    found = subject.empty is None or subject.page.sheetless is None
    return found and width >= MIN_BLURRED_EDGES


def _blurred(findings: Mapping[str, Finding]) -> Reason:
    return replace(reason_of(findings["blur"]), share=1.0)


def _cut(subject: Subject, findings: Mapping[str, Finding]) -> tuple[Reason, ...]:
    """Return `cropping` of a known form; of other papers it is an estimate."""
    cut = subject.form and findings["cropping"].crossed
    return (reason_of(findings["cropping"]),) if cut else ()


def _screen(findings: Mapping[str, Finding], office: Office) -> tuple[Reason, ...]:
    """Return `screen` where the office insists on originals."""
    shown = office.settings.originals and findings["screen"].crossed
    return (reason_of(findings["screen"]),) if shown else ()


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
