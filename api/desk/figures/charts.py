"""Charts as inline SVG, styled by the page."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from markupsafe import Markup

from api.desk.figures.statistics import GroupFigures

WIDTH, HEIGHT, BOTTOM_MARGIN, LEFT_MARGIN = 640, 180, 22, 34
ROW_HEIGHT = 24


def by_day(days: Mapping[date, GroupFigures], label: str) -> Markup:
    """Draw photos per day as stacked bars: accept verdicts below, re-photo above."""
    largest = max((group.photos for group in days.values()), default=0) or 1
    wide, high = (WIDTH - LEFT_MARGIN) / max(len(days), 7), HEIGHT - BOTTOM_MARGIN
    parts = [_line(high), _text(0, 12, str(largest)), _text(0, high, "0")]
    for at, (day, group) in enumerate(days.items()):
        x, good = LEFT_MARGIN + at * wide, high * group.accepted / largest
        bad = high * group.rounds / largest
        title = f"{day:%d-%m-%Y}: {group.photos} · {group.accepted} · {group.rounds}"
        bars = _bar(x, high - good, wide * 0.8, good, "good")
        bars += _bar(x, high - good - bad, wide * 0.8, bad, "bad")
        parts.append(f"<g><title>{title}</title>{bars}</g>")
        if at % max(1, len(days) // 7) == 0:
            parts.append(_text(x, HEIGHT - 6, f"{day:%d-%m}"))
    return _chart(WIDTH, HEIGHT, label, parts)


def latency(days: Mapping[date, GroupFigures], label: str) -> Markup:
    """Draw the median and the 95th percentile per day, in milliseconds."""
    quantiles = [(g.median_ms, g.p95_ms) for g in days.values() if g.median_ms is not None]
    largest = max((p95 or 0 for _, p95 in quantiles), default=0) or 1
    wide, high = (WIDTH - LEFT_MARGIN) / max(len(quantiles) - 1, 7), HEIGHT - BOTTOM_MARGIN
    parts = [_line(high), _text(0, 12, f"{largest} ms"), _text(0, high, "0")]
    for which, kind in enumerate(("quiet", "doubt")):
        places = [
            (LEFT_MARGIN + at * wide, high * (1 - (one[which] or 0) / largest))
            for at, one in enumerate(quantiles)
        ]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline class="{kind}" points="{line}"/>')
        parts += [f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places]
    return _chart(WIDTH, HEIGHT, label, parts)


def bars(counts: Sequence[tuple[str, int]], label: str) -> Markup:
    """Draw one bar per name, in the given order."""
    largest = max((count for _, count in counts), default=0) or 1
    parts = []
    for at, (name, count) in enumerate(counts):
        y = at * ROW_HEIGHT
        parts.append(_text(0, y + 16, name))
        parts.append(_bar(200, y + 4, 380 * count / largest, ROW_HEIGHT - 8, "bad"))
        parts.append(_text(206 + 380 * count / largest, y + 16, str(count)))
    return _chart(WIDTH, max(ROW_HEIGHT, ROW_HEIGHT * len(counts)), label, parts)


def _chart(width: int, height: int, label: str, parts: Sequence[str]) -> Markup:
    head = f'<svg class="chart" viewBox="0 0 {width} {height}" role="img"'
    return Markup(f'{head} aria-label="{escape(label)}">{"".join(parts)}</svg>')  # noqa: S704 - escaped


def _bar(x: float, y: float, wide: float, high: float, kind: str) -> str:
    size = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    return f'<rect class="{kind}" {size}/>'


def _line(y: float) -> str:
    return f'<path class="axis" d="M{LEFT_MARGIN} {y}H{WIDTH}"/>'


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
