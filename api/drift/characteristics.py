"""What is counted of each answer, and in which bins. Pure."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from types import MappingProxyType

from api.store.drift_days import DriftPhoto
from precheck.suite.shares import P_ACCEPT_BOUNDS

Counts = Mapping[str, Mapping[str, int]]
"""Photos by characteristic and bin."""

UNMEASURED = "unmeasured"
NONE = "none"
"""Bin of the photos without a value."""

_SHARE = (0.0, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
EDGES: Mapping[str, tuple[float, ...]] = MappingProxyType(
    {
        "p_accept": P_ACCEPT_BOUNDS[:-1],
        "legibility": (0.1, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.97, 0.99, 0.995, 0.999),
        "cropping": _SHARE,
        "occlusion": _SHARE,
        "glare": _SHARE,
        "blur": (
            *(0.01, 0.0125, 0.015, 0.0175, 0.02, 0.0225, 0.025, 0.03, 0.035, 0.04, 0.045, 0.053),
            *(0.06, 0.07, 0.085, 0.1, 0.15, 0.2),
        ),
        "dark": tuple(range(60, 250, 10)),
        "overexposed": (0.025, 0.05, 0.075, 0.1, 0.125, 0.15, 0.2, 0.25, 0.3, 0.4, 0.55, 0.7),
        "shadow": _SHARE,
        "low_contrast": (20, 30, 40, 48, 55, *range(60, 200, 10)),
        "too_small": (4, 5, 6, 6.5, 7, 7.5, 8, 8.5, 9, 10, 11, 12, 14, 16, 18, 20, 24, 30, 40),
        "perspective": (1, 2, 3, 4, 5, 6, 7, 8, 10, 12, 15, 18, 21, 23.6, 28, 35),
        "noise": (2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24, 30, 40),
        "screen": (0.05, 0.075, 0.1, 0.125, 0.15, 0.175, 0.2, 0.225, 0.246, 0.3, 0.4),
    }
)
"""Upper edges of the bins of each characteristic that is a number, in its unit; the last bin has
none. They are finer than a comparison needs: `stability` joins them."""
NAMED = ("verdict", "reason", "type", "number")
"""Characteristics that are a code."""
ALL = (*NAMED, *EDGES)


def bins(photo: DriftPhoto) -> Iterator[tuple[str, str]]:
    """Yield the bin of a photo in each characteristic."""
    named = (photo.verdict, photo.reason, photo.type, photo.number_state)
    for name, code in zip(NAMED, named, strict=True):
        yield name, code or NONE
    values = {name: one.get("value") for name, one in photo.measures.items()}
    for name, edges in EDGES.items():
        value = photo.p_accept if name == "p_accept" else values.get(name)
        yield name, UNMEASURED if value is None else str(bisect_left(edges, value))


def counted(photos: Iterable[DriftPhoto]) -> dict[str, dict[str, int]]:
    """Return how many photos are in each bin."""
    counts: dict[str, Counter[str]] = {name: Counter() for name in ALL}
    for photo in photos:
        for name, bin_ in bins(photo):
            counts[name][bin_] += 1
    return {name: dict(found) for name, found in counts.items()}
