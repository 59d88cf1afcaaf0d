"""Decides on one photo from what was detected, measured and read. Uses no pixels."""

from collections.abc import Mapping
from importlib.metadata import version

from precheck.decision.hard_reasons import hard_reasons
from precheck.decision.reasons import choose_reasons, notes
from precheck.decision.verdict import (
    Code,
    Decision,
    Finding,
    Image,
    Next,
    Observation,
    Reason,
    Verdict,
    Versions,
)
from precheck.measurement import Measurement
from precheck.office.policy import Office
from precheck.options import Options
from precheck.runtime.models import models_version

REJECTING = frozenset({Code.SEVERAL_DOCUMENTS, Code.WRONG_DOCUMENT, Code.CROPPING, Code.BLUR})
"""Hard reasons that violate the accept policy even if all text is legible: `p_accept` is 0."""
SERVICE = version("precheck")


def decide(observation: Observation, options: Options, office: Office) -> Verdict:
    """Return the verdict: `p_accept` against the type's limit, unless there is a hard reason.

    An unread number always rejects the photo.
    """
    findings, rules = _findings(observation.measurements, office), office.settings.decision
    subject, photo = observation.subject, observation.photo
    hard = hard_reasons(observation, findings, options, office)
    legible = _legible(observation, office)
    unread = observation.number_unread
    accepted = legible and not hard and not unread
    reasons = (
        () if accepted else choose_reasons(observation, findings, hard, rules, legible=legible)
    )
    decision = Decision.ACCEPT if accepted else Decision.RE_PHOTO
    rejected = unread or any(reason.code in REJECTING for reason in hard)
    return Verdict(
        decision=decision,
        next=next_step(decision, reasons, options.attempt, office),
        p_accept=0.0 if rejected else observation.p_accept,
        reasons=reasons,
        notes=notes(observation, findings, reasons, rules),
        document=subject.document,
        turn=subject.turn,
        others=subject.others,
        number=observation.number,
        qr=observation.qr,
        findings=findings,
        image=Image(
            format=photo.format,
            width=photo.width,
            height=photo.height,
            bytes=photo.bytes,
            page=photo.page,
            pages=photo.pages,
        ),
        took_ms=observation.took_ms,
        versions=Versions(
            service=SERVICE,
            models=office.calibration.version(models_version()),
            policy=office.policy,
        ),
        requested=options.types,
    )


def may_be_blurred(observation: Observation, office: Office) -> bool:
    """Return whether `edge_width` can change the verdict: no sharp print was found, or little."""
    blur = observation.measurements["blur"].value
    print_is_sharp = blur is not None and blur <= office.settings.limits["blur"].at_most
    return not (print_is_sharp and _legible(observation, office))


def _legible(observation: Observation, office: Office) -> bool:
    return observation.p_accept >= office.accept_limit(observation.subject.document.type)


def _findings(measurements: Mapping[str, Measurement], office: Office) -> dict[str, Finding]:
    missing = Measurement(value=None)
    return {
        code: Finding(code=code, measurement=measurements.get(code, missing), limit=limit)
        for code, limit in office.settings.limits.items()
    }


UNFIXABLE = frozenset({Code.LOW_CONTRAST})
"""Reasons that no action of the citizen can fix: faded, torn or badly printed paper."""


def next_step(
    decision: Decision, reasons: tuple[Reason, ...], attempt: int, office: Office
) -> Next:
    """Return the next step: done, retry, or officer."""
    if decision is Decision.ACCEPT or office.settings.mode == "advise":
        return Next.DONE
    unfixable = attempt > 1 and bool(reasons) and reasons[0].code in UNFIXABLE
    return Next.OFFICER if unfixable else next_without_verdict(attempt, office)


def next_without_verdict(attempt: int, office: Office) -> Next:
    """Return the next step after a file that could not be checked: retry or officer."""
    return Next.OFFICER if attempt >= office.settings.hand_over_at else Next.RETRY
