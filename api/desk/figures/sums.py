"""Sums of photos and of officers' decisions: those of a day or of a group are added up.

All figures follow from sums, so that days that are over are summed once and kept.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, fields

from api.store.figures import JudgedPhoto, ReviewedPhoto

CALIBRATION_BINS = 10
"""Bins of p_accept, evenly between 0 and 1."""
NO_NAME = "–"
"""Name of the group of photos without a value."""

GroupKey = Callable[[JudgedPhoto | ReviewedPhoto], str]
DIMENSIONS: Mapping[str, GroupKey] = {
    "line": lambda one: one.line or NO_NAME,
    "type": lambda one: one.type or NO_NAME,
    "reason": lambda one: one.reason or NO_NAME,
    "version": lambda one: one.version or NO_NAME,
    "policy": lambda one: one.policy or NO_NAME,
}
"""Dimensions for grouping and filtering."""
Names = tuple[str, ...]
"""A photo's value in each dimension."""


@dataclass(slots=True)
class WeightedSum:
    """Sums over weighted decisions."""

    of: int = 0
    """Number of decisions."""
    weight: float = 0.0
    squares: float = 0.0
    """Sum of the squared weights."""
    hits: float = 0.0
    """Sum of the weights of those that count."""

    def count(self, weight: float, *, hit: bool) -> None:
        """Add one decision."""
        self.of += 1
        self.weight += weight
        self.squares += weight**2
        self.hits += weight * hit

    def add(self, other: "WeightedSum") -> None:
        """Add the sums of other decisions."""
        for one in fields(self):
            setattr(self, one.name, getattr(self, one.name) + getattr(other, one.name))


def _bins() -> list[float]:
    return [0.0] * CALIBRATION_BINS


@dataclass(slots=True)
class Sums:
    """Sums over some photos and decisions."""

    photos: int = 0
    accepted: int = 0
    traced: int = 0
    """Re-photo verdicts with a reference."""
    saved: int = 0
    """Of these, those that an accepted photo followed."""
    took: Counter[int] = field(default_factory=Counter)
    """Photos by the milliseconds of their check, as `in_steps` has them."""
    decisions: int = 0
    overrides: int = 0
    sampled: int = 0
    weightless: int = 0
    override: WeightedSum = field(default_factory=WeightedSum)
    false_re_photo: WeightedSum = field(default_factory=WeightedSum)
    false_accept: WeightedSum = field(default_factory=WeightedSum)
    needless: WeightedSum = field(default_factory=WeightedSum)
    """Of re-photo verdicts; those that officers accept count."""
    predicted: list[float] = field(default_factory=_bins)
    """Weighted p_accept, by bin."""
    readable: list[float] = field(default_factory=_bins)
    """Weights of the photos that officers accepted, by bin."""

    def see(self, one: JudgedPhoto, *, saved: bool) -> None:
        """Add one photo with a verdict. saved: whether an accepted photo followed it."""
        self.photos += 1
        self.accepted += one.verdict == "accept"
        self.traced += one.verdict != "accept" and one.reference_mac is not None
        self.saved += saved
        if one.took_ms is not None:
            self.took[in_steps(one.took_ms)] += 1

    def review(self, one: ReviewedPhoto) -> None:
        """Add one decision."""
        overridden, accepts = one.decision != one.verdict, one.decision == "accept"
        self.decisions += 1
        self.overrides += overridden
        if one.weight is None:
            self.weightless += 1
            return
        self.sampled += one.sampled
        self.override.count(one.weight, hit=overridden)
        (self.false_re_photo if accepts else self.false_accept).count(one.weight, hit=overridden)
        if one.verdict != "accept":
            self.needless.count(one.weight, hit=accepts)
        at = min(CALIBRATION_BINS - 1, int(one.p_accept * CALIBRATION_BINS))
        self.predicted[at] += one.weight * one.p_accept
        self.readable[at] += one.weight * accepts

    def add(self, other: "Sums") -> None:
        """Add the sums of other photos and decisions."""
        for one in fields(self):
            mine, more = getattr(self, one.name), getattr(other, one.name)
            if isinstance(mine, WeightedSum):
                mine.add(more)
            elif isinstance(mine, Counter):
                mine.update(more)
            elif isinstance(mine, list):
                mine[:] = [a + b for a, b in zip(mine, more, strict=True)]
            else:
                setattr(self, one.name, mine + more)


Groups = dict[Names, Sums]
"""Sums by the values in all dimensions."""


def in_steps(took_ms: int) -> int:
    """Return the time in steps of at most 5 %, so that a day has few different ones.

    >>> [in_steps(ms) for ms in (87, 123, 1234)]
    [87, 125, 1250]
    """
    step = 5 * 10 ** (len(str(took_ms)) - 3) if took_ms >= 100 else 1
    return round(took_ms / step) * step


def names_of(one: JudgedPhoto | ReviewedPhoto) -> Names:
    """Return the photo's value in each dimension."""
    return tuple(key(one) for key in DIMENSIONS.values())


def summed(
    seen: Iterable[JudgedPhoto],
    saved: frozenset[JudgedPhoto],
    reviewed: Iterable[ReviewedPhoto] = (),
) -> Groups:
    """Return the sums by group. saved: as `saved_rounds` has them."""
    groups: Groups = {}
    for photo in seen:
        groups.setdefault(names_of(photo), Sums()).see(photo, saved=photo in saved)
    for decision in reviewed:
        groups.setdefault(names_of(decision), Sums()).review(decision)
    return groups


def total(of: Iterable[Sums]) -> Sums:
    """Return the sum of sums."""
    whole = Sums()
    for one in of:
        whole.add(one)
    return whole
