"""Small pictures of two distributions: the past as an outline, the week as bars."""

from markupsafe import Markup

from api.desk.pages.svg import svg
from api.drift.stability import Comparison

HEIGHT = 44
"""Pixels."""


def distributions(one: Comparison, label: str) -> Markup:
    """Draw the shares of the bins. label: what is drawn, read aloud."""
    largest = max(max(bin_.past, bin_.week) for bin_ in one.bins)
    wide = 100 / len(one.bins)
    parts = []
    for at, bin_ in enumerate(one.bins):
        title = f"{100 * bin_.past:.1f} % → {100 * bin_.week:.1f} %"
        past, week = (_bar(at * wide, wide, share / largest) for share in (bin_.past, bin_.week))
        kind = "bad" if bin_ is one.grown and one.moved else "good"
        parts.append(
            f'<g><title>{title}</title><rect class="{kind}" {week}/><rect class="past" {past}/></g>'
        )
    return svg(parts, label=label, height=HEIGHT, kind="drift")


def _bar(x: float, wide: float, share: float) -> str:
    high = share * (HEIGHT - 2)
    size = f'width="{wide * 0.8:.2f}%" height="{high:.1f}"'
    return f'x="{x + wide * 0.1:.2f}%" y="{HEIGHT - 1 - high:.1f}" {size}'
