"""The forms with known layouts, by specimen."""

from collections.abc import Mapping

from precheck.office.documents import page_forms

_TYPES = [type_ for type_, _ in page_forms()]
FORM_BY_SPECIMEN: Mapping[str, tuple[str, str]] = {
    f"{type_}_{form}" if _TYPES.count(type_) > 1 else type_: (type_, form)
    for type_, form in page_forms()
}
"""Type and form of each output of the page net, by specimen."""
LETTER_VARIANTS = ("letter", "police_letter", "birth_note", "village_note")
OTHER_FORMS: Mapping[str, tuple[str, str]] = {
    **dict.fromkeys(LETTER_VARIANTS, ("other", "letter")),
    "marriage_book": ("other", "marriage_book"),
    "marriage_akta": ("other", "marriage_akta"),
    "kia": ("other", "child_card"),
    "invoice": ("other", "invoice"),
    "receipt": ("other", "receipt"),
}
"""Forms of other papers, as long as they have no type of their own."""
KNOWN_FORMS: Mapping[str, tuple[str, str]] = {
    **(known := {specimen: form for specimen, form in FORM_BY_SPECIMEN.items() if form[1]}),
    **(OTHER_FORMS | known),
}
"""All forms with a layout, by specimen."""
