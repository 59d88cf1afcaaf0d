"""Proposes limits of p_accept from officers' decisions, with the error rates of each limit.

Officers see mostly doubtful photos, so each decision is weighted by the inverse of its sampling
probability (Horvitz and Thompson 1952): a sure photo drawn from 2 % of the sure ones counts 50
times. Decisions without a weight are left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import Field, ValidationError

from precheck.errors import PrecheckError
from precheck.office.policy import Costs
from precheck.suite.manifest import Record

CANDIDATE_LIMITS = 199
"""Evenly spaced between 0 and 1."""
MIN_DECISIONS = 30
"""Of each kind, for a type's proposal."""


class BadDecisions(PrecheckError):
    """The file was not saved by the desk. The message names the line."""

    code = "bad_decisions"


class OfficerDecision(Record):
    """One line of the desk's file."""

    type: str | None
    verdict: str | None
    decision: str
    p_accept: float | None = Field(ge=0, le=1)
    sampled: bool | None = None
    weight: float | None = Field(default=None, gt=0)

    @property
    def good(self) -> bool:
        """Whether the officer accepted the photo."""
        return self.decision == "accept"


@dataclass(frozen=True, slots=True)
class ErrorRates:
    """Both error rates of one limit, 0–1."""

    false_re_photo: float
    """Sent back, of the photos that officers accepted."""
    false_accept: float
    """Accepted, of the photos that officers sent back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """The proposed limit of a type and the present one."""

    type: str
    decisions: int
    sampled: int
    """Sure photos among them; without any, the rates hold for doubtful photos only."""
    now: float
    proposed: float
    before: ErrorRates
    after: ErrorRates


def read_decisions(path: Path) -> list[OfficerDecision]:
    """Read a file that the desk saved. Raises BadDecisions."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise BadDecisions(f"{path}: cannot be read: {error}.") from error
    decisions = []
    for at, line in enumerate(lines, 1):
        try:
            decisions.append(OfficerDecision.model_validate_json(line))
        except ValidationError as error:
            raise BadDecisions(f"{path}: line {at} is no decision that the desk saved.") from error
    if not decisions:
        raise BadDecisions(f"{path}: holds no decision; save the file at the desk again.")
    return decisions


def propose_limits(
    decisions: Sequence[OfficerDecision], costs: Costs, now: dict[str, float]
) -> Iterator[Proposal | str]:
    """Yield a proposal for each type in `now`, or the type's name if decisions are too few."""
    for type_, limit in now.items():
        weighted = [
            one
            for one in decisions
            if one.type == type_ and one.weight is not None and one.p_accept is not None
        ]
        good = sum(one.good for one in weighted)
        if min(good, len(weighted) - good) < MIN_DECISIONS:
            yield type_
            continue
        proposed = cheapest_limit(weighted, costs, limit)
        yield Proposal(
            type=type_,
            decisions=len(weighted),
            sampled=sum(bool(one.sampled) for one in weighted),
            now=limit,
            proposed=proposed,
            before=error_rates(weighted, limit),
            after=error_rates(weighted, proposed),
        )


def error_rates(decisions: Sequence[OfficerDecision], limit: float) -> ErrorRates:
    """Return the weighted error rates of a limit."""
    p, weight, good = _columns(decisions)
    sent_back = p < limit
    return ErrorRates(
        float(weight[good & sent_back].sum() / weight[good].sum()),
        float(weight[~good & ~sent_back].sum() / weight[~good].sum()),
    )


def cheapest_limit(decisions: Sequence[OfficerDecision], costs: Costs, now: float) -> float:
    """Return the limit with the lowest cost of errors; of equals, the nearest to `now`."""
    p, weight, good = _columns(decisions)
    limits = np.append(np.linspace(0, 1, CANDIDATE_LIMITS + 2)[1:-1], now)
    sent_back = p[None, :] < limits[:, None]
    cost = (sent_back & good) @ weight * costs.false_re_photo
    cost += (~sent_back & ~good) @ weight * costs.false_accept
    cheapest = limits[cost <= cost.min() + 1e-9]
    return float(cheapest[np.argmin(np.abs(cheapest - now))])


def _columns(decisions: Sequence[OfficerDecision]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    p = np.array([one.p_accept for one in decisions], np.float64)
    weight = np.array([one.weight for one in decisions], np.float64)
    return p, weight, np.array([one.good for one in decisions], bool)


def describe(proposal: Proposal | str, setting_for: Callable[[float], float] = float) -> str:
    """Return lines about a proposal, with the setting for the office's policy file.

    setting_for: returns the setting that yields a limit under the office's costs.
    """
    if isinstance(proposal, str):
        return f"{proposal}: fewer than {MIN_DECISIONS} decisions of each kind count; no proposal."
    one = proposal
    lines = [
        f"{one.type}: {one.decisions} decisions, {one.sampled} of them drawn from the sure ones",
        f"  now      {one.now:.3f}  {_rates(one.before)}",
        f"  proposed {one.proposed:.3f}  {_rates(one.after)}",
    ]
    if not one.sampled:
        lines.append("  No sure photos were drawn: these rates are of doubtful photos alone.")
    if one.proposed != one.now:
        setting = setting_for(one.proposed)
        lines.append(
            f"  In the policy file: [documents.{one.type}.accept] at_least = {setting:.3f}"
        )
    return "\n".join(lines)


def _rates(rates: ErrorRates) -> str:
    return (
        f"acceptable sent back {rates.false_re_photo:.1%}, "
        f"unreadable accepted {rates.false_accept:.1%}"
    )
