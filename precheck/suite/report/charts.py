"""Charts as inline SVG, without a plotting library; about two kilobytes each."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from precheck.suite.comparison import RateChange
from precheck.suite.figures.score_statistics import ReliabilityBin

WIDTH_PX, HEIGHT_PX, MARGIN_PX = 480, 270, 30
GOOD, BAD, LIMIT, DIAGONAL = "good", "bad", "limit", "diagonal"
"""Classes, which the page gives its colours, light and dark."""
HISTOGRAM_BINS = 24
THRESHOLDS = 201
"""Limits of p_accept at which the error rates are drawn."""


def roc_chart(points: Sequence[tuple[float, float]]) -> str:
    """Draw the ROC curve: share of good shots accepted over share of bad shots accepted."""
    line = _line(points, GOOD)
    return _chart(_diagonal() + line, "bad accepted", "good accepted", ("0", "1"), ("0", "1"))


def error_chart(good: Sequence[float], bad: Sequence[float], limits: Sequence[float]) -> str:
    """Draw both error rates over the limit of p_accept, and the limits in force as lines.

    Green: share of good shots that would be sent back. Red: share of bad ones accepted.
    """
    if not good or not bad:
        return ""
    thresholds = np.linspace(0, 1, THRESHOLDS)
    false_re_photo = np.searchsorted(np.sort(good), thresholds, side="left") / len(good)
    false_accept = 1 - np.searchsorted(np.sort(bad), thresholds, side="left") / len(bad)
    lines = "".join(
        _line(zip(thresholds.tolist(), rates.tolist(), strict=True), kind)
        for rates, kind in ((false_re_photo, GOOD), (false_accept, BAD))
    )
    marks = "".join(_line([(limit, 0), (limit, 1)], LIMIT) for limit in limits)
    return _chart(lines + marks, "limit of p_accept", "error rate", ("0", "1"), ("0", "1"))


def changes_chart(changes: Sequence[RateChange]) -> str:
    """Draw what changed between two runs: a bar to the left for errors fixed, to the right for new.

    A row a rate; the longest bar is the greatest count.
    """
    if not changes:
        return ""
    most = max(max(one.only_before, one.only_now) for one in changes) or 1
    row = (HEIGHT_PX - 2 * MARGIN_PX) / len(changes)
    parts = [_line([(0.5, 0), (0.5, 1)], DIAGONAL)]
    for at, one in enumerate(changes):
        y = MARGIN_PX + at * row
        for count, kind, side in ((one.only_before, GOOD, -1), (one.only_now, BAD, 1)):
            wide = (_x(1) - _x(0)) * 0.3 * count / most
            left = _x(0.5) - wide if side < 0 else _x(0.5)
            parts.append(
                f'<rect x="{left:.1f}" y="{y + row * 0.55:.1f}" width="{wide:.1f}" '
                f'height="{row * 0.35:.1f}" class="{kind}"><title>{count}</title></rect>'
            )
        label = f"{one.name}: {one.only_before} fixed, {one.only_now} new"
        parts.append(_text(_x(0.5), y + row * 0.45, label, "middle"))
    return (
        f'<svg viewBox="0 0 {WIDTH_PX} {HEIGHT_PX}" width="{WIDTH_PX}" height="{HEIGHT_PX}" '
        f'role="img" aria-label="errors fixed and new errors">{"".join(parts)}</svg>'
    )


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


def histogram_chart(
    good: Sequence[float], bad: Sequence[float], limits: Sequence[float] = ()
) -> str:
    """Draw the histograms of a value over good and over bad shots, and its limits as lines."""
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
