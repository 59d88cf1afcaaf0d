"""The forms whose layouts are known, and the specimens that show each."""

from collections.abc import Mapping

from precheck.recognise import FORMS

_TYPES = [type_ for type_, _ in FORMS]
BY_NET: Mapping[str, tuple[str, str]] = {
    f"{type_}_{form}" if _TYPES.count(type_) > 1 else type_: (type_, form) for type_, form in FORMS
}
"""Type and form of each output of the page net, by the specimen that shows it."""
LETTERS = ("letter", "police_letter", "birth_note", "village_note")
PAPERS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(LETTERS, ("other", "letter")),
    "marriage_book": ("other", "marriage_book"),
    "marriage_akta": ("other", "marriage_akta"),
    "kia": ("other", "child_card"),
    "invoice": ("other", "invoice"),
    "receipt": ("other", "receipt"),
}
"""Those of other papers, which only the layout tells."""
KNOWN: Mapping[str, tuple[str, str]] = {
    specimen: form for specimen, form in BY_NET.items() if form[1]
} | PAPERS
"""All that have a layout, by specimen."""
