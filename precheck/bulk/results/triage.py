"""Sorts checked photos into accept, re-photo, doubtful and error. Rows call the class `pile`.

Doubtful photos need a person's eye: the number was read with doubt, or p_accept is nearer to its
limit than the policy's `doubt`. A finding that decides alone, such as no document, leaves none.
"""

from enum import StrEnum

from precheck.decision.verdict import Decision, Verdict
from precheck.number.result import NumberState
from precheck.office.policy import Office


class Triage(StrEnum):
    """Class of a checked photo."""

    ACCEPT = "accept"
    RE_PHOTO = "re-photo"
    DOUBTFUL = "doubtful"
    ERROR = "error"


def triage(verdict: Verdict, office: Office) -> Triage:
    """Return the class of a photo with a verdict."""
    margin = verdict.p_accept - office.accept_limit(verdict.document.type)
    doubt = office.settings.decision.doubt.at_most
    if verdict.decision is Decision.ACCEPT:
        doubtful = verdict.number is not None and verdict.number.state is NumberState.DOUBTFUL
        return Triage.DOUBTFUL if doubtful or margin < doubt else Triage.ACCEPT
    return Triage.DOUBTFUL if -doubt < margin < 0 else Triage.RE_PHOTO
