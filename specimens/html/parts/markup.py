"""Pieces of HTML. Lengths are millimetres; the root font size makes 1 rem one millimetre."""

from collections.abc import Iterable
from html import escape

from specimens.drawing.ink import POINT_MM


def mm(length: float) -> str:
    """Return a CSS length."""
    return f"{length:.3f}rem"


def pt(size: float) -> str:
    """Return a CSS length of a type size in points."""
    return mm(size * POINT_MM)


def box(content: str, css: str = "", name: str = "", tag: str = "div") -> str:
    """Return an element. content: HTML."""
    style = f' style="{css}"' if css else ""
    class_ = f' class="{name}"' if name else ""
    return f"<{tag}{class_}{style}>{content}</{tag}>"


def words(text: str, css: str = "", name: str = "") -> str:
    """Return caption text in a span."""
    return box(escape(text, quote=False), css, name, "span")


def line(text: str, css: str = "", name: str = "") -> str:
    """Return caption text as a block of its own."""
    return box(escape(text, quote=False), css, name)


def value(text: str, field: str, *, must_read: bool = False, css: str = "", name: str = "v") -> str:
    """Return the text of a value. field: of its words."""
    needed = ' data-must="1"' if must_read else ""
    style = f' style="{css}"' if css else ""
    inner = escape(text, quote=False)
    return f'<span class="{name}" data-field="{field}"{needed}{style}>{inner}</span>'


def joined(parts: Iterable[str]) -> str:
    """Return concatenated pieces of HTML."""
    return "".join(parts)
