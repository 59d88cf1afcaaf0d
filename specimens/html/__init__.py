"""A second printer: pages from a grammar, typeset by Chromium instead of drawn on a canvas."""

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np

from specimens import wear
from specimens.canvas import Draft
from specimens.html import akta, blocks, kk, ktp, letters, papers
from specimens.html.dice import Dice
from specimens.html.page import Page, canvas_of, legible
from specimens.sheet import Sheet
from specimens.world import World

VARIANTS: Mapping[str, Callable[[Dice, World], Page]] = {
    "html_kk": kk.draw,
    "html_akta_kelahiran": akta.draw_birth,
    "html_akta_kematian": akta.draw_death,
    "html_ktp": ktp.draw,
    "html_letter": letters.draw,
    "html_marriage_book": letters.draw_book,
    "html_certificate": letters.draw_certificate,
    "html_card": ktp.draw_other_card,
    "html_form": papers.draw_form,
    "html_receipt": papers.draw_receipt,
    "html_invoice": papers.draw_invoice,
    "html_table": papers.draw_table,
    "html_article": papers.draw_article,
    "html_poster": papers.draw_poster,
    "html_pictures": papers.draw_pictures,
    "html_handwriting": papers.draw_handwriting,
    "html_note": papers.draw_note,
    "html_blank": papers.draw_blank,
    "html_back": papers.draw_back,
}
"""Each variant's name and the grammar of its pages."""
PURPOSE_SHARE = 0.05  # of pages that bear their owner's watermark text
TRIES = 40


def draw(variant: str, rng: np.random.Generator, world: World, faint: float = 0.0) -> Sheet:
    """Draw one sheet of a variant. The same generator state draws the same sheet.

    faint: share of the ink that is lost all over the page, 0–1.
    """
    draft = drafted(variant, rng, world)
    wear.use(draft.canvas, rng, faint)
    return draft.sheet()


def drafted(variant: str, rng: np.random.Generator, world: World) -> Draft:
    """Return an unused page.

    A page with words that overlap, leave the sheet or cannot be read is drawn anew.
    """
    for _ in range(TRIES):
        dice = Dice(rng)
        page = VARIANTS[variant](dice, world)
        if dice.chance(PURPOSE_SHARE):
            text = world.pick("purposes", rng)
            page = replace(page, over=page.over + blocks.across(dice, page.size_mm, text))
        canvas = canvas_of(page)
        if canvas is None:
            continue
        draft = Draft(
            canvas=canvas,
            type=page.type,
            variant=variant,
            number=page.number,
            glossy=page.glossy,
        )
        if legible(draft.sheet()):
            return draft
    raise RuntimeError(f"{variant}: {TRIES} pages in a row did not fit their sheet")
