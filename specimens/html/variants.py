"""All variants of the HTML printer, and how one is drawn."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from specimens.arrays import Rng
from specimens.drawing import ageing
from specimens.drawing.canvas import Draft
from specimens.html.page import HtmlPage, is_legible, render_page
from specimens.html.pages import (
    akta,
    bills,
    cards,
    certificates,
    forms,
    kk,
    letters,
    notes,
    publications,
)
from specimens.html.parts import blocks
from specimens.html.parts.dice import Dice
from specimens.sheet import DrawnSheet
from specimens.world import World

HTML_VARIANTS: Mapping[str, Callable[[Dice, World], HtmlPage]] = {
    "html_kk": kk.draw, "html_akta_kelahiran": akta.draw_birth,
    "html_akta_kematian": akta.draw_death, "html_ktp": cards.draw, "html_letter": letters.draw,
    "html_marriage_book": certificates.draw_book,
    "html_certificate": certificates.draw_certificate, "html_card": cards.draw_other_card,
    "html_form": forms.draw_form, "html_receipt": bills.draw_receipt,
    "html_invoice": bills.draw_invoice, "html_table": publications.draw_table,
    "html_article": publications.draw_article, "html_poster": publications.draw_poster,
    "html_pictures": publications.draw_pictures, "html_handwriting": notes.draw_handwriting,
    "html_note": notes.draw_note, "html_blank": notes.draw_blank, "html_back": notes.draw_back,
}  # fmt: skip
"""The grammar of each variant's pages."""
HTML_PURPOSE_SHARE = 0.05  # of pages with their owner's watermark text
MAX_PAGE_ATTEMPTS = 40


def draw(variant: str, rng: Rng, world: World, faint: float = 0.0) -> DrawnSheet:
    """Draw one sheet of a variant. The same generator state gives the same sheet.

    faint: share of the ink that the whole page has lost, 0–1.
    """
    draft = draw_draft(variant, rng, world)
    ageing.age_page(draft.canvas, rng, faint)
    return draft.sheet()


def draw_draft(variant: str, rng: Rng, world: World) -> Draft:
    """Return a page without ageing.

    Pages with overlapping, cut or illegible words are rejected. Raises RuntimeError after
    MAX_PAGE_ATTEMPTS.
    """
    for _ in range(MAX_PAGE_ATTEMPTS):
        dice = Dice(rng)
        page = HTML_VARIANTS[variant](dice, world)
        if dice.chance(HTML_PURPOSE_SHARE):
            text = world.pick("purposes", rng)
            page = replace(page, over=page.over + blocks.slanted_text(dice, page.size_mm, text))
        canvas = render_page(page)
        if canvas is None:
            continue
        draft = Draft(
            canvas=canvas, type=page.type, variant=variant, number=page.number, glossy=page.glossy
        )
        if is_legible(draft.sheet()):
            return draft
    raise RuntimeError(f"{variant}: {MAX_PAGE_ATTEMPTS} pages in a row did not fit their sheet")
