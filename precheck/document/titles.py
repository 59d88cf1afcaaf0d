"""Matches one line that was read with the phrases by which papers name themselves.

Tolerates misread letters and lines that are cut off. A title is a line without other words, so
that a letter about an akta has none.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache

from precheck.document.phrases import NUMBER_WORDS, printed_phrases
from precheck.number_formats import digits, regions
from precheck.number_formats.formats import NUMBER_LABELS, is_valid
from precheck.office.document_type import Title
from precheck.office.documents import document_types, types_with

MIN_PHRASE_SIMILARITY = 0.78  # SequenceMatcher's ratio, as are the next two
MIN_FOREIGN_SIMILARITY = 0.85  # of another paper's title, which shares words with ours
MIN_LEAD_SIMILARITY = 0.6  # of the words before a title
MIN_TITLE_MARGIN = 0.04  # between the similarities of the best type and the next
LEAST_RIVAL_SIMILARITY = MIN_PHRASE_SIMILARITY - MIN_TITLE_MARGIN  # below it none is too close
MIN_SHARED_LETTERS = 3  # in a row, from which a line is compared with a title
MAX_STRAY_LETTERS = 4  # beside a title: misread specks, rules and emblems
MIN_PHRASE_PART = 7  # letters in a row of a long phrase, at the line's beginning or end
MAX_FRAGMENT_LETTERS = 12  # of a line with a part of a title

_DIGITS_AS_LETTERS = str.maketrans("01568", "OISGB")
_SIAK_NUMBER = re.compile(r"[0-9]{4}-([A-Z]{2})-[0-9]{8}-[0-9]{4,6}")


@dataclass(frozen=True, slots=True)
class PhraseMatch:
    """The phrase that a line matches."""

    kind: str
    """title, number, bare_number, caption, common_caption, province, region or foreign."""
    types: tuple[str, ...] = ()
    """The document types with this phrase; none for a foreign title."""
    phrase: str = ""


def match_line(text: str) -> PhraseMatch | None:
    """Return the strongest match of one line; None without any."""
    letters = _letters(text)
    if (title := title_of(text)) is not None:
        return PhraseMatch("title", (title,), title)
    if _begins(letters, printed_phrases().foreign_titles, MIN_FOREIGN_SIMILARITY):
        return PhraseMatch("foreign", (), "foreign")
    return _number(text) or _caption(letters) or _fragment(letters) or _card_head(letters)


def _caption(letters: str) -> PhraseMatch | None:
    for kind, table in printed_phrases().captions.items():
        for phrase, types in table.items():
            if phrase in letters or _alike(phrase, letters[: len(phrase)], MIN_PHRASE_SIMILARITY):
                return PhraseMatch(kind, types, phrase)
    return None


def _card_head(letters: str) -> PhraseMatch | None:
    for kind, table in printed_phrases().card_heads.items():
        for beginning, types in table.items():
            if _begins(letters, (beginning,)):
                return PhraseMatch(kind, types, kind)
    return None


def title_of(text: str) -> str | None:
    """Return the type that one line names as its title; None without a title or if ambiguous."""
    letters = _letters(text)
    scores = {"": 0.0}
    for type_, title in printed_phrases().titles:
        score = _led_score(title, letters) if title.after else _whole_line_score(title, letters)
        scores[type_] = max(scores.get(type_, 0.0), score)
    ranked = sorted(((score, type_) for type_, score in scores.items()), reverse=True)
    (best, type_), (second, _) = ranked[:2]
    clear = best >= MIN_PHRASE_SIMILARITY and best - second >= MIN_TITLE_MARGIN
    return type_ if clear else None


def _letters(text: str) -> str:
    """Return the letters of a line; digits within a word are taken for the letters alike."""
    words = (_word(word) for word in text.upper().split())
    return "".join(char for word in words for char in word if char.isalpha())


def _word(word: str) -> str:
    letters, digits = (sum(map(test, word)) for test in (str.isalpha, str.isdecimal))
    return word.translate(_DIGITS_AS_LETTERS) if letters >= digits else word


def _number(text: str) -> PhraseMatch | None:
    """Return the document whose number is on a line, by its label or its format."""
    solid = "".join(text.split())
    if found := _SIAK_NUMBER.search(solid):
        events = printed_phrases().events
        either = tuple(dict.fromkeys(type_ for types in events.values() for type_ in types))
        return PhraseMatch("number", events.get(found[1], either), "siak")
    if span := digits.find_sixteen(text):
        before, number = solid[: span[0]], solid[slice(*span)]
        if NUMBER_LABELS["nik"].search(before):
            return PhraseMatch("number", _nik_cards(), "nik")
        if NUMBER_LABELS["kk"].search(before):
            return PhraseMatch("number", types_with("kk"), "kk")
        if not before and is_valid("nik", number) and regions.name(number[:4]):
            return PhraseMatch("bare_number", _nik_cards(), "nik")
    return None


@cache
def _nik_cards() -> tuple[str, ...]:
    """Return the cards whose own number is a NIK: on sheets of paper many stand."""
    return tuple(type_ for type_ in types_with("nik") if document_types()[type_].is_card)


def _fragment(letters: str) -> PhraseMatch | None:
    """Match a part of a title or of a long phrase."""
    if len(letters) <= MAX_FRAGMENT_LETTERS:
        for kind, table in printed_phrases().fragments.items():
            for part, types in table.items():
                if letters.startswith(part) or letters.endswith(part):
                    return PhraseMatch(kind, types, part)
    for phrase, types in printed_phrases().long_phrases.items():
        same = SequenceMatcher(None, phrase, letters, autojunk=False).find_longest_match()
        at_an_end = same.b <= 1 or same.b + same.size >= len(letters) - 1
        if same.size >= MIN_PHRASE_PART and at_an_end:
            return PhraseMatch("common_caption", types, phrase)
    return None


def _begins(
    letters: str, beginnings: Sequence[str], similarity: float = MIN_PHRASE_SIMILARITY
) -> bool:
    return any(
        len(letters) >= len(phrase) - 1 and _alike(phrase, letters[: len(phrase)], similarity)
        for phrase in beginnings
    )


def _alike(one: str, other: str, least: float) -> bool:
    return _similarity(one, other, least) >= least


def _similarity(one: str, other: str, least: float = LEAST_RIVAL_SIMILARITY) -> float:
    """Return SequenceMatcher's ratio; 0 where it is certainly less than `least`.

    It is at most the share of letters that both have, which takes a tenth of its time.
    """
    length = len(one) + len(other)
    common = sum(min(count, other.count(letter)) for letter, count in _letter_counts(one))
    if 2 * common < least * length:
        return 0.0
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


@cache
def _letter_counts(phrase: str) -> tuple[tuple[str, int], ...]:
    return tuple(Counter(phrase).items())


def _whole_line_score(title: Title, letters: str) -> float:
    if not 0.7 < (len(letters) + 1) / (len(title.words) + 1) < 1.6:
        return 0.0
    return _similarity(title.words, letters[: len(title.words) + 3])


def _led_score(title: Title, letters: str) -> float:
    """Return the similarity of a part of the line with a title, 0–1; 0 beside other words.

    Beside other words the line is no title, or that of another paper.
    """
    name = title.words
    same = SequenceMatcher(None, name, letters, autojunk=False).find_longest_match()
    if same.size < MIN_SHARED_LETTERS:
        return 0.0
    start = max(0, same.b - same.a)
    before, behind = letters[:start], letters[start + len(name) :]
    led = any(_ends_with_lead(before, lead) for lead in title.after)
    if not led and (len(before) > MAX_STRAY_LETTERS or title.only_after):
        return 0.0
    numbered = any(behind.startswith(label) for label in NUMBER_WORDS) or _numbered(behind)
    if len(behind) > MAX_STRAY_LETTERS and not numbered:
        return 0.0
    return _similarity(name, letters[start : start + len(name)])


def _ends_with_lead(before: str, lead: str) -> bool:
    """Return whether the letters before a name are its lead, or the visible end of it."""
    ending = lead[-len(before) :] if before else ""
    return len(before) >= 2 and _alike(ending, before[-len(lead) :], MIN_LEAD_SIMILARITY)


def _numbered(behind: str) -> bool:
    """Return whether a misread label of a number follows."""
    labels = NUMBER_WORDS[:2]
    return any(_alike(label, behind[: len(label)], MIN_LEAD_SIMILARITY) for label in labels)
