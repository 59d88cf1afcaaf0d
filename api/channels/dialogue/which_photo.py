"""Which of several photos the parts of a text are about: *yang pertama …, yang kedua …*. Pure."""

import re
from collections.abc import Mapping
from itertools import pairwise

from api.channels.dialogue.refusals import Answer, meant

OF_A_PERSON = r"(?<!anak )(?<!anak yang )(?<!anak ke )(?<!istri )(?<!suami )"
"""*Anak pertama* is a child."""
BEFORE = r"(?:foto|gambar|yang|yg|sing|ingkang|nomor|nomer|no\.?|ke)[ -]?"
ORDINALS = (
    ("pertama|kesatu|kapisan|first", "1|satu|siji|one"),
    ("kedua|kaping kalih|kapindho|second", "2|dua|loro|two"),
    ("ketiga|katelu|third", "3|tiga|telu|three"),
    ("keempat|kapapat|fourth", "4|empat|papat|four"),
)
"""Words for each place, and words that are one only behind a word of BEFORE."""
PLACES = tuple(
    re.compile(rf"{OF_A_PERSON}\b(?:(?:yang |yg |foto |the )?(?:{alone})|{BEFORE}(?:{behind}))\b")
    for alone, behind in ORDINALS
)


def by_photo(text: str, photos: int, named: Mapping[str, frozenset[str]]) -> dict[int, str]:
    """Return the part of a text about each photo, from 0; empty if it tells none apart.

    The places stand before what the photos are, or behind it.
    """
    text = text.casefold()
    found = sorted(
        (match.start(), match.end(), place)
        for place, pattern in enumerate(PLACES[:photos])
        for match in pattern.finditer(text)
    )
    if not found or len({place for *_, place in found}) < len(found):
        return {}
    if meant(text[: found[0][0]], named) is Answer.UNCLEAR:
        edges = [start for start, *_ in found] + [len(text)]
    else:
        edges = [0, *(end for _, end, _ in found[:-1]), len(text)]
    parts = [text[start:end] for start, end in pairwise(edges)]
    names = [PLACES[place].sub(" ", part) for part, (*_, place) in zip(parts, found, strict=True)]
    return {place: name for name, (*_, place) in zip(names, found, strict=True)}
