"""The words by which a paper names itself: titles, number labels and field labels.

`told` returns what one line says, tolerant of misread letters and of lines that are cut off. The
words are those of the printed forms; a title is a line that says nothing else, so that a letter
that speaks of an akta is not one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from precheck.numbers import is_valid, regions
from precheck.numbers.labels import LABELS as NUMBERS

BIRTH, DEATH = "akta_kelahiran", "akta_kematian"
AKTA = (BIRTH, DEATH)

MIN_LIKENESS = 0.78  # share of signs in common from which a line is taken for a phrase
MIN_FOREIGN = 0.85  # the same of another paper's title, which shares words with ours
MIN_LEAD = 0.6  # the same of the words before an akta's name
MIN_LEAD_OVER_NEXT = 0.04  # how much better than the next type a line must fit
MIN_RUN = 3  # signs in a row that a line must share with a title to be compared at all
MAX_STRAY = 4  # letters beside a title that may be specks, rules and emblems

WHOLE: Mapping[str, str] = {"KARTUKELUARGA": "kk"}
"""Titles that take their whole line: a table's caption speaks of the kepala keluarga too."""

WITHIN: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "AKTAKELAHIRAN": (BIRTH, ("KUTIPAN", "BERDASARKAN")),
    "AKTAKEMATIAN": (DEATH, ("KUTIPAN", "BERDASARKAN")),
    "BIRTHCERTIFICATE": (BIRTH, ("EXCERPTOF", "BYVIRTUEOF")),
    "DEATHCERTIFICATE": (DEATH, ("EXCERPTOF", "BYVIRTUEOF")),
}
"""The akta's names, in its title and in the label of its number, and what may stand before them."""
BEHIND = ("NOMOR", "NUMBER", "NO")
"""What may stand behind an akta's name: its number's label."""
BARE_ENGLISH = ("BIRTHCERTIFICATE", "DEATHCERTIFICATE")
"""Names that other countries' papers bear as well: they count only behind their lead."""

FOREIGN: tuple[str, ...] = (
    "KARTUIDENTITASANAK", "SURATKETERANGAN", "SURATPENGANTAR", "SURATPERNYATAAN", "SURATKUASA",
    "SURATTANDAPENERIMAAN", "SURATKEMATIAN", "SURATKELAHIRAN", "BUKUNIKAH", "KUTIPANAKTANIKAH",
    "KUTIPANAKTAPERKAWINAN", "KUTIPANAKTAPERCERAIAN", "EXCERPTOFMARRIAGECERTIFICATE",
    "EXCERPTOFDIVORCECERTIFICATE", "BERDASARKANAKTAPERKAWINAN", "BERDASARKANAKTAPERCERAIAN",
    "FORMULIR", "KEPOLISIANNEGARA",
)  # fmt: skip
"""How lines begin by which papers name themselves that are none of ours."""

LABELS: Mapping[str, Sequence[str]] = {
    "NAMAKEPALAKELUARGA": ("kk",),
    "STATUSHUBUNGANDALAMKELUARGA": ("kk",),
    "TELAHLAHIR": (BIRTH,),
    "ANAKKE": (BIRTH,),
    "WASBORN": (BIRTH,),
    "TELAHMENINGGALDUNIA": (DEATH,),
    "GOLDARAH": ("ktp",),
    "BERLAKUHINGGA": ("ktp",),
}
"""Captions and set phrases of few forms, and whose they are."""

PLAIN: Mapping[str, Sequence[str]] = {
    "DESAKELURAHAN": ("kk",),
    "KABUPATENKOTA": ("kk",),
    "KODEPOS": ("kk",),
    "RTRW": ("kk", "ktp"),
    "NAMALENGKAP": ("kk",),
    "PENCATATANSIPIL": AKTA,
    "MENURUTSTBLD": AKTA,
    "BAHWADI": AKTA,
    "KUTIPANINIDIKELUARKAN": AKTA,
    "NOMORINDUKKEPENDUDUKAN": AKTA,
    "WARGANEGARAINDONESIA": AKTA,
    "REGISTRYOFFICE": AKTA,
    "KELDESA": ("ktp",),
    "TEMPATTGLLAHIR": ("ktp",),
    "KEWARGANEGARAAN": ("ktp",),
}
"""Captions that stand on many papers: one tells only together with the looks, or with others."""

PARTS: Mapping[str, Sequence[str]] = {
    "KUTIPANAKTA": AKTA,
    "NAMAKEPALAKELUARGA": ("kk",),
    "PENCATATANSIPIL": AKTA,
    "WARGANEGARAINDONESIA": AKTA,
    "TELAHLAHIR": (BIRTH,),
    "TELAHMENINGGALDUNIA": (DEATH,),
    "STATUSHUBUNGANDALAMKELUARGA": ("kk",),
}
"""Long phrases of which a part tells as a plain caption does: a thumb or glare takes the rest."""
PART = 7  # letters in a row of such a phrase, at the line's beginning or its end

TORN: Mapping[str, tuple[str, Sequence[str]]] = {
    "KUTIPAN": ("plain", AKTA),
    "KARTUK": ("label", ("kk",)),
    "LAHIRAN": ("label", (BIRTH,)),
    "EMATIAN": ("label", (DEATH,)),
}
"""What is left of a title of which something covers the rest, and how much it tells."""
MAX_TORN = 12  # letters of such a line

PROVINCE = ("PROVINSI",)
REGION = ("KABUPATEN", "KOTA")
"""How the two lines of a KTP's head begin."""

_AS_LETTERS = str.maketrans("01568", "OISGB")
_SIXTEEN = re.compile(r"(?<![0-9])[0-9]{16}(?![0-9])")
_SIAK = re.compile(r"[0-9]{4}-([A-Z]{2})-[0-9]{8}-[0-9]{4,6}")
_EVENTS: Mapping[str, Sequence[str]] = {"LU": (BIRTH,), "LT": (BIRTH,), "KM": (DEATH,)}


@dataclass(frozen=True, slots=True)
class Said:
    """What one line says."""

    kind: str
    """title, number, digits, label, plain, province, region or foreign."""
    types: tuple[str, ...] = ()
    """The types it may be of; none for a foreign title."""
    phrase: str = ""


def told(text: str) -> Said | None:
    """Return what one line says of its paper, the strongest first; None where nothing."""
    letters = _letters(text)
    if (title := title_of(text)) is not None:
        return Said("title", (title,), title)
    if _begins(letters, FOREIGN, MIN_FOREIGN):
        return Said("foreign", (), "foreign")
    return _number(text) or _caption(letters) or _torn(letters) or _head(letters)


def _caption(letters: str) -> Said | None:
    for kind, phrases in (("label", LABELS), ("plain", PLAIN)):
        for phrase, types in phrases.items():
            if _likeness(phrase, letters[: len(phrase)]) >= MIN_LIKENESS or phrase in letters:
                return Said(kind, tuple(types), phrase)
    return None


def _head(letters: str) -> Said | None:
    """Return which line of a KTP's head it may be."""
    for kind, begins in (("province", PROVINCE), ("region", REGION)):
        if _begins(letters, begins):
            return Said(kind, ("ktp",), kind)
    return None


def title_of(text: str) -> str | None:
    """Return the type that one line names as its title; None if it is none or might be two."""
    letters = _letters(text)
    fits = dict.fromkeys((*WHOLE.values(), *AKTA), 0.0)
    for title, type_ in WHOLE.items():
        fits[type_] = max(fits[type_], _whole(title, letters))
    for title, (type_, leads) in WITHIN.items():
        fits[type_] = max(fits[type_], _named(title, letters, leads))
    (best, type_), (second, _) = sorted(((fit, t) for t, fit in fits.items()), reverse=True)[:2]
    sure = best >= MIN_LIKENESS and best - second >= MIN_LEAD_OVER_NEXT
    return type_ if sure else None


def _letters(text: str) -> str:
    """Return the letters of a line, and the digits amid a word as the letters they look like."""
    words = (_word(word) for word in text.upper().split())
    return "".join(char for word in words for char in word if char.isalpha())


def _word(word: str) -> str:
    letters, digits = (sum(map(test, word)) for test in (str.isalpha, str.isdecimal))
    return word.translate(_AS_LETTERS) if letters >= digits else word


def _number(text: str) -> Said | None:
    """Return whose number stands on a line, with its label or by its form."""
    solid = "".join(text.split())
    if found := _SIAK.search(solid):
        return Said("number", tuple(_EVENTS.get(found[1], AKTA)), "siak")
    if found := _SIXTEEN.search(solid):
        before = solid[: found.start()]
        if NUMBERS["nik"].search(before):
            return Said("number", ("ktp",), "nik")
        if NUMBERS["kk"].search(before):
            return Said("number", ("kk",), "kk")
        if not before and is_valid("nik", found[0]) and regions.name(found[0][:4]):
            return Said("digits", ("ktp",), "nik")
    return None


def _torn(letters: str) -> Said | None:
    """Return what a part of a title or of a long phrase says."""
    if len(letters) <= MAX_TORN:
        for part, (kind, types) in TORN.items():
            if letters.startswith(part) or letters.endswith(part):
                return Said(kind, tuple(types), part)
    for phrase, types in PARTS.items():
        same = SequenceMatcher(None, phrase, letters, autojunk=False).find_longest_match()
        if same.size >= PART and (same.b <= 1 or same.b + same.size >= len(letters) - 1):
            return Said("plain", tuple(types), phrase)
    return None


def _begins(letters: str, phrases: Sequence[str], likeness: float = MIN_LIKENESS) -> bool:
    return any(
        len(letters) >= len(phrase) - 1 and _likeness(phrase, letters[: len(phrase)]) >= likeness
        for phrase in phrases
    )


def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _whole(title: str, letters: str) -> float:
    if not 0.7 < (len(letters) + 1) / (len(title) + 1) < 1.6:
        return 0.0
    return _likeness(title, letters[: len(title) + 3])


def _named(title: str, letters: str, leads: Sequence[str]) -> float:
    """Return how alike the stretch of a line is that could be an akta's name, 0–1.

    0 where other words stand beside it: the line is no title, or that of another paper.
    """
    same = SequenceMatcher(None, title, letters, autojunk=False).find_longest_match()
    if same.size < MIN_RUN:
        return 0.0
    start = max(0, same.b - same.a)
    before, behind = letters[:start], letters[start + len(title) :]
    led = any(_ends_like(before, lead) for lead in leads)
    if not led and (len(before) > MAX_STRAY or title in BARE_ENGLISH):
        return 0.0
    numbered = any(behind.startswith(label) for label in BEHIND) or _numbered(behind)
    if len(behind) > MAX_STRAY and not numbered:
        return 0.0
    return _likeness(title, letters[start : start + len(title)])


def _ends_like(before: str, lead: str) -> bool:
    """Say whether the letters before a name are its lead, or as much of it as shows."""
    ending = lead[-len(before) :] if before else ""
    return len(before) >= 2 and _likeness(ending, before[-len(lead) :]) >= MIN_LEAD


def _numbered(behind: str) -> bool:
    """Say whether a misread label of a number begins here."""
    return any(_likeness(label, behind[: len(label)]) >= MIN_LEAD for label in BEHIND[:2])
