"""Officers' decisions as a judgement of the limits: what each limit would have done, both ways.

The photos that officers saw are mostly doubtful ones. Each decision therefore counts for as many
photos as it stands for (Horvitz and Thompson, 1952): a sure one that was drawn for 2 % of all sure
ones counts 50 times. Decisions that nobody's draw brought up have no weight and are left out.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import Field, ValidationError

from precheck.errors import PrecheckError
from precheck.office import Costs
from precheck.suite.manifest import Row

STEPS = 199
"""Limits that are tried, evenly between 0 and 1."""
ENOUGH = 30
"""Decisions of each kind that a type needs for a proposal."""


class BadDecisions(PrecheckError):
    """The file is not what the desk saves. The message names the line."""

    code = "bad_decisions"


class Decision(Row):
    """One line of the desk's file."""

    type: str | None
    verdict: str | None
    decision: str
    p_accept: float | None = Field(ge=0, le=1)
    sampled: bool | None = None
    weight: float | None = Field(default=None, gt=0)

    @property
    def good(self) -> bool:
        """Whether the officer accepts it."""
        return self.decision == "accept"


@dataclass(frozen=True, slots=True)
class Errors:
    """Both error rates of one limit, 0–1."""

    false_re_photo: float
    """Sent back, of those that officers accept."""
    false_accept: float
    """Accepted, of those that officers send back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A limit of `p_accept` beside the one in force."""

    type: str
    decisions: int
    sampled: int
    """Sure ones among them; with none, nothing is known of what the limit does far from itself."""
    now: float
    proposed: float
    before: Errors
    after: Errors


def read(path: Path) -> list[Decision]:
    """Return the decisions of a file that the desk saved. Raises BadDecisions."""
    decisions = []
    for at, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        try:
            decisions.append(Decision.model_validate_json(line))
        except ValidationError as error:
            raise BadDecisions(f"{path}: line {at} is no decision that the desk saved.") from error
    return decisions


def proposals(
    decisions: Sequence[Decision], costs: Costs, now: dict[str, float]
) -> Iterator[Proposal | str]:
    """Yield a proposal for each type in `now`, or the type's name where decisions are too few."""
    for type_, limit in now.items():
        mine = [
            one
            for one in decisions
            if one.type == type_ and one.weight is not None and one.p_accept is not None
        ]
        good = sum(one.good for one in mine)
        if min(good, len(mine) - good) < ENOUGH:
            yield type_
            continue
        proposed = cheapest(mine, costs, limit)
        yield Proposal(
            type=type_,
            decisions=len(mine),
            sampled=sum(bool(one.sampled) for one in mine),
            now=limit,
            proposed=proposed,
            before=errors(mine, limit),
            after=errors(mine, proposed),
        )


def errors(decisions: Sequence[Decision], limit: float) -> Errors:
    """Return what a limit would have done, each decision by its weight."""
    p, weight, good = _columns(decisions)
    sent_back = p < limit
    return Errors(
        float(weight[good & sent_back].sum() / weight[good].sum()),
        float(weight[~good & ~sent_back].sum() / weight[~good].sum()),
    )


def cheapest(decisions: Sequence[Decision], costs: Costs, now: float) -> float:
    """Return the limit whose errors cost least; of several the one nearest to `now`."""
    p, weight, good = _columns(decisions)
    limits = np.append(np.linspace(0, 1, STEPS + 2)[1:-1], now)
    sent_back = p[None, :] < limits[:, None]
    cost = (sent_back & good) @ weight * costs.false_re_photo
    cost += (~sent_back & ~good) @ weight * costs.false_accept
    least = limits[cost <= cost.min() + 1e-9]
    return float(least[np.argmin(np.abs(least - now))])


def _columns(decisions: Sequence[Decision]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    p = np.array([one.p_accept for one in decisions], np.float64)
    weight = np.array([one.weight for one in decisions], np.float64)
    return p, weight, np.array([one.good for one in decisions], bool)


def told(one: Proposal | str, setting_for: Callable[[float], float] = float) -> str:
    """Return lines about a proposal, with what would put it into the office's own file.

    setting_for: what to set there for a limit, where the office's costs move it.
    """
    if isinstance(one, str):
        return f"{one}: fewer than {ENOUGH} decisions of each kind count; no proposal."
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


def _rates(rates: Errors) -> str:
    return (
        f"acceptable sent back {rates.false_re_photo:.1%}, "
        f"unreadable accepted {rates.false_accept:.1%}"
    )
