"""What an answer says a photo is, and what it says the photo is not. Pure.

A paper is only filed as what the sender surely calls it. The words of a text are read in clauses; a
word of negation refuses the papers of its clause, and a text in doubt names nothing. No list of
such words is ever complete: a clause with a word that is unknown here says nothing sure either.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from api.channels.dialogue.naming import UNTELLING, WORD, best
from api.channels.dialogue.refusing_words import (
    ALL,
    FILLING,
    HAVING,
    IS_NOT,
    KNOWING,
    NEUTRAL,
    REFUSING,
    SPELLINGS,
    STOP,
    THIS,
    TURN,
)


class Answer(StrEnum):
    """What a text says beside the name of a paper."""

    NONE = "none"
    """It is none of those that are offered."""
    UNCLEAR = "unclear"


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that name papers together, or refuse them together."""

    words: Sequence[str]
    by: frozenset[str] = frozenset()
    """The words that refuse them."""


def meant(text: str, named: Mapping[str, frozenset[str]]) -> str:
    """Return the key of the paper that a text names, Answer.NONE, or Answer.UNCLEAR.

    named: the words that name each paper.

    >>> papers = {"a": frozenset(["surat", "lahir"]), "b": frozenset(["buku", "nikah"])}
    >>> [str(meant(text, papers)) for text in ("bukan buku nikah, itu surat lahir", "bukan a")]
    ['a', 'unclear']
    """
    parts = [one for part in _parts(text) for one in _parted(part, named)]
    if any(part.by and KNOWING.intersection(part.words) for part in parts):
        return Answer.UNCLEAR
    refused = [key for part in parts if part.by for key in _only(part.words, named)]
    said: list[str] = []
    for part in parts:
        if not part.by:
            said += part.words
        elif not _best(part.words, named):
            said.clear()  # it refuses what was said before
    if not _best(said, named) and _all_refused(parts, named):
        return Answer.NONE
    if any(
        _best(part.words, named) and _unknown(part.words, named) for part in parts if not part.by
    ):
        return Answer.UNCLEAR
    found = [key for key in _best(said, named) if key not in refused]
    return found[0] if len(found) == 1 else Answer.UNCLEAR


def refused(text: str, named: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return the keys of the papers that a text says the photo is not.

    >>> sorted(refused("ini bukan buku nikah", {"b": frozenset(["buku", "nikah"])}))
    ['b']
    """
    parts = [one for part in _parts(text) for one in _parted(part, named) if one.by]
    if any(KNOWING.intersection(part.words) for part in parts):
        return frozenset()
    if _all_refused(parts, named):
        return frozenset(named)
    return frozenset(key for part in parts for key in _only(part.words, named))


def _parts(text: str) -> Iterator[_Part]:
    for clause in _clauses(text):
        at = next((n for n, word in enumerate(clause) if word in REFUSING), None)
        if at is None:
            yield _Part(clause)
            continue
        by = frozenset(clause).intersection(REFUSING)
        if by <= IS_NOT and set(clause[at + 1 :]) - FILLING - by:
            yield _Part(clause[:at])
            yield from _refused_parts(clause[at:], by)
        else:
            yield _Part(clause, by)


def _refused_parts(words: Sequence[str], by: frozenset[str]) -> Iterator[_Part]:
    """Return what each *bukan* refuses: *bukan A bukan B*."""
    starts = [n for n, word in enumerate(words) if word in by]
    for start, end in zip(starts, [*starts[1:], len(words)], strict=True):
        yield _Part(words[start:end], by)


def _parted(part: _Part, named: Mapping[str, frozenset[str]]) -> Iterator[_Part]:
    """Part *bukan A itu B* into what is refused and what is said."""
    at = next((n for n, word in enumerate(part.words) if word in THIS), 0)
    before, behind = part.words[:at], part.words[at:]
    if part.by and part.by <= IS_NOT and _only(before, named) and _only(behind, named):
        yield _Part(before, part.by)
        yield _Part(behind)
    else:
        yield part


def _clauses(text: str) -> Iterator[list[str]]:
    text = text.casefold()
    for written, read in SPELLINGS:
        text = written.sub(read, text)
    for sentence in STOP.split(text):
        clause: list[str] = []
        for word in WORD.findall(sentence):
            if word in TURN and clause:
                yield clause
                clause = []
            clause.append(word)
        if clause:
            yield clause


def _unknown(words: Sequence[str], named: Mapping[str, frozenset[str]]) -> set[str]:
    """Return the words whose effect on the papers beside them is not known."""
    known = FILLING | NEUTRAL | TURN | UNTELLING
    known = known.union(*named.values())
    return {word for word in words if known.isdisjoint((word, word.removesuffix("nya")))}


def _all_refused(parts: Sequence[_Part], named: Mapping[str, frozenset[str]]) -> bool:
    """Return whether all that is offered is refused, in one word or each by its name."""
    refusing = [part for part in parts if part.by]
    by_word = any(
        ALL.intersection(part.words) and not HAVING.intersection(part.words)
        for part in refusing
        if not _best(part.words, named)
    )
    each = {key for part in refusing if part.by <= IS_NOT for key in _only(part.words, named)}
    return by_word or each == set(named)


def _best(words: Sequence[str], named: Mapping[str, frozenset[str]]) -> list[str]:
    return best(" ".join(words), named)


def _only(words: Sequence[str], named: Mapping[str, frozenset[str]]) -> list[str]:
    """Return the one paper that words name; empty where they may mean several."""
    found = _best(words, named)
    return found if len(found) == 1 else []
