"""The four piles that an officer sorts photos into: what each means stands here and nowhere else.

Doubtful is what a person should look at before the citizen hears of it: an accepted photo whose
number was read but not surely, or a photo whose p_accept lies less than NEAR from its type's limit.
A finding that decides by itself, such as no document at all, leaves no doubt.
"""

from enum import StrEnum

from precheck.number import NumberState
from precheck.office import Office
from precheck.verdict import Decision, Verdict

NEAR = 0.15
"""Of probability, to either side of the limit."""


class Pile(StrEnum):
    """Where a photo belongs."""

    ACCEPT = "accept"
    RE_PHOTO = "re-photo"
    DOUBTFUL = "doubtful"
    ERROR = "error"


def pile_of(verdict: Verdict, office: Office) -> Pile:
    """Return the pile of a photo that has a verdict."""
    beyond = verdict.p_accept - office.accept_limit(verdict.document.type)
    if verdict.decision is Decision.ACCEPT:
        doubtful = verdict.number is not None and verdict.number.state is NumberState.DOUBTFUL
        return Pile.DOUBTFUL if doubtful or beyond < NEAR else Pile.ACCEPT
    return Pile.DOUBTFUL if -NEAR < beyond < 0 else Pile.RE_PHOTO
