"""Charts as SVG within the page: no library, no script, no style but what the page has."""

from collections.abc import Mapping, Sequence
from datetime import date
from html import escape

from markupsafe import Markup

from api.desk.figures import Group

WIDTH, HEIGHT, FOOT, LEFT = 640, 180, 22, 34
ROW = 24


def by_day(days: Mapping[date, Group], label: str) -> Markup:
    """Draw photos a day as bars: accepted below, sent back above."""
    most = max((group.photos for group in days.values()), default=0) or 1
    wide, high = (WIDTH - LEFT) / max(len(days), 7), HEIGHT - FOOT
    parts = [_line(high), _text(0, 12, str(most)), _text(0, high, "0")]
    for at, (day, group) in enumerate(days.items()):
        x, good = LEFT + at * wide, high * group.accepted / most
        bad = high * group.rounds / most
        told = f"{day:%d-%m-%Y}: {group.photos} · {group.accepted} · {group.rounds}"
        bars = _bar(x, high - good, wide * 0.8, good, "good")
        bars += _bar(x, high - good - bad, wide * 0.8, bad, "bad")
        parts.append(f"<g><title>{told}</title>{bars}</g>")
        if at % max(1, len(days) // 7) == 0:
            parts.append(_text(x, HEIGHT - 6, f"{day:%d-%m}"))
    return _chart(WIDTH, HEIGHT, label, parts)


def latency(days: Mapping[date, Group], label: str) -> Markup:
    """Draw the median and the slowest twentieth a day, in milliseconds."""
    told = [(g.median_ms, g.p95_ms) for g in days.values() if g.median_ms is not None]
    most = max((p95 or 0 for _, p95 in told), default=0) or 1
    wide, high = (WIDTH - LEFT) / max(len(told) - 1, 7), HEIGHT - FOOT
    parts = [_line(high), _text(0, 12, f"{most} ms"), _text(0, high, "0")]
    for which, kind in enumerate(("quiet", "doubt")):
        places = [
            (LEFT + at * wide, high * (1 - (one[which] or 0) / most)) for at, one in enumerate(told)
        ]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline class="{kind}" points="{line}"/>')
        parts += [f'<circle class="{kind}" cx="{x:.1f}" cy="{y:.1f}" r="3"/>' for x, y in places]
    return _chart(WIDTH, HEIGHT, label, parts)


def bars(counts: Sequence[tuple[str, int]], label: str) -> Markup:
    """Draw a bar a name, the longest first as they come."""
    most = max((count for _, count in counts), default=0) or 1
    parts = []
    for at, (name, count) in enumerate(counts):
        y = at * ROW
        parts.append(_text(0, y + 16, name))
        parts.append(_bar(200, y + 4, 380 * count / most, ROW - 8, "bad"))
        parts.append(_text(206 + 380 * count / most, y + 16, str(count)))
    return _chart(WIDTH, max(ROW, ROW * len(counts)), label, parts)


def _chart(width: int, height: int, label: str, parts: Sequence[str]) -> Markup:
    head = f'<svg class="chart" viewBox="0 0 {width} {height}" role="img"'
    return Markup(f'{head} aria-label="{escape(label)}">{"".join(parts)}</svg>')  # noqa: S704 - escaped


def _bar(x: float, y: float, wide: float, high: float, kind: str) -> str:
    size = f'x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}"'
    return f'<rect class="{kind}" {size}/>'


def _line(y: float) -> str:
    return f'<path class="axis" d="M{LEFT} {y}H{WIDTH}"/>'


def _text(x: float, y: float, text: str) -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}">{escape(text)}</text>'
