"""What the photo shows: which document is judged, and which others lie beside it."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from precheck.capture import Page, Photo, Sheet
from precheck.locate import turned_flat
from precheck.office import Office
from precheck.options import Options
from precheck.recognise import Recognition, recognise
from precheck.verdict import Seen

EMPTY = ("blank_side", "back_side")
"""What the recogniser calls a side with nothing to judge on it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sight:
    """What the photo shows."""

    document: Seen
    others: tuple[Seen, ...] = ()
    page: Page | None = None
    empty: str | None = None
    """Why there is nothing to judge: nothing, blank_side or back_side."""


def see(
    photo: Photo, page: Page | None, recognition: Recognition, options: Options, office: Office
) -> Sight:
    """Name the document that is judged and the others in the photo."""
    if page is None:
        return Sight(document=Seen(type="other", confidence=0.0, quad=None), empty="nothing")
    likeliest = max(recognition.types, key=lambda type_: recognition.types[type_])
    seen = _named(recognition.types, page.sheet, options, office)
    return Sight(
        document=seen,
        others=tuple(_other(photo, sheet, options, office) for sheet in page.others),
        page=page,
        empty=likeliest if likeliest in EMPTY else None,
    )


def empty(sight: Sight) -> Sight:
    """Return the sight of a photo on which no text was found."""
    document = Seen(type="other", confidence=0.0, quad=sight.document.quad)
    return replace(sight, document=document, empty="nothing")


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
