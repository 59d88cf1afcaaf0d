"""Charts as inline SVG: no library, no network, two kilobytes each."""

import math
from collections.abc import Iterable, Sequence

import numpy as np

from precheck.suite.reliability import Bin

WIDTH, HEIGHT, EDGE = 300, 180, 26
GOOD, BAD, QUIET = "#2a7f3f", "#b3322c", "#888"
BARS = 24


def roc_chart(points: Sequence[tuple[float, float]]) -> str:
    """Draw good accepted over bad accepted."""
    line = _line(points, GOOD)
    return _chart(_diagonal() + line, "bad accepted", "good accepted", ("0", "1"), ("0", "1"))


def reliability_chart(found: Sequence[Bin]) -> str:
    """Draw how often what was told was so, over its probability; a dot's area follows its count."""
    most = max((part.count for part in found), default=1)
    dots = "".join(
        _dot(part.told, part.good, 3 + 9 * math.sqrt(part.count / most), part.count)
        for part in found
    )
    return _chart(_diagonal() + dots, "probability told", "really so", ("0", "1"), ("0", "1"))


def scatter_chart(points: Sequence[tuple[float, float]], across: str, up: str) -> str:
    """Draw points between the least and greatest of either direction."""
    if not points:
        return ""
    columns = np.asarray(points, dtype=np.float64)
    least, span = columns.min(axis=0), np.ptp(columns, axis=0)
    places = (columns - least) / np.where(span > 0, span, 1)
    dots = "".join(_dot(float(x), float(y), 2.5) for x, y in places)
    ends = [(f"{low:.3g}", f"{low + wide:.3g}") for low, wide in zip(least, span, strict=True)]
    return _chart(dots, across, up, *ends)


def histogram_chart(good: Sequence[float], bad: Sequence[float], limit: float | None) -> str:
    """Draw the shares of good and bad shots over a measure's value, its limit as a line."""
    values = np.asarray([*good, *bad, *([] if limit is None else [limit])], dtype=np.float64)
    if not values.size:
        return ""
    low, high = (float(v) for v in (values.min(), values.max()))
    span = high - low or 1.0
    sides = [_heights(side, low, low + span) for side in (good, bad)]
    most = max(max(heights) for heights in sides) or 1.0
    bars = "".join(
        _bars([height / most for height in heights], colour)
        for heights, colour in zip(sides, (GOOD, BAD), strict=True)
    )
    mark = (
        ""
        if limit is None
        else _line([((limit - low) / span, 0), ((limit - low) / span, 1)], QUIET)
    )
    return _chart(
        bars + mark, "value", "share", (f"{low:.3g}", f"{low + span:.3g}"), ("0", f"{most:.0%}")
    )


def _heights(values: Sequence[float], low: float, high: float) -> list[float]:
    counts, _ = np.histogram(values, bins=BARS, range=(low, high))
    return [float(count) / max(1, len(values)) for count in counts]


def _bars(heights: Sequence[float], colour: str) -> str:
    wide = 1 / BARS
    return "".join(
        f'<rect x="{_x(at * wide):.1f}" y="{_y(height):.1f}" width="{_x(wide) - _x(0):.1f}" '
        f'height="{_y(0) - _y(height):.1f}" fill="{colour}" fill-opacity=".5"/>'
        for at, height in enumerate(heights)
        if height > 0
    )


def _dot(x: float, y: float, radius: float, count: int | None = None) -> str:
    title = "" if count is None else f"<title>{count} shots</title>"
    return (
        f'<circle cx="{_x(x):.1f}" cy="{_y(y):.1f}" r="{radius:.1f}" fill="{GOOD}" '
        f'fill-opacity=".5">{title}</circle>'
    )


def _line(points: Iterable[tuple[float, float]], colour: str) -> str:
    places = " ".join(f"{_x(x):.1f},{_y(y):.1f}" for x, y in points)
    return f'<polyline points="{places}" fill="none" stroke="{colour}" stroke-width="1.5"/>'


def _diagonal() -> str:
    return _line([(0, 0), (1, 1)], "#ccc")


def _chart(inside: str, across: str, up: str, xs: tuple[str, str], ys: tuple[str, str]) -> str:
    frame = f'<path d="M{_x(0)} {_y(1)}V{_y(0)}H{_x(1)}" fill="none" stroke="{QUIET}"/>'
    texts = (
        _text(_x(0.5), HEIGHT - 6, across, "middle"),
        _text(_x(0), HEIGHT - 6, xs[0], "start"),
        _text(_x(1), HEIGHT - 6, xs[1], "end"),
        _text(2, _y(0), ys[0], "start"),
        _text(2, _y(1) - 4, f"{ys[1]} {up}", "start"),
    )
    return (
        f'<svg viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" role="img" '
        f'aria-label="{up} over {across}">{frame}{inside}{"".join(texts)}</svg>'
    )


def _text(x: float, y: float, text: str, anchor: str) -> str:
    return f'<text x="{x:.0f}" y="{y:.0f}" text-anchor="{anchor}">{text}</text>'


def _x(share: float) -> float:
    return EDGE + share * (WIDTH - 2 * EDGE)


def _y(share: float) -> float:
    return HEIGHT - EDGE - share * (HEIGHT - 2 * EDGE)
