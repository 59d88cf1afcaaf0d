"""What a citizen asks beside the papers: a person, an end, or one of the usual questions. Pure.

A topic is known by phrases of the texts (`[chat.asked]`). `alone` is the whole text, beside
politeness; `phrases` stand anywhere in it. The words of a phrase follow each other, each with its
alternatives between slashes: `bicara/chat dengan/sama petugas`. A phrase behind a word of negation
is not asked for: *jangan hubungi petugas*.
"""

from collections.abc import Sequence

from api.channels.dialogue.refusing_words import IS_NOT
from api.channels.dialogue.spelling import POLITE, spelled
from api.submissions.chat_texts import AskedTexts, Phrases, Topic

NEGATING = IS_NOT | {"tidak", "jangan", "jgn", "belum", "not", "dont", "don", "no", "tanpa"}
BETWEEN = frozenset(
    {
        *("mau", "perlu", "usah", "harus", "ingin", "lagi", "dulu", "jadi", "sampai", "want"),
        *("need", "to", "t", "saya", "minta"),
    }
)
"""Words that may stand between a negation and what it negates."""

Alternatives = Sequence[frozenset[str]]


def topic_of(text: str, tables: Sequence[AskedTexts]) -> Topic | None:
    """Return what a text asks about; None if it is nothing of the tables.

    tables: the phrases of each language. The longest phrase that is found decides.
    """
    said = spelled(text)
    found = [
        (length, topic)
        for table in tables
        for topic in Topic
        if (length := _longest(said, getattr(table, topic)))
    ]
    return max(found, key=lambda one: one[0])[1] if found else None


def _longest(said: Sequence[str], asked: Phrases) -> int:
    """Return the number of words of the longest phrase that is said; 0 if none is."""
    bare = [word for word in said if word not in POLITE]
    alone = (
        len(phrase)
        for phrase in map(_read, asked.alone)
        if any(len(words) == len(phrase) and _fits(words, phrase) for words in (said, bare))
    )
    anywhere = (len(phrase) for phrase in map(_read, asked.phrases) if _is_said(said, phrase))
    return max((*alone, *anywhere), default=0)


def _is_said(said: Sequence[str], phrase: Alternatives) -> bool:
    starts = range(len(said) - len(phrase) + 1)
    return any(_fits(said[at:], phrase) and not _negated(said[:at]) for at in starts)


def _fits(words: Sequence[str], phrase: Alternatives) -> bool:
    return all(word in among for word, among in zip(words, phrase, strict=False))


def _negated(before: Sequence[str]) -> bool:
    """Return whether the words before a phrase end in a negation of it."""
    left = list(before)
    while left and left[-1] in BETWEEN:
        left.pop()
    return bool(left) and left[-1] in NEGATING


def _read(phrase: str) -> Alternatives:
    return [frozenset(spelled(word.replace("/", " "))) for word in phrase.split()]
