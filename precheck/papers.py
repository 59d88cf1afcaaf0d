"""Which form a paper has that the page net does not know: the one whose text lies like its own."""

from collections.abc import Mapping, Sequence

from precheck.beyond import NOWHERE, Search, cut_off
from precheck.capture import Grid, Layout, Page, Photo, TextMap
from precheck.cells.weights import TEXT
from precheck.flatten import turned
from precheck.layout import in_cells

LEAST = 0.35
"""Agreement from which a paper is of a form. Of 293 drawn papers of these forms, a half of them cut
off, 286 have it, 281 with their own; of 150 others 37 have it, 36 with letters."""
SURELY = 0.65
"""Agreement from which a paper lies upside down, though the page net did not see it. No page of the
150 other ones has it."""

Form = tuple[Layout, Sequence[float]]
"""How its text usually lies; and width over height of each size that it comes in."""


def form_of(photo: Photo, page: Page, text: TextMap, forms: Mapping[str, Form]) -> tuple[str, Page]:
    """Return the form that a page is like, cut off or not, and the page, turned to lie upright.

    The name is empty where it is like none. text: of the page.
    """
    form, agreed = _likest(photo, page, text.text, forms)
    if agreed < SURELY:
        over = turned(photo, page, 180)
        other, better = _likest(photo, over, text.text[::-1, ::-1], forms)
        if better >= SURELY:
            return other, over
    return form, page


def _likest(photo: Photo, page: Page, text: Grid, forms: Mapping[str, Form]) -> tuple[str, float]:
    """Return the form that agrees best and how well it does, below 1; empty, 0 where none does."""
    if text.max() < TEXT:
        return "", 0.0
    cells, sides = in_cells(text), cut_off(photo, page)
    agreed = {"": LEAST}
    for name, (layout, shapes) in forms.items():
        search = Search(photo, page, cells, layout, shapes)
        agreed[name] = search.agrees(search.among(sides, NOWHERE))
    best = max(agreed, key=lambda name: agreed[name])
    return best, agreed[best] if best else 0.0
