"""The figures that a suite's ground truth allows."""

from collections.abc import Iterator

from precheck.suite.figures.fault_response import MEASURE_OF_FAULT
from precheck.suite.figures.rate_definitions import RATE_DEFINITIONS
from precheck.suite.manifest import LabelledShots


def available_figures(shots: LabelledShots) -> frozenset[str]:
    """Return the names of the figures that have a value for these shots."""
    rates = {name for name, rate in RATE_DEFINITIONS.items() if any(map(rate.has_truth, shots))}
    return frozenset(rates | set(_other_figures(shots)))


def _other_figures(shots: LabelledShots) -> Iterator[str]:
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
    single = {shot.faults[0].cause for shot in shots if len(shot.faults) == 1}
    measured = single & MEASURE_OF_FAULT.keys()
    yield from (f"follows_{cause}" for cause in measured)
    if measured:
        yield "follows_least"
