"""Every figure that is a share of shots: whose truth it needs, which answers count, what is a hit.

One table, so that a suite's truth tells before any photo is checked which figures it can measure.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from precheck.suite.figure import Figure
from precheck.suite.manifest import Shot
from precheck.suite.rates import Rate
from precheck.suite.scored import Scored


def _all(_: Shot) -> bool:
    return True


def _answered(scored: Scored) -> bool:
    return not scored.failed


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """One share of a suite's shots."""

    known: Callable[[Shot], bool] = _all
    """Whether a shot's truth tells anything about it."""
    over: Callable[[Scored], bool] = _answered
    """Whether the answer to such a shot counts."""
    hit: Callable[[Scored], bool]
    lower_is_better: bool = False

    def rate(self, shots: Sequence[Scored]) -> Rate:
        """Count the hits."""
        return Rate.over(self.hit(s) for s in shots if self.known(s.shot) and self.over(s))

    def figure(self, name: str, shots: Sequence[Scored]) -> Figure:
        """Return the share as a figure."""
        rate = self.rate(shots)
        return Figure(name=name, value=rate.share, rate=rate, lower_is_better=self.lower_is_better)


def _error(
    hit: Callable[[Scored], bool],
    known: Callable[[Shot], bool] = _all,
    over: Callable[[Scored], bool] = lambda _: True,
) -> Count:
    return Count(known=known, over=over, hit=hit, lower_is_better=True)


def _tells_several(scored: Scored) -> bool:
    others = scored.answer.get("document", {}).get("others")
    return bool(others) or "several_documents" in scored.codes


def _type(scored: Scored) -> str:
    return str(scored.answer["document"]["type"])


ERRORS: Mapping[str, Count] = {
    "failed": _error(lambda s: s.failed),
    "false_re_photo": _error(lambda s: not s.accepted, lambda shot: shot.good),
    "false_accept": _error(lambda s: s.accepted, lambda shot: shot.bad),
    "false_accept_hidden_field": _error(
        lambda s: s.accepted, lambda shot: shot.bad and shot.cause == "hidden_field"
    ),
    "foreign_called_ours": _error(
        lambda s: _type(s) != "other", lambda shot: shot.type == "other", _answered
    ),
    "number_wrong": _error(
        lambda s: s.number == "wrong",
        lambda shot: shot.number_known,
        lambda s: s.number in ("right", "wrong"),
    ),
    "screen_elsewhere": _error(lambda s: "screen" in s.codes, lambda shot: not shot.screen),
}
"""Shares of errors."""

HITS: Mapping[str, Count] = {
    "first_reason": Count(
        known=lambda shot: shot.bad and bool(shot.reasons),
        over=lambda s: not s.accepted,
        hit=lambda s: s.reason_right,
    ),
    "number_read": Count(
        known=lambda shot: shot.good and shot.number is not None,
        hit=lambda s: s.number == "right",
    ),
    "turn": Count(
        known=lambda shot: shot.good and shot.turn is not None,
        hit=lambda s: bool(s.answer["document"]["turn"] == s.shot.turn),
    ),
    "type": Count(known=lambda shot: shot.good, hit=lambda s: _type(s) == s.shot.type),
    "several": Count(known=lambda shot: shot.sheets > 1, over=lambda _: True, hit=_tells_several),
    "screen": Count(
        known=lambda shot: shot.screen, over=lambda _: True, hit=lambda s: "screen" in s.codes
    ),
}
"""Shares of what is right."""

COUNTS: Mapping[str, Count] = {**ERRORS, **HITS}
