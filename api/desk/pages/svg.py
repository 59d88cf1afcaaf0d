"""The frame of charts as inline SVG, styled by the page."""

from collections.abc import Iterable

from markupsafe import Markup

Parts = Iterable[str]
"""Elements as text; what people or files wrote is escaped in them."""


def svg(parts: Parts, *, label: str, height: int, kind: str = "chart") -> Markup:
    """Return a picture as wide as its place.

    label: what is drawn, read aloud; escaped here. height: in pixels. kind: its class.
    """
    inner = Markup("".join(parts))  # noqa: S704 - numbers, and escaped texts
    head = Markup('<svg class="{}" height="{}" role="img" aria-label="{}">{}</svg>')
    return head.format(kind, height, label, inner)
