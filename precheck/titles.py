"""What a document says it is: its title or label line, compared with tolerance for misreadings."""

from collections.abc import Iterable
from difflib import SequenceMatcher

TITLES: tuple[tuple[str, str], ...] = (
    ("KARTUKELUARGA", "kk"),
    ("KUTIPANAKTAKELAHIRAN", "akta_kelahiran"),
    ("EXCERPTOFBIRTHCERTIFICATE", "akta_kelahiran"),
    ("BERDASARKANAKTAKELAHIRANNOMOR", "akta_kelahiran"),
    ("KUTIPANAKTAKEMATIAN", "akta_kematian"),
    ("EXCERPTOFDEATHCERTIFICATE", "akta_kematian"),
    ("BERDASARKANAKTAKEMATIANNOMOR", "akta_kematian"),
)
"""Printed lines, capitals without spaces, and the type that each one tells. A KTP has no title."""

ALIKE = 0.78  # share of signs in common from which a line is taken for a title
APART = 0.04  # how much better than the next type a line must fit


def title_of(text: str) -> str | None:
    """Return the type that one line tells, or None if it is no title or might be two."""
    letters = "".join(char for char in text.upper() if char.isalpha())
    fits: dict[str, float] = {}
    for title, type_ in TITLES:
        fits[type_] = max(fits.get(type_, 0.0), _alike(title, letters))
    (best, type_), (second, _) = sorted(((fit, t) for t, fit in fits.items()), reverse=True)[:2]
    return type_ if best >= ALIKE and best - second >= APART else None


def _alike(title: str, letters: str) -> float:
    if not 0.7 < (len(letters) + 1) / (len(title) + 1) < 1.6:
        return 0.0
    return SequenceMatcher(None, title, letters[: len(title) + 3], autojunk=False).ratio()


def first_title(texts: Iterable[str]) -> str | None:
    """Return the type that the first title among the lines tells, or None."""
    return next(filter(None, map(title_of, texts)), None)
