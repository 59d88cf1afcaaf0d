"""What a document says it is: its title or label line, compared with tolerance for misreadings."""

from difflib import SequenceMatcher

WHOLE: tuple[tuple[str, str], ...] = (("KARTUKELUARGA", "kk"),)
"""Lines that say nothing else: a table's caption speaks of the kepala keluarga too."""

WITHIN: tuple[tuple[str, str], ...] = (
    ("AKTAKELAHIRAN", "akta_kelahiran"),
    ("BIRTHCERTIFICATE", "akta_kelahiran"),
    ("AKTAKEMATIAN", "akta_kematian"),
    ("DEATHCERTIFICATE", "akta_kematian"),
)
"""Words of the title and of the number's label, which may be cut off at either end."""

ALIKE = 0.78  # share of signs in common from which a line is taken for a title
APART = 0.04  # how much better than the next type a line must fit
COMMON = 3  # signs in a row that a line must share with a title to be compared at all


def title_of(text: str) -> str | None:
    """Return the type that one line tells, or None if it is no title or might be two."""
    letters = "".join(char for char in text.upper() if char.isalpha())
    fits = dict.fromkeys((type_ for _, type_ in (*WHOLE, *WITHIN)), 0.0)
    for title, type_ in WHOLE:
        fits[type_] = max(fits[type_], _alike(title, letters))
    for title, type_ in WITHIN:
        fits[type_] = max(fits[type_], _alike(title, _stretch(title, letters)))
    (best, type_), (second, _) = sorted(((fit, t) for t, fit in fits.items()), reverse=True)[:2]
    return type_ if best >= ALIKE and best - second >= APART else None


def _alike(title: str, letters: str) -> float:
    if not 0.7 < (len(letters) + 1) / (len(title) + 1) < 1.6:
        return 0.0
    return SequenceMatcher(None, title, letters[: len(title) + 3], autojunk=False).ratio()


def _stretch(title: str, letters: str) -> str:
    """Return as much of a line as the title is long, where the two have most in a row."""
    same = SequenceMatcher(None, title, letters, autojunk=False).find_longest_match()
    start = max(0, same.b - same.a)
    return letters[start : start + len(title)] if same.size >= COMMON else ""
