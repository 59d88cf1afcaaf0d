"""The words printed on the forms, as letters in capitals: titles, labels and captions."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from precheck.office.document_type import Printed, Title
from precheck.office.documents import document_types

NUMBER_WORDS = ("NOMOR", "NUMBER", "NO")
"""May follow the title in the label of a certificate's number."""

TypesByPhrase = Mapping[str, tuple[str, ...]]
"""The types with each phrase."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrintedPhrases:
    """The phrases of all types."""

    titles: Sequence[tuple[str, Title]]
    """Each title with its type."""
    foreign_titles: tuple[str, ...]
    """Beginnings of the titles of other papers."""
    captions: Mapping[str, TypesByPhrase]
    """By kind of match: caption, then common_caption."""
    fragments: Mapping[str, TypesByPhrase]
    """Parts of partly covered titles, by the kind that they count as."""
    long_phrases: TypesByPhrase
    """Phrases a part of which counts as a common caption."""
    card_heads: Mapping[str, TypesByPhrase]
    """Beginnings of the two lines of a card's head: province and region."""
    events: TypesByPhrase
    """The letters of the event in a SIAK number."""


@cache
def printed_phrases() -> PrintedPhrases:
    """Return the phrases of all types. Raises BadPolicy for a faulty file of a type."""
    types = document_types()
    titles = [(type_, title) for type_, one in types.items() for title in one.printed.titles]
    own = {lead + title.words for _, title in titles for lead in ("", *title.after)}
    foreign = _by_phrase(lambda printed: printed.foreign_titles)
    return PrintedPhrases(
        titles=titles,
        foreign_titles=tuple(title for title in foreign if title not in own),
        captions={
            "caption": _by_phrase(lambda printed: printed.captions),
            "common_caption": _by_phrase(lambda printed: printed.common_captions),
        },
        fragments={
            "common_caption": _by_phrase(lambda printed: printed.common_parts),
            "caption": _by_phrase(lambda printed: printed.caption_parts),
        },
        long_phrases=_by_phrase(lambda printed: printed.long_phrases),
        card_heads={
            "province": _by_phrase(lambda printed: printed.provinces),
            "region": _by_phrase(lambda printed: printed.regions),
        },
        events=_by_phrase(lambda printed: printed.events),
    )


def _by_phrase(phrases: Callable[[Printed], Sequence[str]]) -> TypesByPhrase:
    """Return the types with each phrase of a table, both in the order of the types."""
    found: dict[str, tuple[str, ...]] = {}
    for type_, one in document_types().items():
        for phrase in phrases(one.printed):
            found[phrase] = (*found.get(phrase, ()), type_)
    return found
