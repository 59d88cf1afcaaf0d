"""Charts of a calibration: before and after in one square.

Places across are shares of the width and places down are pixels, as in `figures/charts.py`.
"""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import pairwise

from markupsafe import Markup

from api.desk.pages.svg import svg

HEIGHT, TOP, BOTTOM = 240, 18, 20
"""Pixels: of a chart, of its margins."""
PLOT = HEIGHT - TOP - BOTTOM
LEFT, WIDTH = 9.0, 88.0
"""Per cent of the width: of the margin and of the square."""
Point = tuple[float, float]
"""Across and up, 0–1."""
CLASSES = ("quiet", "doubt")
"""Of the release, and of what was learned."""


def square(
    label: str, axes: tuple[str, str], curves: Sequence[Sequence[Point]], *, dots: bool
) -> Markup:
    """Draw two curves, now and proposed, in a square from 0 to 1.

    axes: what is across and what is up. dots: mark the points.
    """
    parts = [*_frame(axes)]
    for kind, points in zip(CLASSES, curves, strict=True):
        parts += _curve(kind, points, dots=dots)
    return svg(parts, label=label, height=HEIGHT)


def _frame(axes: tuple[str, str]) -> Iterator[str]:
    corners = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0), (0.0, 0.0), (1.0, 1.0))
    yield from _curve("axis", corners, dots=False)
    across, up = (escape(axis) for axis in axes)
    yield f'<text x="{LEFT}%" y="{TOP - 6}">{up}</text>'
    yield f'<text x="{LEFT + WIDTH}%" y="{HEIGHT - 5}" text-anchor="end">{across} →</text>'
    for value in (0.0, 0.5, 1.0):
        y = _y(value) + 4
        yield f'<text x="{LEFT - 1}%" y="{y:.1f}" text-anchor="end">{value:.0%}</text>'


def _curve(kind: str, points: Sequence[Point], *, dots: bool) -> Iterator[str]:
    for (x, y), (to_x, to_y) in pairwise(points):
        yield (
            f'<line class="{kind}" x1="{_x(x):.2f}%" y1="{_y(y):.1f}" '
            f'x2="{_x(to_x):.2f}%" y2="{_y(to_y):.1f}"/>'
        )
    for x, y in points if dots else ():
        yield (
            f'<circle class="{kind}" cx="{_x(x):.2f}%" cy="{_y(y):.1f}" r="4">'
            f"<title>{x:.0%} · {y:.0%}</title></circle>"
        )


def _x(value: float) -> float:
    return LEFT + WIDTH * value


def _y(value: float) -> float:
    return HEIGHT - BOTTOM - PLOT * value
