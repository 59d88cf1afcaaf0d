"""All variants of documents, and how one is drawn."""

from collections.abc import Callable, Mapping

from specimens.arrays import Rng
from specimens.documents import ktp
from specimens.documents.akta import new as akta_new
from specimens.documents.akta import old as akta_old
from specimens.documents.kk import old as kk_old
from specimens.documents.kk import white as kk_white
from specimens.documents.other import bills, letters, marriage, sides
from specimens.drawing import ageing, watermarks
from specimens.drawing.canvas import Draft
from specimens.html import variants as html_variants
from specimens.sheet import DrawnSheet
from specimens.world import World

VARIANTS: Mapping[str, Callable[[World, Rng], Draft]] = {
    "kk_blue": kk_old.draw_blue, "kk_2018": kk_old.draw_2018, "kk_white": kk_white.draw,
    "akta_kelahiran_old": akta_old.draw_birth, "akta_kelahiran_new": akta_new.draw_birth,
    "akta_kematian_old": akta_old.draw_death, "akta_kematian_new": akta_new.draw_death,
    "ktp": ktp.draw, "letter": letters.draw_letter, "police_letter": letters.draw_police,
    "birth_note": letters.draw_birth_note, "village_note": letters.draw_village_note,
    "marriage_book": marriage.draw_marriage_book, "marriage_akta": marriage.draw_marriage_akta,
    "invoice": bills.draw_invoice, "receipt": bills.draw_receipt, "kia": sides.draw_kia,
    "blank": sides.draw_blank, "back": sides.draw_back,
}  # fmt: skip
"""The canvas printer's variants."""
PURPOSE_SHARE = 0.05  # of pages with their owner's watermark text


def draw(variant: str, rng: Rng, world: World, faint: float = 0.0) -> DrawnSheet:
    """Draw one sheet of a variant, by the HTML printer where its name starts with html_.

    The same generator state gives the same sheet.
    faint: share of the ink that the whole page has lost, 0–1.
    """
    if variant.startswith("html_"):
        return html_variants.draw(variant, rng, world, faint)
    draft = VARIANTS[variant](world, rng)
    if draft.canvas.words:
        watermarks.mark_specimen(draft.canvas, world, rng)
    ageing.age_page(draft.canvas, rng, faint)
    if rng.random() < PURPOSE_SHARE:
        watermarks.write_purpose(draft.canvas, world, rng)
    return draft.sheet()
