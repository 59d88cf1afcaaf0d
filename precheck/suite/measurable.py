"""Which figures a suite's truth tells anything about, before any photo is checked."""

from collections.abc import Iterator, Sequence

from precheck.suite.counts import COUNTS
from precheck.suite.manifest import Shot
from precheck.suite.strength import OWN


def measurable(shots: Sequence[Shot]) -> frozenset[str]:
    """Return the names of the figures that these shots' truth is enough for."""
    counted = {name for name, count in COUNTS.items() if any(map(count.known, shots))}
    return frozenset(counted | set(_values(shots)))


def _values(shots: Sequence[Shot]) -> Iterator[str]:
    yield "took_ms_median"
    good, bad = any(shot.good for shot in shots), any(shot.bad for shot in shots)
    if good or bad:
        yield "calibration_error"
    if good and bad:
        yield "auc"
    if any(shot.bad and shot.cause is not None for shot in shots):
        yield "false_accept_worst_cause"
    if any(shot.good and shot.quad is not None for shot in shots):
        yield from ("iou_median", "iou_p5")
    single = {shot.faults[0].cause for shot in shots if len(shot.faults) == 1} & OWN.keys()
    yield from (f"follows_{cause}" for cause in single)
    if single:
        yield "follows_least"
