"""Charts as inline SVG, without a plotting library; about two kilobytes each."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from precheck.suite.figures.score_statistics import ReliabilityBin

WIDTH_PX, HEIGHT_PX, MARGIN_PX = 300, 180, 26
GOOD, BAD, LIMIT, DIAGONAL = "good", "bad", "limit", "diagonal"
"""Classes, which the page gives its colours, light and dark."""
HISTOGRAM_BINS = 24


def roc_chart(points: Sequence[tuple[float, float]]) -> str:
    """Draw the ROC curve: share of good shots accepted over share of bad shots accepted."""
    line = _line(points, GOOD)
    return _chart(_diagonal() + line, "bad accepted", "good accepted", ("0", "1"), ("0", "1"))


def reliability_chart(bins: Sequence[ReliabilityBin]) -> str:
    """Draw observed over predicted probability; a dot grows with its number of shots."""
    max_count = max((each.count for each in bins), default=1)
    radii = (3 + 9 * math.sqrt(each.count / max_count) for each in bins)
    dots = "".join(
        _dot(each.predicted, each.observed, radius, each.count)
        for each, radius in zip(bins, radii, strict=True)
    )
    return _chart(_diagonal() + dots, "predicted", "observed", ("0", "1"), ("0", "1"))


def scatter_chart(points: Sequence[tuple[float, float]], x_label: str, y_label: str) -> str:
    """Draw points between the least and the greatest value of either axis."""
    if not points:
        return ""
    columns = np.asarray(points, dtype=np.float64)
    low, span = columns.min(axis=0), np.ptp(columns, axis=0)
    places = (columns - low) / np.where(span > 0, span, 1)
    dots = "".join(_dot(float(x), float(y), 2.5) for x, y in places)
    ends = [(f"{start:.3g}", f"{start + size:.3g}") for start, size in zip(low, span, strict=True)]
    return _chart(dots, x_label, y_label, *ends)


def histogram_chart(good: Sequence[float], bad: Sequence[float], limit: float | None) -> str:
    """Draw the histograms of a value over good and over bad shots, and its limit as a line."""
    limits = [] if limit is None else [limit]
    values = np.asarray([*good, *bad, *limits], dtype=np.float64)
    if not values.size:
        return ""
    low, high = (float(v) for v in (values.min(), values.max()))
    span = high - low or 1.0
    shares = [_bin_shares(each, low, low + span) for each in (good, bad)]
    top = max(max(each) for each in shares) or 1.0
    bars = "".join(
        _bars([share / top for share in each], kind)
        for each, kind in zip(shares, (GOOD, BAD), strict=True)
    )
    places = ((value - low) / span for value in limits)
    marks = "".join(_line([(x, 0), (x, 1)], LIMIT) for x in places)
    ends = (f"{low:.3g}", f"{low + span:.3g}"), ("0", f"{top:.0%}")
    return _chart(bars + marks, "value", "share", *ends)


def _bin_shares(values: Sequence[float], low: float, high: float) -> list[float]:
    counts, _ = np.histogram(values, bins=HISTOGRAM_BINS, range=(low, high))
    return [float(count) / max(1, len(values)) for count in counts]


def _bars(shares: Sequence[float], kind: str) -> str:
    width = 1 / HISTOGRAM_BINS
    return "".join(
        f'<rect x="{_x(at * width):.1f}" y="{_y(share):.1f}" width="{_x(width) - _x(0):.1f}" '
        f'height="{_y(0) - _y(share):.1f}" class="{kind}"/>'
        for at, share in enumerate(shares)
        if share > 0
    )


def _dot(x: float, y: float, radius: float, count: int | None = None) -> str:
    title = "" if count is None else f"<title>{count} shots</title>"
    return (
        f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="{radius:.1f}" '
        f'class="{GOOD}">{title}</circle>'
    )


def _line(points: Iterable[tuple[float, float]], kind: str) -> str:
    places = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    return f'<polyline points="{places}" class="{kind}"/>'


def _diagonal() -> str:
    return _line([(0, 0), (1, 1)], DIAGONAL)


def _chart(
    inside: str, x_label: str, y_label: str, x_ends: tuple[str, str], y_ends: tuple[str, str]
) -> str:
    frame = f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" class="{LIMIT}"/>'
    texts = (
        _text(_x(0.5), HEIGHT_PX - 6, x_label, "middle"),
        _text(_x(0), HEIGHT_PX - 6, x_ends[0], "start"),
        _text(_x(1), HEIGHT_PX - 6, x_ends[1], "end"),
        _text(2, _y(0), y_ends[0], "start"),
        _text(2, _y(1) - 4, f"{y_ends[1]} {y_label}", "start"),
    )
    return (
        f'<svg viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" width="{WIDTH_PX}" height="{HEIGHT_PX}" '
        f'role="img" aria-label="{y_label} over {x_label}">{frame}{inside}{"".join(texts)}</svg>'
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{text}</text>'


def _x(share: float) -> float:
    return MARGIN_PX + share * (WIDTH_PX - 2 * MARGIN_PX)


def _y(share: float) -> float:
    return HEIGHT_PX - MARGIN_PX - share * (HEIGHT_PX - 2 * MARGIN_PX)
