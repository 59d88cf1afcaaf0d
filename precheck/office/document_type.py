"""A document type, as its file has it: sizes, number, zones, limits, and what names it.

Read from `models/documents/<type>.toml`; a missing, unknown or impossible key is an error.
"""

from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, model_validator

from precheck.capture import Covers, Zone
from precheck.office.limit import Limit, StrictTable

Percent = Annotated[float, Field(ge=0, le=100)]
Millimetres = Annotated[float, Field(gt=0)]
PercentBox = tuple[Percent, Percent, Percent, Percent]
"""x from, y from, x to, y to in % of the upright page."""
MOST_COVERED = 0.5
"""Share of a must-read zone that may be masked; nothing of the number's own."""
MAX_CARD_MM = 120  # of a card's longer side: a credit card has 86, a page of a passport 125
OTHER = "other"
"""The type of every paper that is no other one."""
EMPTY_SIDES = ("blank_side", "back_side")
"""Sides without anything to judge."""
LANGUAGES = ("id", "en")
"""Of the messages; the first names what another has no name for."""


def letters_of(text: str) -> str:
    """Return a printed text as lines are compared: its letters in capitals.

    Raises ValueError for one without letters.
    """
    letters = "".join(char for char in text.upper() if char.isalpha())
    if not letters:
        raise ValueError("has no letter")
    return letters


Phrase = Annotated[str, AfterValidator(letters_of)]
"""Words as they are printed, kept as their letters."""
Phrases = tuple[Phrase, ...]
Name = Annotated[str, Field(min_length=1, max_length=40, pattern=r"^[^{}]+$")]


class Form(StrictTable):
    """One printed layout of a document type."""

    sizes_mm: tuple[tuple[Millimetres, Millimetres], ...]
    """Width and height of each paper size, the commonest first; empty: any size."""
    typed: bool = False
    """Whether it was filled in by a typewriter."""


class Document(StrictTable):
    """One document type."""

    type: str
    forms: dict[str, Form] = Field(default_factory=dict)
    """Each printed layout, by the name that the page net and the layouts use."""
    number: Literal["kk", "nik", "akta", ""]
    """Kind of the document's own number; empty if it has none that is read."""
    masked: tuple[PercentBox, ...] = ()
    """Places of further people's numbers, covered wherever the document's own number is masked."""
    capitals_mm: Millimetres | None = None
    """Height of the capitals and digits of the smallest must-read print."""
    recognised: Limit
    """Minimum probability to name a sheet this type."""
    accept: Limit
    """Minimum `p_accept`."""
    zones: dict[str, PercentBox | dict[str, PercentBox]]
    """The must-read zones: one box on all forms, or a box a form."""

    @model_validator(mode="after")
    def _check_masked(self) -> Self:
        if any(x0 >= x1 or y0 >= y1 for x0, y0, x1, y1 in self.masked):
            raise ValueError("masked: each 'from' must be less than its 'to'")
        for name, zone in self.zones.items():
            for box in zone.values() if isinstance(zone, dict) else (zone,):
                share = max((_covered(box, place) for place in self.masked), default=0.0)
                if share > (0.0 if name == "number" else MOST_COVERED):
                    raise ValueError(f"masked: covers {share:.0%} of the zone {name}")
        return self

    @model_validator(mode="after")
    def _check_zones(self) -> Self:
        for name, zone in self.zones.items():
            boxes = zone if isinstance(zone, dict) else {"": zone}
            if isinstance(zone, dict) and (unknown := zone.keys() - self.forms.keys()):
                known = ", ".join(self.forms)
                raise ValueError(f"zone {name}: no form {min(unknown)}; known: {known}")
            if any(x0 >= x1 or y0 >= y1 for x0, y0, x1, y1 in boxes.values()):
                raise ValueError(f"zone {name}: each 'from' must be less than its 'to'")
        return self

    def shapes(self, form: str) -> tuple[float, ...]:
        """Return width / height of the upright form in each paper size; of all forms if unknown."""
        forms = [self.forms[form]] if form in self.forms else self.forms.values()
        return tuple(sorted({w / h for known in forms for w, h in known.sizes_mm}))

    def must_read(self, form: str) -> tuple[Zone, ...]:
        """Return the must-read zones of a form in shares of the page, the number's first."""
        known = self.forms.get(form)
        capitals = None
        if self.capitals_mm is not None and known is not None and known.sizes_mm:
            capitals = self.capitals_mm / known.sizes_mm[0][1]
        boxes = {
            name: zone.get(form) if isinstance(zone, dict) else zone
            for name, zone in self.zones.items()
        }
        return tuple(
            Zone(
                field=name,
                box=(box[0] / 100, box[1] / 100, box[2] / 100, box[3] / 100),
                covers=Covers.NUMBER if name == "number" else Covers.MUST_READ,
                capitals=capitals,
                typed=known is not None and known.typed,
            )
            for name, box in sorted(boxes.items(), key=lambda item: item[0] != "number")
            if box is not None
        )


def _covered(zone: PercentBox, place: PercentBox) -> float:
    """Return the share of a zone that a place covers, 0-1."""
    wide = min(zone[2], place[2]) - max(zone[0], place[0])
    tall = min(zone[3], place[3]) - max(zone[1], place[1])
    area = (zone[2] - zone[0]) * (zone[3] - zone[1])
    return max(wide, 0.0) * max(tall, 0.0) / area if area > 0 else 0.0


class Names(StrictTable):
    """What a document is called, by language."""

    document: dict[str, Name]
    """In messages to the citizen."""
    short: dict[str, Name]
    """In short messages."""
    officer: dict[str, Name] = Field(default_factory=dict)
    """In lists, reports and overlays, where it differs."""
    chat: dict[str, Name] = Field(default_factory=dict)
    """In conversations about an application, where it differs."""

    @model_validator(mode="after")
    def _check_languages(self) -> Self:
        for use in ("document", "short"):
            if missing := [lang for lang in LANGUAGES if lang not in getattr(self, use)]:
                raise ValueError(f"{use} has no {missing[0]}")
        return self

    def for_officers(self, lang: str) -> str:
        """Return the name in lists, reports and overlays."""
        return self.officer.get(lang, self.document[lang])

    def in_chat(self, lang: str) -> str:
        """Return the name in conversations, in any language."""
        return self.chat.get(lang) or self.document.get(lang) or self.document[LANGUAGES[0]]


class Title(StrictTable):
    """A title of a document."""

    words: Phrase
    after: Phrases = ()
    """The words that may precede it there and in the label of its number; if none, it fills its
    line, since captions may contain it."""
    only_after: bool = False
    """Whether papers of other countries bear the name too: a title only after these words."""


class NikTable(StrictTable):
    """A table of people with a NIK a row, in the same place on every form."""

    box: PercentBox
    """The columns of names and NIKs."""
    max_rows: int = Field(gt=0)
    digits: float = Field(gt=0, lt=1)
    """Height of a NIK's digits, in shares of the page's height."""
    pitch: float = Field(gt=0, lt=1)
    """From one row to the next, in shares of the page's height."""


class Printed(StrictTable):
    """By what a document is recognised."""

    titles: tuple[Title, ...] = ()
    captions: Phrases = ()
    """Captions and set phrases that no other paper has."""
    common_captions: Phrases = ()
    """Those that other papers have as well."""
    caption_parts: Phrases = ()
    """Parts of a title, the rest covered, that count as a caption."""
    common_parts: Phrases = ()
    """Such parts that count as a common caption."""
    long_phrases: Phrases = ()
    """Phrases a part of which, the rest covered or in glare, counts as a common caption."""
    provinces: Phrases = ()
    """Beginnings of the first line of a card's head."""
    regions: Phrases = ()
    """Beginnings of its second line."""
    events: tuple[str, ...] = ()
    """The letters of the event in its SIAK number."""
    qr: bool = False
    """Whether its newest form bears the registry's QR code."""
    table: NikTable | None = None
    group: str = ""
    """A name that types share whose forms look alike: what is read on them tells them apart."""
    outputs: dict[str, int] = Field(default_factory=dict)
    """The page net's output for each form; of other papers, for them and for each empty side."""
    foreign_titles: Phrases = ()
    """Beginnings of the titles of papers that have no type of their own."""


class DocumentType(Document):
    """The whole file. An office changes only what Document has."""

    listed: int
    """Place of the type in lists of them."""
    names: Names
    printed: Printed

    @model_validator(mode="after")
    def _check_number(self) -> Self:
        zone = self.zones.get("number")
        missing = self.forms.keys() - zone.keys() if isinstance(zone, dict) else set()
        if self.number and (zone is None or missing):
            on = f" on form {min(missing)}" if missing else ""
            raise ValueError(f"zones.number is missing{on}: the place of the number")
        return self

    @model_validator(mode="after")
    def _check_outputs(self) -> Self:
        known = self.forms.keys() or {OTHER, *EMPTY_SIDES}
        if unknown := self.printed.outputs.keys() - known:
            raise ValueError(f"printed.outputs: no form {min(unknown)}; known: {', '.join(known)}")
        return self

    @model_validator(mode="after")
    def _check_recognisable(self) -> Self:
        p = self.printed
        if not (p.titles or p.captions or p.common_captions or p.outputs):
            raise ValueError("printed: needs titles, captions or outputs to be recognised by")
        return self

    @property
    def is_card(self) -> bool:
        """Whether every form is a card, whose print is large for its page."""
        sizes = [size for form in self.forms.values() for size in form.sizes_mm]
        return bool(sizes) and max(map(max, sizes)) <= MAX_CARD_MM
