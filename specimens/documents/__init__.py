"""The documents that can be drawn, by variant."""

from collections.abc import Callable, Mapping

import numpy as np

from specimens import marks, wear
from specimens.canvas import Draft
from specimens.documents import (
    akta_new,
    akta_old,
    bills,
    booklets,
    kk_old,
    kk_white,
    ktp,
    letters,
    sides,
)
from specimens.sheet import Sheet
from specimens.world import World

VARIANTS: Mapping[str, Callable[[World, np.random.Generator], Draft]] = {
    "kk_blue": kk_old.draw_blue,
    "kk_2018": kk_old.draw_2018,
    "kk_white": kk_white.draw,
    "akta_kelahiran_old": akta_old.draw_birth,
    "akta_kelahiran_new": akta_new.draw_birth,
    "akta_kematian_old": akta_old.draw_death,
    "akta_kematian_new": akta_new.draw_death,
    "ktp": ktp.draw,
    "letter": letters.draw_letter,
    "police_letter": letters.draw_police,
    "birth_note": letters.draw_birth_note,
    "village_note": letters.draw_village_note,
    "marriage_book": booklets.draw_marriage_book,
    "marriage_akta": booklets.draw_marriage_akta,
    "invoice": bills.draw_invoice,
    "receipt": bills.draw_receipt,
    "kia": sides.draw_kia,
    "blank": sides.draw_blank,
    "back": sides.draw_back,
}
"""Each variant's name and what draws it."""
PURPOSE_SHARE = 0.05  # of pages that bear their owner's watermark text


def draw(variant: str, rng: np.random.Generator, world: World, faint: float = 0.0) -> Sheet:
    """Draw one sheet of a variant. The same generator state draws the same sheet.

    A variant whose name begins with html_ comes from the HTML printer.
    faint: share of the ink that is lost all over the page, 0–1.
    """
    if variant.startswith("html_"):
        from specimens import html  # noqa: PLC0415  # it uses this package's deeds and cards

        return html.draw(variant, rng, world, faint)
    draft = VARIANTS[variant](world, rng)
    if draft.canvas.words:  # an empty side shows nobody's data
        marks.specimen(draft.canvas, world, rng)
    wear.use(draft.canvas, rng, faint)
    if rng.random() < PURPOSE_SHARE:
        marks.purpose(draft.canvas, world, rng)
    return draft.sheet()
