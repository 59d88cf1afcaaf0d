"""Compares two distributions by the population stability index. Pure.

PSI = sum (q - p) ln(q / p) over the bins, p and q the shares of the past and of the week: 0 if they
are equal; from 0.1 on moved, from 0.25 on changed (Siddiqi, Credit Risk Scorecards, 2006). Without
any change it is distributed as (1/n + 1/m) times chi-square with one degree of freedom less than
there are bins (Yurdakul and Naranjo, Statistical properties of the population stability index,
2020), n and m the photos of the week and of the past.
"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import NormalDist

from api.drift.characteristics import UNMEASURED

MOVED, CHANGED = 0.1, 0.25
"""Indices from which a distribution has moved, and has changed."""
LEAST_EXPECTED = 5
"""Photos that a bin has to have by its mean share, in the week and in the past."""
LEAST_SHARE = 0.1
"""Mean share of a bin of a number: ten bins, as is usual."""
FALSE_ALARM = 0.01
"""Probability with which an index of any characteristic exceeds its bound without a change."""
HIGHER, LOWER = "higher", "lower"
REST = "rest"
"""Bin of the codes that are too few for one of their own."""

Shares = Mapping[str, int]
"""Photos by bin."""


@dataclass(frozen=True, slots=True)
class Bin:
    """Bins that are compared as one."""

    names: tuple[str, ...]
    past: float
    week: float
    """Shares, 0–1."""

    @property
    def grown(self) -> float:
        """What it adds to the index where it has grown, else a negative number."""
        return math.copysign((self.week - self.past) * math.log(self.week / self.past), self.change)

    @property
    def change(self) -> float:
        """Difference of the shares."""
        return self.week - self.past


@dataclass(frozen=True, slots=True)
class Comparison:
    """One characteristic of the week's photos against the past."""

    bins: Sequence[Bin]
    psi: float
    """0 where nothing changed; without an upper end."""
    bound: float
    """What chance alone exceeds with the probability FALSE_ALARM, shared by all characteristics."""
    kind: str
    """Of what there is more: a code; of a number HIGHER, LOWER or UNMEASURED."""
    grown: Bin
    """The bin that has grown most."""

    @property
    def moved(self) -> bool:
        """Whether it moved more than chance explains."""
        return self.psi >= MOVED and self.psi > self.bound

    @property
    def changed(self) -> bool:
        """Whether it changed so much that somebody has to look."""
        return self.psi >= CHANGED and self.psi > self.bound


def compare(
    week: Shares, past: Sequence[Shares], *, ordered: bool, tests: int = 1, lumps: float = 1.0
) -> Comparison | None:
    """Compare a week's photos with those of past weeks; None if all are in one bin.

    past: of each week. ordered: whether the bins are those of a number. tests: characteristics
    compared at once. lumps: how many photos are worth one, at least (`lumpiness` of all
    characteristics together).
    """
    lumps = max(lumps, lumpiness(week, past, ordered=ordered) or 1.0)
    groups = _joined(week, past, LEAST_EXPECTED * lumps, ordered=ordered)
    if len(groups) < 2:
        return None
    new, old = _grouped(week, groups), _grouped(_whole(past), groups)
    n, m = sum(new), sum(old)
    bins = [
        Bin(names, _share(before, m, len(groups)), _share(now, n, len(groups)))
        for names, before, now in zip(groups, old, new, strict=True)
    ]
    limit = chi_square_quantile(1 - FALSE_ALARM / tests, len(groups) - 1)
    grown = max(bins, key=lambda one: one.grown)
    return Comparison(
        bins=bins,
        psi=sum(abs(one.grown) for one in bins),
        bound=(1 / n + 1 / m) * limit * lumps,
        kind=_direction(bins) if ordered and grown.names != (UNMEASURED,) else grown.names[0],
        grown=grown,
    )


def lumpiness(week: Shares, past: Sequence[Shares], *, ordered: bool) -> float | None:
    """Return how much more past weeks differ than chance explains: 1 where they do not.

    Pearson's chi-square over its degrees of freedom (McCullagh and Nelder, 1989): photos of one
    citizen are alike, and no two weeks are quite the same. None where all are in one bin.
    """
    groups = _joined(week, past, LEAST_EXPECTED, ordered=ordered)
    weeks = [_grouped(one, groups) for one in past]
    sizes, totals = [sum(one) for one in weeks], [sum(bin_) for bin_ in zip(*weeks, strict=True)]
    free = (sum(size > 0 for size in sizes) - 1) * (sum(total > 0 for total in totals) - 1)
    if free <= 0:
        return None
    off = (
        (count - size * total / sum(sizes)) ** 2 / (size * total / sum(sizes))
        for one, size in zip(weeks, sizes, strict=True)
        for count, total in zip(one, totals, strict=True)
        if size and total
    )
    return float(sum(off) / free)


def _whole(past: Sequence[Shares]) -> Counter[str]:
    whole: Counter[str] = Counter()
    for one in past:
        whole.update(one)
    return whole


def _joined(
    week: Shares, past: Sequence[Shares], least: float, *, ordered: bool
) -> list[tuple[str, ...]]:
    join = _of_number if ordered else _of_codes
    return join(Counter(week), _whole(past), least)


def _share(count: int, of: int, groups: int) -> float:
    """Return a share, half a photo added to each bin so that none is 0."""
    return (count + 0.5) / (of + 0.5 * groups)


def _of_number(week: Counter[str], past: Counter[str], least: float) -> list[tuple[str, ...]]:
    """Join neighbours until each bin has a tenth of the photos, and enough of them."""
    numbers = sorted({int(one) for one in (*week, *past) if one != UNMEASURED})
    groups: list[tuple[str, ...]] = []
    open_: tuple[str, ...] = ()
    for number in numbers:
        open_ = (*open_, str(number))
        if _enough(open_, week, past, least, LEAST_SHARE):
            groups.append(open_)
            open_ = ()
    if open_ and groups:
        groups[-1] = (*groups[-1], *open_)
    unmeasured = (UNMEASURED,)
    return [*groups, unmeasured] if _enough(unmeasured, week, past, least) else groups


def _of_codes(week: Counter[str], past: Counter[str], least: float) -> list[tuple[str, ...]]:
    """Return a bin for each code that has enough photos, and one for all others together."""
    codes = sorted({*week, *past})
    groups: list[tuple[str, ...]] = [
        (code,) for code in codes if _enough((code,), week, past, least)
    ]
    rest = (REST, *(code for code in codes if (code,) not in groups))
    return [*groups, rest] if _enough(rest, week, past, least) else groups


def _enough(
    names: tuple[str, ...],
    week: Counter[str],
    past: Counter[str],
    least: float,
    least_share: float = 0.0,
) -> bool:
    n, m = week.total(), past.total()
    new, old = (sum(of[name] for name in names) for of in (week, past))
    share = (new / n + old / m) / 2  # each counts alike, or a new code would be lost in the past
    return share >= least_share and min(n, m) * share >= least


def _grouped(counts: Shares, groups: Sequence[tuple[str, ...]]) -> list[int]:
    return [sum(counts.get(name, 0) for name in names) for names in groups]


def _direction(bins: Sequence[Bin]) -> str:
    """Return whether the numbers became higher or lower: the sign of the sum over all edges."""
    below, moved = 0.0, 0.0
    for one in bins:
        if one.names != (UNMEASURED,):
            below += one.change
            moved -= below
    return HIGHER if moved > 0 else LOWER


def chi_square_quantile(share: float, free: int) -> float:
    """Return the quantile of chi-square (Wilson and Hilferty, 1931).

    In the upper tail it is at most a twentieth too large; that is on the safe side.
    """
    part = 2 / (9 * free)
    z = NormalDist().inv_cdf(share)
    return float(free * (1 - part + z * math.sqrt(part)) ** 3)
