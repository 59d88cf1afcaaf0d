"""Which form a paper has that the page net does not know: the one whose text lies like its own."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from precheck.beyond import BOTTOM, LEFT, NOWHERE, RIGHT, TOP, Search, cut_off
from precheck.capture import Grid, Layout, Page, Photo, Sides, TextMap
from precheck.cells.weights import TEXT
from precheck.flatten import turned
from precheck.layout import in_cells

LEAST = 0.35
"""Agreement from which a paper is of a form. Of 293 drawn papers of these forms, a half of them cut
off, 286 have it, 281 with their own; of 150 others 37 have it, 36 with letters."""
SURELY = 0.65
"""Agreement from which a paper lies upside down, though the page net did not see it, or is half of
what lies open. No page of the 150 other ones has it."""

Form = tuple[Layout, Sequence[float]]
"""How its text usually lies; and width over height of each size that it comes in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """What form a page has, and how it lies."""

    form: str
    """Empty where it is like none."""
    page: Page
    """Upright."""
    beyond: Sides
    """How far the form goes on beyond it, in shares of the page."""
    agrees: float
    """How well page and form agree, below 1; 0 where it is like none. Higher is better."""


def form_of(photo: Photo, page: Page, text: TextMap, forms: Mapping[str, Form]) -> Paper:
    """Return the form that a page is like, cut off or not, and the page, turned to lie upright.

    text: of the page.
    """
    told = _likest(photo, page, text.text, forms)
    if told.agrees < SURELY:
        over = _likest(photo, turned(photo, page, 180), text.text[::-1, ::-1], forms)
        if over.agrees >= SURELY:
            return over
    return told


def _likest(photo: Photo, page: Page, text: Grid, forms: Mapping[str, Form]) -> Paper:
    """Return the form that agrees best; where none does, one of which half was taken for a sheet.

    Half a book that lies open has edges all round, none along the frame: its shape and its text
    tell that it is no whole one.
    """
    like_none = Paper(form="", page=page, beyond=NOWHERE, agrees=0.0)
    if text.max() < TEXT:
        return like_none
    cells = in_cells(text)
    searches = {name: Search(photo, page, cells, *form) for name, form in forms.items()}
    of_sizes = {name: searches[name] for name, (_, shapes) in forms.items() if shapes}
    found = _best(searches, like_none, cut_off(photo, page))
    if found.agrees >= LEAST:
        return found
    found = _best(of_sizes, like_none, (TOP, RIGHT, BOTTOM, LEFT))
    return found if found.agrees >= SURELY else like_none


def _best(searches: Mapping[str, Search], like_none: Paper, sides: Sequence[int]) -> Paper:
    """Return the form that agrees best, however far it goes on beyond these sides."""
    papers = [like_none]
    for name, search in searches.items():
        told = search.among(sides, NOWHERE)
        agrees = search.agrees(told)
        papers.append(replace(like_none, form=name, beyond=told, agrees=agrees))
    return max(papers, key=lambda paper: paper.agrees)
