"""Family cards: title, number, address, tables of members and foot, all of them at random."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date

from specimens.dates import LATEST, numeric, written
from specimens.documents.kk_card import Card, card
from specimens.html import blocks, drawings, paper
from specimens.html.blocks import Item
from specimens.html.dice import Dice
from specimens.html.look import Look, look, ruled
from specimens.html.markup import box, joined, line, mm, pt, value, words
from specimens.html.page import Page
from specimens.people import Person
from specimens.world import World

PX_PER_MM = 10.0
SIZES = ((297.0, 210.0),) * 5 + ((330.0, 215.0), (297.0, 215.0), (280.0, 200.0))
LEAST_PT = 5.4
"""Smallest size of a table's text."""
LABELS = ("No.", "No. :", "NO.", "NOMOR :", "Nomor :", "Nomor", "No. KK :", "Nomor KK :", "NO. KK")


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table of members."""

    heads: tuple[str, ...]
    """Wordings of its heading."""
    text: Callable[[Person], str]
    field: str = "caption"
    english: str = ""
    align: str = ""

    @property
    def must_read(self) -> bool:
        """Whether the office needs what stands in it."""
        return self.field != "caption"


def _wed(who: Person) -> str:
    return numeric(who.married) if who.married else "-"


NAME = Column(
    ("Nama Lengkap", "Nama", "NAMA LENGKAP", "Nama Anggota Keluarga"),
    lambda p: p.name,
    "name",
    "Full Name",
)
NIK = Column(
    ("NIK", "N I K", "Nomor Induk Kependudukan", "No. NIK"), lambda p: p.nik, "nik", "ID Number"
)
BORN = Column(
    ("Tanggal Lahir", "Tgl. Lahir", "Tgl Lahir", "TANGGAL LAHIR"),
    lambda p: numeric(p.born),
    "birth_date",
    "Date of Birth",
)
RELATION = Column(
    ("Status Hubungan Dalam Keluarga", "Hubungan Keluarga", "SHDK", "Hub. Keluarga"),
    lambda p: p.relation,
    "relation",
    "Relationship",
)
FATHER = Column(("Ayah", "Nama Ayah", "AYAH"), lambda p: p.father, "parents", "Father")
MOTHER = Column(("Ibu", "Nama Ibu", "IBU"), lambda p: p.mother, "parents", "Mother")
MORE = (
    Column(("Jenis Kelamin", "L/P", "Kelamin", "JK"), lambda p: p.sex, english="Sex"),
    Column(("Tempat Lahir", "Tmp. Lahir"), lambda p: p.birthplace, english="Place of Birth"),
    Column(("Agama", "AGAMA"), lambda p: p.religion, english="Religion"),
    Column(("Pendidikan", "Pendidikan Terakhir"), lambda p: p.school, english="Education"),
    Column(("Jenis Pekerjaan", "Pekerjaan"), lambda p: p.job, english="Occupation"),
    Column(("Golongan Darah", "Gol. Darah", "Gol. Drh"), lambda p: p.blood, english="Blood Type"),
)
LATER = (
    Column(("Status Perkawinan", "Status Kawin"), lambda p: p.status, english="Marital Status"),
    Column(("Tanggal Perkawinan", "Tgl. Kawin"), _wed, english="Date of Marriage"),
    Column(("Kewarganegaraan", "Warga Negara", "WN"), lambda _: "WNI", english="Citizenship"),
    Column(("No. Paspor", "Paspor"), lambda _: "-", english="Passport"),
    Column(("No. KITAP", "No. KITAS/KITAP"), lambda _: "-", english="Permit"),
)


def draw(dice: Dice, world: World) -> Page:
    """Return a family card."""
    data = card(world, dice.rng, date(2003, 6, 1), LATEST)
    size = dice.pick(SIZES)
    style = look(dice, world, (6.3, 9.2), ("sans", "sans", "narrow", "serif", "mono"))
    sheet, margins = _paper(dice, world, size)
    marked = dice.chance(0.55)
    top = blocks.specimen(dice) if marked and dice.chance(0.5) else ""
    bottom = blocks.specimen(dice) if marked and not top else ""
    parts = [
        top,
        _title(dice, style, data, world),
        blocks.gap(dice, 1, 5),
        _address(dice, data),
        blocks.gap(dice, 1, 5),
        _members(dice, data, style),
        blocks.gap(dice, 1.5, 6),
        _foot(dice, data),
        bottom,
    ]
    if dice.chance(0.6):
        parts += [blocks.gap(dice, 1, 3), blocks.foot(dice)]
    return Page(
        type="kk",
        size_mm=size,
        px_per_mm=PX_PER_MM,
        paper=sheet,
        css=style.css + ruled(dice, style),
        flow=joined(parts),
        margins=margins,
        over=blocks.over(dice, size, marked=marked),
        number=("kk", data.number),
        fill=dice.real(0.8, 1) if dice.chance(0.75) else 0.0,
        least_zoom=LEAST_PT / style.size_pt,
    )


def _paper(
    dice: Dice, world: World, size: tuple[float, float]
) -> tuple[paper.Paper, tuple[float, float, float, float]]:
    margins = [dice.real(5, 14) for _ in range(4)]
    if dice.chance(0.5):
        return paper.white(dice), (margins[0], margins[1], margins[2], margins[3])
    sheet = paper.security(dice, size, world, "KARTU KELUARGA")
    if dice.chance(0.4):
        frame, edge = paper.border(dice, size)
        sheet = paper.Paper(sheet.colour, sheet.svg + frame.svg)
        margins = [max(edge + 2, margin) for margin in margins]
    return sheet, (margins[0], margins[1], margins[2], margins[3])


def _title(dice: Dice, style: Look, data: Card, world: World) -> str:
    size = dice.real(12, 24)
    name = dice.pick(("KARTU KELUARGA", "KARTU KELUARGA", "KARTU KELUARGA (KK)", "Kartu Keluarga"))
    wide = dice.pick((0.0, 0.0, 0.05, 0.15, 0.3))
    title = line(name, f"font-size:{pt(size)};letter-spacing:{wide}em;color:{style.accent}", "h")
    if dice.chance(0.25):
        title += line("FAMILY CARD", name="en")
    digits = dice.real(11, max(12.0, min(size, 19)))
    label = dice.pick(LABELS)
    css = f"font-size:{pt(digits)};letter-spacing:{dice.pick((0, 0, 0.03, 0.08, 0.15))}em"
    weight = f"margin-left:{dice.real(0.1, 0.7)}em;font-weight:{dice.pick((400, 700, 700))}"
    number = words(label, f"font-size:{pt(digits * dice.real(0.6, 1))}", "h") + " "
    number = box(
        number + value(data.number, "number", must_read=True, css=f"{css};{weight}", name="n"),
        "",
        "keep",
    )
    if dice.chance(0.15):
        number = box(
            number,
            f"display:inline-block;border:{mm(0.4)} solid {style.rule};padding:{mm(1)} {mm(3)}",
        )
    align = dice.pick(("center", "center", "center", "left", "right"))
    heads = joined(line(text) for text in blocks.office(dice, data.family.home, world))
    heads = heads if dice.chance(0.3) else ""
    beside = dice.chance(0.2)
    if beside:
        both = [box(heads + title, "align-self:center"), box(number, "align-self:center")]
        text = box(
            joined(both if dice.chance(0.8) else both[::-1]),
            "justify-content:space-between",
            "row grow",
        )
    else:
        text = box(heads + title + number, f"text-align:{align}", "grow")
    emblem = drawings.emblem(dice, dice.real(11, 19), style.accent)
    where = dice.pick(("none", "none", "left", "right", "above"))
    if where == "above":
        return box(emblem, f"display:flex;justify-content:{align}") + box(text)
    parts = {"left": emblem + text, "right": text + emblem}.get(where, text)
    serial = line(
        f"K {dice.whole(10**6, 10**7 - 1)}{dice.whole(10**5, 10**6 - 1)}", "text-align:right"
    )
    return (serial if dice.chance(0.2) else "") + box(parts, f"gap:{mm(4)}", "row")


def _address(dice: Dice, data: Card) -> str:
    home, head = data.family.home, data.family.head
    first = Item(
        dice.pick(("Nama Kepala Keluarga", "Kepala Keluarga", "NAMA KEPALA KELUARGA")),
        head.name,
        "head",
        must_read=True,
        english="Head of Family",
    )
    rest = [
        Item(dice.pick(("Alamat", "ALAMAT", "Alamat Rumah")), home.street, english="Address"),
        Item(dice.pick(("RT/RW", "RT / RW")), f"{home.rt}/{home.rw}"),
        Item(dice.pick(("Desa/Kelurahan", "Kelurahan/Desa", "Kel/Desa")), home.village),
        Item("Kecamatan", home.district),
        Item(dice.pick(("Kabupaten/Kota", "Kab./Kota", "Kabupaten")), home.place.regency),
        Item(dice.pick(("Kode Pos", "Kodepos")), home.postcode),
        Item(dice.pick(("Provinsi", "Propinsi", "PROVINSI")), home.place.province),
    ]
    if dice.chance(0.4):
        rest = dice.shuffled(rest)
    if dice.chance(0.2):
        rest = rest[: dice.whole(3, 6)]
    lines = [first, *rest] if dice.chance(0.85) else [*rest[:2], first, *rest[2:]]
    bilingual, larger = dice.chance(0.15), dice.real(1.0, 1.3)
    columns = dice.pick((1, 2, 2, 2, 3))
    step = -(-len(lines) // columns)
    parts = [lines[i : i + step] for i in range(0, len(lines), step)]
    content = joined(
        box(blocks.items(dice, part, bilingual=bilingual), name="grow") for part in parts
    )
    frame = f"border:{mm(0.2)} solid #555;padding:{mm(1)};" if dice.chance(0.12) else ""
    wide = dice.whole(60, 100)
    return box(
        content, f"gap:{mm(dice.real(6, 30))};font-size:{larger}em;width:{wide}%;{frame}", "row"
    )


def _members(dice: Dice, data: Card, style: Look) -> str:
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
    return blocks.gap(dice, 1, 5).join(parts)


def _columns(dice: Dice) -> list[list[Column]]:
    """Return the columns of one to three tables; what must be read stands in one of them."""
    first = [column for column in MORE if dice.chance(0.85)]
    second = [column for column in LATER if dice.chance(0.8)]
    if dice.chance(0.35):
        first = dice.shuffled(first)
    count = dice.pick((1, 2, 2, 2, 2, 3))
    born = dice.whole(0, len(first))
    one = [NAME, NIK, *first[:born], BORN, *first[born:]]
    if dice.chance(0.2):
        one[:2] = [NIK, NAME]
    if count == 1:
        return [[NAME, NIK, BORN, *first[:2], RELATION, FATHER, MOTHER]]
    two = [*second[:2], RELATION, *second[2:], FATHER, MOTHER]
    if dice.chance(0.2):
        two = [RELATION, *second, FATHER, MOTHER]
    if count == 2:
        return [one, two]
    return [one, two[:-2], [FATHER, MOTHER]]


def _table(
    dice: Dice,
    columns: Sequence[Column],
    people: Sequence[Person],
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


def _cell(column: Column, who: Person) -> str:
    return value(column.text(who), column.field, must_read=column.must_read)


def _cards(dice: Dice, people: Sequence[Person], style: Look) -> str:
    """Return the members as boxes of label lines instead of a table."""
    chosen = (NAME, NIK, BORN, RELATION, FATHER, MOTHER, *dice.some(MORE, 3))
    frame = f"border:{mm(style.rule_mm)} solid {style.rule};padding:{mm(1.5)}"
    boxes = joined(
        box(
            blocks.items(
                dice,
                [Item(c.heads[0], c.text(who), c.field, must_read=c.must_read) for c in chosen],
            ),
            frame,
        )
        for who in people
    )
    return box(boxes, f"display:grid;grid-template-columns:1fr 1fr;gap:{mm(dice.real(1, 4))}")


def _foot(dice: Dice, data: Card) -> str:
    when = dice.pick((numeric(data.issued), written(data.issued)))
    label = dice.pick(
        ("Dikeluarkan Tanggal", "Dikeluarkan tanggal", "Tanggal Dikeluarkan", "Dicetak tanggal")
    )
    issued = box(words(label) + " : " + value(when, "issue_date", must_read=True), name="keep")
    if dice.chance(0.3):
        issued += joined(
            line(f"LEMBAR : {text}") for text in ("I. Kepala Keluarga", "II. RT", "III. Desa")
        )
    head = (
        line("KEPALA KELUARGA") + blocks.gap(dice, 10, 16) + value(data.family.head.name, "signer")
    )
    head += line(dice.pick(("Tanda Tangan/Cap Jempol", "(tanda tangan)")))
    title = [
        dice.pick(
            ("KEPALA DINAS KEPENDUDUKAN DAN", "Kepala Dinas Kependudukan dan", "a.n. KEPALA DINAS")
        ),
        dice.pick(("PENCATATAN SIPIL", "Pencatatan Sipil")) + " " + data.regency,
    ]
    chief = blocks.signature(dice, title, data.official, blocks.nip(dice))
    columns = [
        box(issued, "min-width:18%"),
        box(head, name="c"),
        box(chief, name="c"),
    ]
    if dice.chance(0.2):
        columns = [columns[0], columns[2]]
    if dice.chance(0.3):
        columns = dice.shuffled(columns)
    if dice.chance(0.15):
        columns.append(drawings.code(dice, dice.real(16, 24)))
    return box(
        joined(columns), f"justify-content:{dice.pick(('space-between', 'space-around'))}", "row"
    )
