"""Every figure of a suite: what is counted over which shots."""

import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence

from precheck.suite.figure import Figure
from precheck.suite.polygons import iou
from precheck.suite.ranks import auc
from precheck.suite.rates import Rate
from precheck.suite.reliability import bins, calibration_error
from precheck.suite.scored import Scored
from precheck.suite.strength import following

Shots = Sequence[Scored]


def figures(shots: Shots) -> dict[str, Figure]:
    """Return all figures by name."""
    listed = [*_errors(shots), *_hits(shots), *_values(shots), *following(shots)]
    return {figure.name: figure for figure in listed}


def by(key: Callable[[Scored], str], shots: Shots) -> dict[str, list[Scored]]:
    """Group the shots, groups in alphabetical order."""
    groups: dict[str, list[Scored]] = {}
    for shot in shots:
        groups.setdefault(key(shot), []).append(shot)
    return dict(sorted(groups.items()))


def cause_of(scored: Scored) -> str:
    """Return what spoils a shot, or "none"."""
    return scored.shot.cause or "none"


def false_re_photo(shots: Shots) -> Rate:
    """Count the good shots that were sent back."""
    return Rate.over(not s.accepted for s in shots if s.shot.good)


def false_accept(shots: Shots) -> Rate:
    """Count the bad shots that were accepted."""
    return Rate.over(s.accepted for s in shots if s.shot.bad)


def _errors(shots: Shots) -> Iterator[Figure]:
    yield _error("failed", Rate.over(s.failed for s in shots))
    yield _error("false_re_photo", false_re_photo(shots))
    yield _error("false_accept", false_accept(shots))
    told = [s for s in shots if s.shot.cause is not None]
    worst = [false_accept(group) for group in by(cause_of, told).values()]
    counted = [rate for rate in worst if rate.share is not None]
    yield _error("false_accept_worst_cause", max(counted, key=_share, default=Rate(0, 0)))
    hidden = [s for s in shots if s.shot.cause == "hidden_field"]
    yield _error("false_accept_hidden_field", false_accept(hidden))
    read = [s for s in shots if s.number in ("right", "wrong")]
    yield _error("number_wrong", Rate.over(s.number == "wrong" for s in read))
    others = [s for s in shots if not s.shot.screen]
    yield _error("screen_elsewhere", Rate.over("screen" in s.codes for s in others))


def _hits(shots: Shots) -> Iterator[Figure]:
    good = [s for s in shots if s.shot.good and not s.failed]
    sent_back = [s for s in shots if s.shot.bad and not s.accepted and s.shot.reasons]
    numbered = [s for s in good if s.shot.number is not None]
    turned = [s for s in good if s.shot.turn is not None]
    yield _hit("first_reason", (s.reason_right for s in sent_back))
    yield _hit("number_read", (s.number == "right" for s in numbered))
    yield _hit("turn", (s.answer["document"]["turn"] == s.shot.turn for s in turned))
    yield _hit("type", (s.answer["document"]["type"] == s.shot.type for s in good))
    yield _hit("several", (_tells_several(s) for s in shots if s.shot.sheets > 1))
    yield _hit("screen", ("screen" in s.codes for s in shots if s.shot.screen))


def _values(shots: Shots) -> Iterator[Figure]:
    told, good = told_and_good(shots)
    yield Figure(name="auc", value=auc(*split(told, good)))
    error = calibration_error(bins(told, good))
    yield Figure(name="calibration_error", value=error, lower_is_better=True)
    overlaps = sorted(ious(shots))
    yield Figure(name="iou_median", value=statistics.median(overlaps) if overlaps else None)
    yield Figure(name="iou_p5", value=overlaps[len(overlaps) // 20] if overlaps else None)


def told_and_good(shots: Shots) -> tuple[list[float], list[bool]]:
    """Return the probabilities told of the scored shots, and whether each is good."""
    scored = [s for s in shots if s.shot.good or s.shot.bad]
    return [s.p_accept for s in scored], [s.shot.good for s in scored]


def split(told: Sequence[float], good: Sequence[bool]) -> tuple[list[float], list[float]]:
    """Return the probabilities of good shots and those of bad ones."""
    both = list(zip(told, good, strict=True))
    return [p for p, is_good in both if is_good], [p for p, is_good in both if not is_good]


def ious(shots: Shots) -> list[float]:
    """Return how well the corners found agree with the true ones, over good shots."""
    return [
        iou(s.shot.quad, s.answer["document"]["quad"] or ((0, 0),) * 4)
        for s in shots
        if s.shot.good and not s.failed and s.shot.quad is not None
    ]


def _tells_several(scored: Scored) -> bool:
    others = scored.answer.get("document", {}).get("others")
    return bool(others) or "several_documents" in scored.codes


def _share(rate: Rate) -> float:
    return rate.share or 0.0


def _error(name: str, rate: Rate) -> Figure:
    return Figure(name=name, value=rate.share, rate=rate, lower_is_better=True)


def _hit(name: str, flags: Iterable[bool]) -> Figure:
    rate = Rate.over(flags)
    return Figure(name=name, value=rate.share, rate=rate)
