"""Judges calibrations on decisions that they have not seen: error rates, log loss, Brier, ECE.

All figures are weighted, and so tell of all photos of the office. Intervals are bootstrapped over
groups of decisions, as those of one day or one sender depend on each other.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from precheck.learning.fit import fit
from precheck.learning.lessons import Floats, Lessons, Names, decided

FOLDS = 10
BINS = 10
"""Of equal width, for the calibration error and the picture of reliability."""
ROC_POINTS = 40
RESAMPLES = 1000
INTERVAL = (2.5, 97.5)
"""Percentiles: 95 %."""
Groups = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Estimate:
    """A figure with its 95 % interval."""

    value: float
    low: float
    high: float

    def as_dict(self) -> dict[str, float]:
        """Return it as JSON."""
        return {"value": self.value, "low": self.low, "high": self.high}


@dataclass(frozen=True, slots=True)
class Bin:
    """Photos of similar `p_accept`."""

    predicted: float
    """Mean probability that an officer accepts."""
    accepted: float
    """Weighted share that officers accepted."""
    share: float
    """Of all photos."""

    def as_dict(self) -> dict[str, float]:
        """Return it as JSON."""
        return {"predicted": self.predicted, "accepted": self.accepted, "share": self.share}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How good probabilities are. Rates and errors 0–1."""

    false_re_photo: Estimate
    """Sent back, of the photos that officers accepted."""
    false_accept: Estimate
    """Accepted, of the photos that officers sent back."""
    log_loss: Estimate
    brier: Estimate
    calibration_error: Estimate
    """Expected calibration error: mean distance of a bin from the diagonal, weighted."""
    bins: Sequence[Bin]
    roc: Sequence[tuple[float, float]]
    """Of limits from 0 to 1: the share of unreadable photos accepted, and of readable ones."""

    def as_dict(self) -> dict[str, object]:
        """Return them as JSON."""
        names = ("false_re_photo", "false_accept", "log_loss", "brier", "calibration_error")
        return {
            **{name: getattr(self, name).as_dict() for name in names},
            "bins": [one.as_dict() for one in self.bins],
            "roc": [list(point) for point in self.roc],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """The release's calibration and another one on the same decisions."""

    shipped: Figures
    learned: Figures
    gain: Estimate
    """By how much the log loss is lower."""
    cost: Estimate
    """By how much both error rates together are higher at the limits, weighted by their costs."""

    def as_dict(self) -> dict[str, object]:
        """Return it as JSON."""
        return {
            "shipped": self.shipped.as_dict(),
            "learned": self.learned.as_dict(),
            "gain": self.gain.as_dict(),
            "cost": self.cost.as_dict(),
        }


def cross_validated(lessons: Lessons, names: Names, *, by_type: bool) -> Floats:
    """Return the probabilities of a fit on all other groups, for each group's decisions.

    names: the group of each decision, such as its day; several share one of at most FOLDS folds.
    """
    folds = _folds(names)
    p = np.empty(len(lessons))
    for fold in range(folds.max() + 1):
        held_out = folds == fold
        learned = fit(lessons.where(~held_out), by_type=by_type)
        p[held_out] = lessons.where(held_out).probabilities(learned)
    return p


def _folds(names: Names) -> Groups:
    """Return the fold of each decision: the largest groups first, into the smallest fold."""
    groups, at, sizes = np.unique(names, return_inverse=True, return_counts=True)
    filled = np.zeros(min(FOLDS, len(groups)))
    fold_of = np.empty(len(groups), np.int64)
    for group in np.argsort(-sizes, kind="stable"):
        fold_of[group] = filled.argmin()
        filled[fold_of[group]] += sizes[group]
    return fold_of[at]


@dataclass(frozen=True, slots=True, kw_only=True)
class OfficeRules:
    """When the office accepts a photo, and what it costs to err."""

    limits: Mapping[str, float]
    """The minimum `p_accept` of an accepted photo, by type."""
    false_re_photo: float = 1.0
    false_accept: float = 1.0
    """Relative costs."""

    def cost(self, false_re_photo: Floats, false_accept: Floats) -> Floats:
        """Return the sum of both error rates, weighted by their costs, which are 1 on average."""
        both = self.false_re_photo * false_re_photo + self.false_accept * false_accept
        return np.asarray(2 * both / (self.false_re_photo + self.false_accept), np.float64)


def compare(lessons: Lessons, learned: Floats, rules: OfficeRules, names: Names) -> Comparison:
    """Compare probabilities with the release's. names: the group of each decision."""
    limit = np.array([rules.limits[type_] for type_ in lessons.type.tolist()])
    resamples = _resamples(names)
    shipped, new = (
        _Totals(lessons, p, limit, names, resamples) for p in (lessons.probabilities(), learned)
    )
    return Comparison(
        shipped=shipped.figures(),
        learned=new.figures(),
        gain=_estimate(shipped.log_loss() - new.log_loss()),
        cost=_estimate(rules.cost(*new.error_rates()) - rules.cost(*shipped.error_rates())),
    )


def log_loss(lessons: Lessons, p: Floats) -> float:
    """Return the weighted log loss of probabilities."""
    q = np.where(lessons.good, decided(p), 1 - decided(p))
    return -float(np.average(np.log(q), weights=lessons.weight))


def _resamples(names: Names) -> Floats:
    """Return how often each group is drawn: first each once, then RESAMPLES draws."""
    groups = len(np.unique(names))
    draws = np.random.default_rng(0).multinomial(groups, np.full(groups, 1 / groups), RESAMPLES)
    return np.vstack([np.ones((1, groups)), draws])


def _estimate(values: Floats) -> Estimate:
    """Return the first of the values with the interval of the others."""
    low, high = np.nanpercentile(values[1:], INTERVAL)
    return Estimate(float(values[0]), float(low), float(high))


def _roc(p: Floats, y: Floats, weight: Floats) -> list[tuple[float, float]]:
    limits = np.concatenate([[0.0], np.quantile(p, np.linspace(0, 1, ROC_POINTS)), [1.1]])
    accepted = p[:, None] >= limits
    shares = (
        (kind * weight) @ accepted / max(float((kind * weight).sum()), 1e-9) for kind in (1 - y, y)
    )
    return [(float(false), float(true)) for false, true in zip(*shares, strict=True)]


class _Totals:
    """Weighted sums of one model's figures in each resample."""

    def __init__(
        self, lessons: Lessons, p: Floats, limit: Floats, names: Names, resamples: Floats
    ) -> None:
        q, y, w = decided(p), lessons.good.astype(np.float64), lessons.weight
        sent_back = p < limit
        at = np.clip((q * BINS).astype(np.int64), 0, BINS - 1)
        in_bin = w[:, None] * (at[:, None] == np.arange(BINS))
        columns = np.column_stack(
            [
                *(w, w * y, w * (1 - y), w * y * sent_back, w * (1 - y) * ~sent_back),
                w * -(y * np.log(q) + (1 - y) * np.log(1 - q)),
                w * (q - y) ** 2,
                *(in_bin, in_bin * q[:, None], in_bin * y[:, None]),
            ]
        )
        _, group = np.unique(names, return_inverse=True)
        by_group = np.zeros((group.max() + 1, columns.shape[1]))
        np.add.at(by_group, group, columns)
        self._sums = resamples @ by_group
        self._roc = _roc(p, y, w)

    def log_loss(self) -> Floats:
        """Return the log loss in each resample."""
        return self._ratio(5, 0)

    def error_rates(self) -> tuple[Floats, Floats]:
        """Return the shares sent back wrongly and accepted wrongly in each resample."""
        return self._ratio(3, 1), self._ratio(4, 2)

    def figures(self) -> Figures:
        """Return all figures."""
        weight, q, y = np.split(self._sums[:, 7:], 3, axis=1)
        total = self._sums[:, :1]
        return Figures(
            false_re_photo=_estimate(self.error_rates()[0]),
            false_accept=_estimate(self.error_rates()[1]),
            log_loss=_estimate(self.log_loss()),
            brier=_estimate(self._ratio(6, 0)),
            calibration_error=_estimate((np.abs(q - y) / total).sum(axis=1)),
            bins=[
                Bin(float(q[0, k] / weight[0, k]), float(y[0, k] / weight[0, k]), float(share))
                for k, share in enumerate(weight[0] / total[0])
                if share > 0
            ],
            roc=self._roc,
        )

    def _ratio(self, of: int, by: int) -> Floats:
        with np.errstate(invalid="ignore", divide="ignore"):
            return np.asarray(self._sums[:, of] / self._sums[:, by], np.float64)
