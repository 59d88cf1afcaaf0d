"""What a citizen names in words: a kind of application, or a paper. Pure."""

import re
from collections.abc import Hashable, Mapping, Sequence
from typing import TypeVar

from api.channels.dialogue.menu import APPLY, Menu
from api.submissions.catalogue import Title

Named = TypeVar("Named", bound=Hashable)
WORD = re.compile(r"[^\W_]+")
UNTELLING = frozenset(
    ["atau", "dari", "yang", "untuk", "dan", "or", "of", "the", "on", "for", "and"]
)
"""Words of titles that tell nothing apart."""


def words(*texts: str) -> frozenset[str]:
    """Return the telling words of texts, in lower case."""
    return frozenset(WORD.findall(" ".join(texts).casefold())) - UNTELLING


def words_of(key: str, title: Title) -> frozenset[str]:
    """Return the words by which a service or a paper is named, in either language."""
    return words(key, title.id, title.en)


def best(text: str, candidates: Mapping[Named, frozenset[str]], least: int = 1) -> list[Named]:
    """Return the candidates that share the most words with a text: at least `least`.

    >>> best("ini buku nikahnya pak", {"a": words("surat kematian"), "b": words("buku nikah")})
    ['b']
    """
    said = words(text)
    shared = {key: len(said & known) for key, known in candidates.items()}
    most = max(shared.values(), default=0)
    return [key for key, count in shared.items() if count == most >= least]


def applications(
    text: str, menu: Menu, least: int = 1, offered: Sequence[str] = ()
) -> list[tuple[str, str]]:
    """Return the kinds of applications that a text may mean, as (service, variant).

    offered: the ids of the choices before the sender's eyes. Where a number serves several
    services, the text has to name one of them, unless those choices are of one service alone.
    """
    said, chosen = words(text), _services(offered)
    known = chosen if len(chosen) == 1 else menu.services if len(menu.services) == 1 else ()
    candidates = {
        (key, name): of_service | words_of(name, variant.title)
        for key, service in menu.services.items()
        if said & (of_service := words_of(key, service.title)) or key in known
        for name, variant in service.variants.items()
    }
    return best(text, candidates, least)


def _services(offered: Sequence[str]) -> set[str]:
    """Return the services to which offered kinds of applications belong."""
    split = (id_.partition(":") for id_ in offered)
    return {what.partition("/")[0] for kind, _, what in split if kind == APPLY}
