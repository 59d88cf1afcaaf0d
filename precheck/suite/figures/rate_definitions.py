"""Defines every figure that is a share of shots.

The ground truth that a figure needs is defined apart from the answers, so that it is known before
any photo is checked which figures a suite has.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from precheck.suite.figures.figure import Figure, Rate
from precheck.suite.manifest import LabelledShot
from precheck.suite.scored_shot import ScoredShot


def _any_shot(_: LabelledShot) -> bool:
    return True


def _answered(scored: ScoredShot) -> bool:
    return not scored.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class RateDefinition:
    """Which shots a share counts, and which of them are hits."""

    has_truth: Callable[[LabelledShot], bool] = _any_shot
    """Whether a shot's row has the ground truth for the figure."""
    counts: Callable[[ScoredShot], bool] = _answered
    """Whether such a shot counts, by its answer."""
    hit: Callable[[ScoredShot], bool]
    lower_is_better: bool = False

    def rate(self, shots: Sequence[ScoredShot]) -> Rate:
        """Count the hits."""
        return Rate.over(self.hit(s) for s in shots if self.has_truth(s.shot) and self.counts(s))

    def figure(self, name: str, shots: Sequence[ScoredShot]) -> Figure:
        """Return the share as a figure."""
        rate = self.rate(shots)
        return Figure(name=name, value=rate.share, rate=rate, lower_is_better=self.lower_is_better)


def _error_rate(
    hit: Callable[[ScoredShot], bool],
    has_truth: Callable[[LabelledShot], bool] = _any_shot,
    counts: Callable[[ScoredShot], bool] = lambda _: True,
) -> RateDefinition:
    return RateDefinition(has_truth=has_truth, counts=counts, hit=hit, lower_is_better=True)


def _reports_several(scored: ScoredShot) -> bool:
    others = scored.answer.get("document", {}).get("others")
    return bool(others) or "several_documents" in scored.codes


def _type(scored: ScoredShot) -> str:
    return str(scored.answer["document"]["type"])


RATE_DEFINITIONS: Mapping[str, RateDefinition] = {
    "failed": _error_rate(lambda s: s.failed),
    "false_re_photo": _error_rate(lambda s: not s.accepted, lambda shot: shot.good),
    "false_accept": _error_rate(lambda s: s.accepted, lambda shot: shot.bad),
    "false_accept_hidden_field": _error_rate(
        lambda s: s.accepted, lambda shot: shot.bad and shot.cause == "hidden_field"
    ),
    "foreign_called_ours": _error_rate(
        lambda s: _type(s) != "other", lambda shot: shot.type == "other", _answered
    ),
    "number_wrong": _error_rate(
        lambda s: s.number == "wrong",
        lambda shot: shot.number_known,
        lambda s: s.number in ("right", "wrong"),
    ),
    "screen_elsewhere": _error_rate(lambda s: "screen" in s.codes, lambda shot: not shot.screen),
    "first_reason": RateDefinition(
        has_truth=lambda shot: shot.bad and bool(shot.reasons),
        counts=lambda s: not s.accepted,
        hit=lambda s: s.reason_right,
    ),
    "number_read": RateDefinition(
        has_truth=lambda shot: shot.good and shot.number is not None,
        hit=lambda s: s.number == "right",
    ),
    "turn": RateDefinition(
        has_truth=lambda shot: shot.good and shot.turn is not None,
        hit=lambda s: bool(s.answer["document"]["turn"] == s.shot.turn),
    ),
    "type": RateDefinition(has_truth=lambda shot: shot.good, hit=lambda s: _type(s) == s.shot.type),
    "several": RateDefinition(
        has_truth=lambda shot: shot.sheets > 1, counts=lambda _: True, hit=_reports_several
    ),
    "screen": RateDefinition(
        has_truth=lambda shot: shot.screen, counts=lambda _: True, hit=lambda s: "screen" in s.codes
    ),
}
"""By name of the figure: first the shares of errors, then those of right answers."""
