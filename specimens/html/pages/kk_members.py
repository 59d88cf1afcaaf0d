"""The table of a family card's members: its columns, headings and rows at random."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from specimens.documents.kk.card import FamilyCard
from specimens.html.parts import blocks
from specimens.html.parts.dice import Dice
from specimens.html.parts.items import LabelledValue, list_items
from specimens.html.parts.markup import box, joined, line, mm, value, words
from specimens.html.parts.style import PageStyle
from specimens.people.dates import numeric
from specimens.people.person import InventedPerson


@dataclass(frozen=True, slots=True)
class MemberColumn:
    """One column of a table of members."""

    heads: tuple[str, ...]
    """Wordings of its heading."""
    text: Callable[[InventedPerson], str]
    field: str = "caption"
    english: str = ""
    align: str = ""

    @property
    def must_read(self) -> bool:
        """Whether its values are must-read."""
        return self.field != "caption"


def _wed(who: InventedPerson) -> str:
    return numeric(who.married) if who.married else "-"


NAME_COLUMN = MemberColumn(
    ("Nama Lengkap", "Nama", "NAMA LENGKAP", "Nama Anggota Keluarga"), lambda p: p.name, "name",
    "Full Name",
)  # fmt: skip
NIK_COLUMN = MemberColumn(
    ("NIK", "N I K", "Nomor Induk Kependudukan", "No. NIK"), lambda p: p.nik, "nik", "ID Number"
)
BORN_COLUMN = MemberColumn(
    ("Tanggal Lahir", "Tgl. Lahir", "Tgl Lahir", "TANGGAL LAHIR"), lambda p: numeric(p.born),
    "birth_date", "Date of Birth",
)  # fmt: skip
RELATION_COLUMN = MemberColumn(
    ("Status Hubungan Dalam Keluarga", "Hubungan Keluarga", "SHDK", "Hub. Keluarga"),
    lambda p: p.relation, "relation", "Relationship",
)  # fmt: skip
FATHER_COLUMN = MemberColumn(("Ayah", "Nama Ayah", "AYAH"), lambda p: p.father, "parents", "Father")
MOTHER_COLUMN = MemberColumn(("Ibu", "Nama Ibu", "IBU"), lambda p: p.mother, "parents", "Mother")
FIRST_OPTIONAL = (
    MemberColumn(("Jenis Kelamin", "L/P", "Kelamin", "JK"), lambda p: p.sex, english="Sex"),
    MemberColumn(("Tempat Lahir", "Tmp. Lahir"), lambda p: p.birthplace, english="Place of Birth"),
    MemberColumn(("Agama", "AGAMA"), lambda p: p.religion, english="Religion"),
    MemberColumn(("Pendidikan", "Pendidikan Terakhir"), lambda p: p.school, english="Education"),
    MemberColumn(("Jenis Pekerjaan", "Pekerjaan"), lambda p: p.job, english="Occupation"),
    MemberColumn(
        ("Golongan Darah", "Gol. Darah", "Gol. Drh"), lambda p: p.blood, english="Blood Type"
    ),
)
SECOND_OPTIONAL = (
    MemberColumn(
        ("Status Perkawinan", "Status Kawin"), lambda p: p.status, english="Marital Status"
    ),
    MemberColumn(("Tanggal Perkawinan", "Tgl. Kawin"), _wed, english="Date of Marriage"),
    MemberColumn(("Kewarganegaraan", "Warga Negara", "WN"), lambda _: "WNI", english="Citizenship"),
    MemberColumn(("No. Paspor", "Paspor"), lambda _: "-", english="Passport"),
    MemberColumn(("No. KITAP", "No. KITAS/KITAP"), lambda _: "-", english="Permit"),
)


def member_tables(dice: Dice, data: FamilyCard, style: PageStyle) -> str:
    people = data.family.members
    if len(people) <= 4 and dice.chance(0.12):
        return _cards(dice, people, style)
    tables = _columns(dice)
    rows = dice.pick((len(people), len(people), 10, 10, max(len(people), dice.whole(1, 12))))
    rows = rows if len(tables) < 3 else len(people)
    bilingual, number = dice.chance(0.15), 0
    lettered = dice.chance(0.6)
    parts = []
    for columns in tables:
        parts.append(
            _table(
                dice, columns, people, rows, bilingual=bilingual, first=number if lettered else None
            )
        )
        number += len(columns)
    return blocks.vertical_gap(dice, 1, 5).join(parts)


def _columns(dice: Dice) -> list[list[MemberColumn]]:
    """Return the columns of one to three tables; all must-read columns are included."""
    first = [column for column in FIRST_OPTIONAL if dice.chance(0.85)]
    second = [column for column in SECOND_OPTIONAL if dice.chance(0.8)]
    if dice.chance(0.35):
        first = dice.shuffled(first)
    count = dice.pick((1, 2, 2, 2, 2, 3))
    born = dice.whole(0, len(first))
    one = [NAME_COLUMN, NIK_COLUMN, *first[:born], BORN_COLUMN, *first[born:]]
    if dice.chance(0.2):
        one[:2] = [NIK_COLUMN, NAME_COLUMN]
    if count == 1:
        return [
            [
                NAME_COLUMN, NIK_COLUMN, BORN_COLUMN, *first[:2], RELATION_COLUMN,
                FATHER_COLUMN, MOTHER_COLUMN,
            ]
        ]  # fmt: skip
    two = [*second[:2], RELATION_COLUMN, *second[2:], FATHER_COLUMN, MOTHER_COLUMN]
    if dice.chance(0.2):
        two = [RELATION_COLUMN, *second, FATHER_COLUMN, MOTHER_COLUMN]
    if count == 2:
        return [one, two]
    return [one, two[:-2], [FATHER_COLUMN, MOTHER_COLUMN]]


def _table(
    dice: Dice,
    columns: Sequence[MemberColumn],
    people: Sequence[InventedPerson],
    rows: int,
    *,
    bilingual: bool,
    first: int | None,
) -> str:
    upper, numbered = dice.chance(0.25), dice.chance(0.9)
    aligns = [dice.pick(("left", "left", "center")) for _ in columns]
    heads = ["<th>No</th>"] if numbered else []
    for column in columns:
        text = dice.pick(column.heads)
        english = line(column.english, name="en") if bilingual else ""
        heads.append(f"<th>{words(text.upper() if upper else text)}{english}</th>")
    head = f"<tr>{joined(heads)}</tr>"
    if first is not None:
        labels = ["<th></th>"] if numbered else []
        labels += [f"<th>({first + i + 1})</th>" for i in range(len(columns))]
        head += f'<tr style="font-size:.85em">{joined(labels)}</tr>'
    empty = dice.pick(("-", "-", "", "."))
    body = []
    for row in range(rows):
        who = people[row] if row < len(people) else None
        cells = [f"<td>{row + 1}</td>"] if numbered else []
        for column, align in zip(columns, aligns, strict=True):
            content = _cell(column, who) if who else empty
            cells.append(f'<td style="text-align:{align}">{content}</td>')
        body.append(f"<tr>{joined(cells)}</tr>")
    return f'<table class="t">{head}{joined(body)}</table>'


def _cell(column: MemberColumn, who: InventedPerson) -> str:
    return value(column.text(who), column.field, must_read=column.must_read)


def _cards(dice: Dice, people: Sequence[InventedPerson], style: PageStyle) -> str:
    """Return the members as boxes of labels and values instead of a table."""
    chosen = (
        NAME_COLUMN, NIK_COLUMN, BORN_COLUMN, RELATION_COLUMN, FATHER_COLUMN, MOTHER_COLUMN,
        *dice.some(FIRST_OPTIONAL, 3),
    )  # fmt: skip
    frame = f"border:{mm(style.rule_mm)} solid {style.rule};padding:{mm(1.5)}"
    boxes = joined(
        box(
            list_items(
                dice,
                [
                    LabelledValue(c.heads[0], c.text(who), c.field, must_read=c.must_read)
                    for c in chosen
                ],
            ),
            frame,
        )
        for who in people
    )
    return box(boxes, f"display:grid;grid-template-columns:1fr 1fr;gap:{mm(dice.real(1, 4))}")
