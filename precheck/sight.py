"""What the photo shows: which document is judged, and which others lie beside it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace

import numpy as np

from precheck.capture import Capture, Page, Photo, Points, Sheet
from precheck.cells.weights import READABLE, TEXT, UNREADABLE
from precheck.document import identify
from precheck.flatten import page, turned_flat
from precheck.office import Office
from precheck.options import Options
from precheck.recognise import AKTA, Recognition, recognise
from precheck.verdict import Seen

EMPTY = ("blank_side", "back_side")
"""What the recogniser calls a side with nothing to judge on it."""
PRINT, TRACES = 20, 60
"""Cells of text from which a frame without a sheet shows a document: of readable text, and of text
that is not quite illegible. Of 45 drawn tables and floors 44 show at most 17 of the first, 42 at
most 46 of the second; of 47 close-ups of a number 44 show 21 and more, 46 show 91."""
SOME = 0.3
"""Share of such a frame that looks like paper from which traces of text tell of a document. A start
value: of the three drawn floors with TRACES of text none looks less like paper."""
MIN_RUNS = 6
"""Runs of text, not quite illegible, from which a side that looks empty is a page: of 31 drawn
backs, which bear an imprint or a stamp, none shows more than 4."""
ALIKE, UNKNOWN = 0.72, 0.4
"""Of the larger one's area in the photo: what the smaller of two papers that nobody knows has where
both are meant; and where it lies whole: an A5 is half an A4."""
APART = 0.99
"""Share of the two akta's probability from which one was told by a reading, not by looks alone."""
SURE, WHOLE = 0.4, 0.9
"""Confidence that a paper that nobody knows is one sheet, and share of it that shows. Of 120 drawn
pairs of such papers 111 are told, by ALIKE alone 94; of 239 that lie alone 1 is told a pair, 2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the photo shows."""

    document: Seen
    page: Page
    """The sheet, or the bare frame where none was found."""
    others: tuple[Seen, ...] = ()
    """What `page.others` are, one by one."""
    form: str = ""
    """Which form of the document it is; empty where none is known."""
    empty: str | None = None
    """Why there is nothing to judge: nothing, blank_side or back_side."""

    @property
    def rivals(self) -> tuple[Seen, ...]:
        """The others that may be meant as well: known documents, or else papers of like size.

        A paper that nobody knows lies beside a known document by chance; beside another that
        nobody knows it does so if it is much smaller or larger, or cut off.
        """
        pairs = zip(self.others, self.page.others, strict=True)
        return tuple(seen for seen, sheet in pairs if seen.type != "other" or self._meant(sheet))

    def _meant(self, paper: Sheet) -> bool:
        """Say whether a paper that nobody knows may be what is meant."""
        if self.document.type != "other":
            return False
        least = UNKNOWN if paper.shows >= WHOLE else ALIKE
        areas = sorted((_area(self.page.sheet.quad), _area(paper.quad)))
        return paper.confidence >= SURE and areas[0] >= least * areas[1]

    def of(self, page: Page) -> "Sight":
        """Return the same with the sheet laid otherwise."""
        return replace(self, page=page, document=replace(self.document, quad=page.sheet.quad))

    @property
    def turn(self) -> int | None:
        """Clockwise degrees that bring the sheet upright; None without one."""
        return self.page.turn if self.document.quad is not None else None


def see(
    photo: Photo, page: Page, recognition: Recognition, options: Options, office: Office
) -> Sight:
    """Name the document that is judged and the others in the photo."""
    if not recognition.types:
        nothing = Seen(type="other", confidence=0.0, quad=None)
        return Sight(document=nothing, page=page, empty="nothing")
    likeliest = max(recognition.types, key=lambda type_: recognition.types[type_])
    seen = _named(recognition.types, page.sheet, options, office)
    forms = tuple(office.settings.documents[seen.type].forms)
    alike = [form for form in forms if form in recognition.forms]
    return Sight(
        document=seen,
        form=max(
            alike,
            key=lambda form: recognition.forms[form],
            default=forms[0] if len(forms) == 1 else "",
        ),
        others=tuple(_other(photo, sheet, options, office) for sheet in page.others),
        page=page,
        empty=likeliest if likeliest in EMPTY else None,
    )


def emptied(sight: Sight, capture: Capture) -> Sight:
    """Say why there is nothing to judge, if there is nothing, now that text was looked for.

    A frame without a sheet is judged by its text: readable text is always judged, illegible text
    only where the frame looks like paper.
    """
    text = capture.text
    shows = text.text >= TEXT
    readable = int((shows & (text.legibility >= READABLE)).sum())
    runs = sum(
        region.contrast > 0 and region.legibility >= UNREADABLE for region in capture.regions
    )
    if sight.empty in EMPTY and runs >= MIN_RUNS:
        return replace(sight, empty=None)
    if sight.empty != "nothing":
        return sight if sight.empty or shows.any() else replace(sight, empty="nothing")
    if readable >= PRINT:
        return replace(sight, empty=None)
    traces = (shows & (text.legibility >= UNREADABLE)).sum()
    paper = 0.0 if sight.page.bare is None else sight.page.bare.paper
    return replace(sight, empty=None) if traces >= TRACES and paper >= SOME else sight


def _area(quad: Points) -> float:
    """Return the area of a quad in pixels (the shoelace formula)."""
    x, y = quad.astype(float).T
    return float(abs(x @ np.roll(y, -1) - y @ np.roll(x, -1)) / 2)


def _named(types: Mapping[str, float], sheet: Sheet, options: Options, office: Office) -> Seen:
    """Take the likeliest type, or `other` below its limit or where only legibility was asked.

    The two akta count as one: 0.5 for each is no doubt that it is an akta.
    """
    documents = office.settings.documents
    group = max(_groups(documents), key=lambda group: _sum(types, group))
    type_ = _one_of(group, types, options.types)
    sure = _sum(types, group) >= documents[type_].recognised.limit().at_least
    if not sure or options.types == ("other",):
        type_ = "other"
    return Seen(type=type_, confidence=types.get(type_, 0.0), quad=sheet.quad)


def _groups(documents: Iterable[str]) -> list[tuple[str, ...]]:
    return [AKTA, *((type_,) for type_ in documents if type_ not in AKTA)]


def _sum(types: Mapping[str, float], group: tuple[str, ...]) -> float:
    return sum(types.get(type_, 0.0) for type_ in group)


def _one_of(group: tuple[str, ...], types: Mapping[str, float], asked: Collection[str]) -> str:
    """Return the likeliest of a group, or of those of it that were asked for.

    Looks hardly tell the two akta apart: only what was read may say that it is the other one.
    """
    likeliest = max(group, key=lambda type_: types.get(type_, 0.0))
    wanted = [type_ for type_ in group if type_ in asked]
    sure = types.get(likeliest, 0.0) >= APART * _sum(types, group)
    return likeliest if sure or not wanted else max(wanted, key=lambda type_: types.get(type_, 0.0))


def _other(photo: Photo, sheet: Sheet, options: Options, office: Office) -> Seen:
    looks = recognise(turned_flat(photo, sheet))
    types = identify(photo, page(photo, sheet, looks.turn), looks).recognition.types
    return _named(types, sheet, options, office)
