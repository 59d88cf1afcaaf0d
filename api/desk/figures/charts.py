"""Charts over days.

Places across are shares of the width and places down are pixels, so that texts keep their size at
any width.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from html import escape

from markupsafe import Markup

from api.desk.figures.statistics import GroupFigures
from api.desk.pages.svg import svg

HEIGHT, TOP, BOTTOM = 190, 20, 22
"""Pixels: of a chart, of its margins."""
PLOT = HEIGHT - TOP - BOTTOM
LEAST_BAR = 2
"""Pixels of the lowest bar that is not zero."""
DAY_LABELS = 4
MAX_DAY_WIDTH = 12.5
"""Per cent of the width; few days do not become broad."""


def days_until(last: date, count: int) -> list[date]:
    """Return the `count` days that end with `last`."""
    return [last - timedelta(days=ago) for ago in reversed(range(count))]


def by_day(days: Sequence[date], figures: Mapping[date, GroupFigures], label: str) -> Markup:
    """Draw photos per day as stacked bars: accept verdicts below, re-photo above."""
    largest = max((group.photos for group in figures.values()), default=0) or 1
    parts = [*_frame(days, str(largest))]
    for at, day in enumerate(days):
        group = figures.get(day)
        if group is None:
            continue
        x, wide = _left(at, len(days)), _width(len(days)) * 0.8
        good, bad = _height(group.accepted, largest), _height(group.rounds, largest)
        title = f"{day:%d-%m-%Y}: {group.photos} · {group.accepted} · {group.rounds}"
        bars = _bar(x, HEIGHT - BOTTOM - good, wide, good, "good")
        bars += _bar(x, HEIGHT - BOTTOM - good - bad, wide, bad, "bad")
        parts.append(f"<g><title>{title}</title>{bars}</g>")
    return svg(parts, label=label, height=HEIGHT)


def latency(days: Sequence[date], figures: Mapping[date, GroupFigures], label: str) -> Markup:
    """Draw the median and the 95th percentile per day, in milliseconds.

    A day is a point; days one after the other are joined.
    """
    largest = max((group.p95_ms or 0 for group in figures.values()), default=0) or 1
    parts = [*_frame(days, f"{largest} ms")]
    for kind, name in (("quiet", "median_ms"), ("doubt", "p95_ms")):
        before: tuple[float, float] | None = None
        for at, day in enumerate(days):
            value = getattr(figures[day], name) if day in figures else None
            if value is None:
                before = None
                continue
            x = _left(at, len(days)) + _width(len(days)) * 0.4
            y = HEIGHT - BOTTOM - PLOT * value / largest
            if before:
                parts.append(
                    f'<line class="{kind}" x1="{before[0]:.2f}%" y1="{before[1]:.1f}" '
                    f'x2="{x:.2f}%" y2="{y:.1f}"/>'
                )
            parts.append(
                f'<circle class="{kind}" cx="{x:.2f}%" cy="{y:.1f}" r="4">'
                f"<title>{day:%d-%m-%Y}: {value} ms</title></circle>"
            )
            before = (x, y)
    return svg(parts, label=label, height=HEIGHT)


def share_bar(count: int, largest: int) -> Markup:
    """Draw one bar of a table's row."""
    share = 100 * count / (largest or 1)
    bar = Markup('<rect class="bad" width="{:.1f}%" height="100%"/>').format(share)
    return Markup('<svg class="bar" aria-hidden="true">{}</svg>').format(bar)


def _frame(days: Sequence[date], most: str) -> Iterator[str]:
    """Yield the lines of nothing and of the most, and some days."""
    for y in (TOP, HEIGHT - BOTTOM):
        yield f'<line class="axis" x1="0" x2="100%" y1="{y}" y2="{y}"/>'
    yield f'<text x="0" y="{TOP - 6}">{escape(most)}</text>'
    step = max(1, (len(days) - 1) // (DAY_LABELS - 1)) if len(days) > 1 else 1
    for at in range(0, len(days), step):
        x = _left(at, len(days)) + _width(len(days)) * 0.4
        anchor = "start" if at == 0 else "end" if x > 90 else "middle"
        x = 0 if at == 0 else min(x, 100)
        yield f'<text x="{x:.2f}%" y="{HEIGHT - 6}" text-anchor="{anchor}">{days[at]:%d-%m}</text>'


def _width(count: int) -> float:
    return min(MAX_DAY_WIDTH, 100 / count)


def _left(at: int, count: int) -> float:
    return at * _width(count)


def _height(count: int, largest: int) -> float:
    return max(LEAST_BAR, PLOT * count / largest) if count else 0


def _bar(x: float, y: float, wide: float, high: float, kind: str) -> str:
    size = f'x="{x:.2f}%" y="{y:.1f}" width="{wide:.2f}%" height="{high:.1f}"'
    return f'<rect class="{kind}" {size}/>' if high else ""
