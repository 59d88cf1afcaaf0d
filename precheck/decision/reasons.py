"""The reasons of a rejected photo, and the notes of any photo."""

from collections.abc import Mapping
from dataclasses import replace

from precheck.capture import Covers
from precheck.decision.explain import explain, reason_of
from precheck.decision.finding import Finding
from precheck.decision.observation import Observation
from precheck.decision.verdict import Code, Reason

FAR_FRAME_FILL = 0.8
"""Share of the frame's width or height below which moving closer helps (contract)."""


def choose_reasons(
    observation: Observation,
    findings: Mapping[str, Finding],
    hard: tuple[Reason, ...],
    *,
    legible: bool,
) -> tuple[Reason, ...]:
    """Return the hard reasons, else what makes the text illegible, by share.

    If text is cut off and the rest is illegible too, both are named: the citizen must fix both.
    """
    if not hard:
        return _illegibility(observation, findings)
    first = hard[0]
    if legible or first.code is not Code.CROPPING:
        return hard
    further = (one for one in _illegibility(observation, findings) if one.code is not first.code)
    return tuple(sorted((first, *further), key=lambda reason: -round(reason.share, 2)))


def _illegibility(observation: Observation, findings: Mapping[str, Finding]) -> tuple[Reason, ...]:
    """Return the findings that explain the illegible text; else that the number is unread."""
    candidates = {code: finding for code, finding in findings.items() if code != Code.SCREEN}
    explained = explain(candidates, observation.causes)
    if observation.number_unread and not any(f.crossed or share > 0 for f, share in explained):
        return (Reason(code=Code.NUMBER_UNREAD, covers=Covers.NUMBER, share=1.0),)
    return tuple(
        replace(reason_of(finding, _detail(finding, observation)), share=share)
        for finding, share in explained
    )


def _detail(finding: Finding, observation: Observation) -> str | None:
    if finding.code != Code.TOO_SMALL:
        return None
    return "far" if observation.frame_fill < FAR_FRAME_FILL else "low_resolution"


def notes(
    observation: Observation, findings: Mapping[str, Finding], reasons: tuple[Reason, ...]
) -> tuple[Reason, ...]:
    """Return crossed limits and a cut margin that are not among the reasons, and further pages."""
    named = {reason.code for reason in reasons}
    noted = [
        reason_of(finding, _detail(finding, observation))
        for finding in findings.values()
        if finding.code in list(Code) and finding.code not in named and finding.crossed
    ]
    cropping = findings["cropping"]
    if Code.CROPPING not in named and cropping.measurement.places and not cropping.crossed:
        noted.append(reason_of(cropping))
    if observation.photo.pages > 1:
        noted.append(Reason(code=Code.MORE_PAGES))
    return tuple(noted)
