"""Reasons that reject a photo however legible it is."""

from collections.abc import Mapping
from dataclasses import replace

from precheck.decision.reasons import reason_of
from precheck.decision.verdict import Code, Finding, Observation, Reason
from precheck.document.subject import Subject
from precheck.office.limit import Outcome
from precheck.office.policy import Office
from precheck.options import Options

UNRECOGNISED = "unrecognised"
"""Detail of the reason for a sheet that cannot be told from those asked for."""


def hard_reasons(
    observation: Observation, findings: Mapping[str, Finding], options: Options, office: Office
) -> tuple[Reason, ...]:
    """Return the first hard reason that applies; several for light that hides the sheet, or blur.

    Where nothing in the photo is sharp, what else seems to be wrong may only be blurred.
    """
    subject, requested = observation.subject, options.types
    hiding = _hiding_light(subject, findings, office)
    if _nothing_is_sharp(observation, findings, office) and not hiding:
        return (_blurred(findings), *_cut(subject, findings))
    if subject.empty is not None:
        return hiding or _empty(subject)
    if _is_ambiguous(subject, requested):
        return (Reason(code=Code.SEVERAL_DOCUMENTS, where=subject.rivals[0].quad, share=1.0),)
    if requested and "other" not in requested and subject.document.type not in requested:
        return (_not_requested(subject),)
    return _cut(subject, findings) or _screen(findings, office)


def _empty(subject: Subject) -> tuple[Reason, ...]:
    detail = None if subject.empty == "nothing" else subject.empty
    return (Reason(code=Code.NO_DOCUMENT, where=subject.document.quad, detail=detail, share=1.0),)


def _hiding_light(
    subject: Subject, findings: Mapping[str, Finding], office: Office
) -> tuple[Reason, ...]:
    """Return the light that can hide the sheet, or all print, where none was found."""
    return tuple(
        reason_of(findings[code])
        for code, range_ in office.settings.decision.hides.items()
        if subject.empty is not None
        and range_.judge(findings[code].measurement.value) is Outcome.OK
    )


def _nothing_is_sharp(
    observation: Observation, findings: Mapping[str, Finding], office: Office
) -> bool:
    """Return whether a sheet or print lies in a photo without sharp edges.

    A smooth table has none either.
    """
    subject, width = observation.subject, observation.edge_width or 0.0
    rules = office.settings.decision
    if subject.empty is None and findings["blur"].strain >= rules.smeared.at_least:
        return width >= rules.blurred_if_smeared.at_least
    found = subject.empty is None or subject.page.sheetless is None
    return found and width >= rules.blurred.at_least


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
