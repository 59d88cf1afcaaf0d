"""A page of no known document type, built of blocks of content."""

from specimens.documents.form import A4_PX_PER_MM
from specimens.html.page import HtmlPage
from specimens.html.parts import blocks, paper
from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import joined
from specimens.html.parts.style import PageStyle


def other_page(
    dice: Dice,
    style: PageStyle,
    flow: list[str],
    size: tuple[float, float],
    sheet: paper.PaperDesign | None = None,
    *,
    css: str = "",
    px_per_mm: float = A4_PX_PER_MM,
    least_zoom: float = 0.55,
) -> HtmlPage:
    """Return a page of no known type that contains blocks of content."""
    marked = dice.chance(0.6)
    parts = list(flow)
    if marked:
        parts.insert(dice.pick((0, len(parts))), blocks.specimen_line(dice))
    short = min(size)
    top, right, bottom, left = (dice.real(0.04, 0.13) * short for _ in range(4))
    return HtmlPage(
        type="other", size_mm=size, px_per_mm=px_per_mm, paper=sheet or paper.white_paper(dice),
        css=style.css + css, flow=joined(parts), margins=(top, right, bottom, left),
        over=blocks.overlay(dice, size, marked=marked, paper=short > 100),
        fill=dice.real(0.6, 1) if dice.chance(0.3) else 0.0, least_zoom=least_zoom,
    )  # fmt: skip
