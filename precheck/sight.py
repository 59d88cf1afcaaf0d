"""What the photo shows: which document is judged, and which others lie beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from precheck.capture import Capture, Page, Photo, Sheet
from precheck.cells.weights import READABLE, TEXT
from precheck.locate import turned_flat
from precheck.office import Office
from precheck.options import Options
from precheck.recognise import Recognition, recognise
from precheck.verdict import Seen

EMPTY = ("blank_side", "back_side")
"""What the recogniser calls a side with nothing to judge on it."""
PRINT = 35
"""Cells of readable text from which a frame without a sheet shows part of a document: drawn tables
and floors show 0 to 28, close-ups of a number 40 to 950 unless they are blurred."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the photo shows."""

    document: Seen
    page: Page
    """The sheet, or the bare frame where none was found."""
    others: tuple[Seen, ...] = ()
    empty: str | None = None
    """Why there is nothing to judge: nothing, part (of a document), blank_side or back_side."""

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
    return Sight(
        document=seen,
        others=tuple(_other(photo, sheet, options, office) for sheet in page.others),
        page=page,
        empty=likeliest if likeliest in EMPTY else None,
    )


def emptied(sight: Sight, capture: Capture) -> Sight:
    """Say why there is nothing to judge, if there is nothing, now that text was looked for."""
    if sight.empty != "nothing":
        return sight if sight.empty or capture.regions else replace(sight, empty="nothing")
    text = capture.text
    readable = (text.text >= TEXT) & (text.legibility >= READABLE)
    return replace(sight, empty="part" if readable.sum() >= PRINT else "nothing")


def _named(types: Mapping[str, float], sheet: Sheet, options: Options, office: Office) -> Seen:
    """Take the likeliest type, or `other` below its limit or where only legibility was asked."""
    documents = office.settings.documents
    known = {type_: chance for type_, chance in types.items() if type_ in documents}
    best = max(known, key=lambda type_: known[type_])
    sure = known[best] >= documents[best].recognised.limit().at_least
    type_ = best if sure and options.types != ("other",) else "other"
    return Seen(type=type_, confidence=types.get(type_, 0.0), quad=sheet.quad)


def _other(photo: Photo, sheet: Sheet, options: Options, office: Office) -> Seen:
    types = recognise(turned_flat(photo, sheet)).types
    return _named(types, sheet, options, office)
