"""Extracts of birth and death certificates: sentences, lists or prose between a head and a foot."""

from specimens import numbers
from specimens.dates import numeric, spelled_date, written
from specimens.documents.akta_deed import Deed, birth, death
from specimens.documents.akta_text import BASIS, LAW, TITLES, Piece, lines
from specimens.html import blocks, drawings, paper
from specimens.html.blocks import Item
from specimens.html.dice import Dice
from specimens.html.look import Look, look, ruled
from specimens.html.markup import box, joined, line, mm, pt, value, words
from specimens.html.page import Page
from specimens.world import World

PX_PER_MM = 10.0
SIZES = ((210.0, 297.0),) * 3 + ((215.0, 330.0),) * 2 + ((216.0, 279.0), (200.0, 300.0))
EVENTS = {"kelahiran": "LAHIR", "kematian": "MENINGGAL"}


def draw_birth(dice: Dice, world: World) -> Page:
    """Return an extract of a birth certificate."""
    return _draw(dice, world, birth(world, dice.rng, (1986, 2026), siak=dice.chance(0.65)))


def draw_death(dice: Dice, world: World) -> Page:
    """Return an extract of a death certificate."""
    return _draw(dice, world, death(world, dice.rng, (1986, 2026), siak=dice.chance(0.65)))


def _draw(dice: Dice, world: World, deed: Deed) -> Page:
    size = dice.pick(SIZES)
    roles = ("serif", "serif", "sans", "narrow", "mono")
    style = look(dice, world, (8.5, 13), roles)
    sheet, margins = _paper(dice, world, size)
    bilingual, marked = dice.chance(0.6), dice.chance(0.55)
    note = blocks.specimen(dice)
    parts = [
        note if marked and dice.chance(0.5) else "",
        _corners(dice, deed),
        _head(dice, style, deed, world, bilingual=bilingual),
        _number(dice, style, deed, bilingual=bilingual),
        blocks.gap(dice, 2, 8),
        _body(dice, deed, bilingual=bilingual),
        blocks.gap(dice, 4, 16),
        _foot(dice, deed, bilingual=bilingual),
    ]
    if marked and not parts[0]:
        parts.append(note)
    if dice.chance(0.5):
        parts += [blocks.gap(dice, 2, 8), blocks.foot(dice)]
    return Page(
        type=f"akta_{deed.kind}",
        size_mm=size,
        px_per_mm=PX_PER_MM,
        paper=sheet,
        css=style.css + ruled(dice, style),
        flow=joined(parts),
        margins=margins,
        over=blocks.over(dice, size, marked=marked),
        number=("akta", deed.number),
        glossy=dice.chance(0.15),
        fill=dice.real(0.75, 1) if dice.chance(0.75) else 0.0,
    )


def _paper(
    dice: Dice, world: World, size: tuple[float, float]
) -> tuple[paper.Paper, tuple[float, float, float, float]]:
    edge, frame = 0.0, ""
    sheet = paper.white(dice) if dice.chance(0.5) else paper.security(dice, size, world, "AKTA")
    if dice.chance(0.5):
        printed, edge = paper.border(dice, size)
        frame = printed.svg
        edge += 3
    top, right, bottom, left = (max(edge, dice.real(10, 26)) for _ in range(4))
    return paper.Paper(sheet.colour, sheet.svg + frame), (top, right, bottom, left)


def _corners(dice: Dice, deed: Deed) -> str:
    """Return what stands in the upper corners: the person's NIK, a serial, or nothing."""
    left = ""
    if dice.chance(0.6):
        label = dice.pick(("Nomor Induk Kependudukan", "NIK", "No. Induk Kependudukan", "N I K"))
        left = words(f"{label} :") + " " + value(deed.who.nik, "nik")
        left = box(left, f"font-size:{dice.real(0.75, 1)}em")
    right = ""
    if dice.chance(0.35):
        serial = numbers.blanko_serial("AL" if deed.kind == "kelahiran" else "AM", dice.rng)
        red = dice.pick(("#a82030", "#222", "#20307a"))
        right = value(f"No. {serial}", "serial", css=f"color:{red}", name="")
    both = [box(left), box(right)]
    return box(joined(both), "justify-content:space-between;min-height:1.2em", "row")


def _pair(texts: tuple[str, str], *, bilingual: bool) -> str:
    return line(texts[0]) + (line(texts[1], name="en") if bilingual else "")


def _head(dice: Dice, style: Look, deed: Deed, world: World, *, bilingual: bool) -> str:
    align = dice.pick(("center", "center", "center", "left"))
    over = (
        ("REPUBLIK INDONESIA", "REPUBLIC OF INDONESIA"),
        ("PENCATATAN SIPIL", "REGISTRY OFFICE"),
        ("WARGA NEGARA INDONESIA", "NATIONALITY INDONESIA"),
    )
    above = joined(
        box(_pair(texts, bilingual=bilingual), f"font-size:{dice.real(0.9, 1.25)}em", "h")
        for texts in over
        if dice.chance(0.65)
    )
    if dice.chance(0.25):
        lines_ = blocks.office(dice, deed.where, world)
        return (
            blocks.letterhead(dice, style, lines_)
            + blocks.gap(dice, 2, 6)
            + _title(dice, style, deed, align, bilingual=bilingual)
        )
    emblem = ""
    if dice.chance(0.8):
        place = "0 auto" if align == "center" else "0"
        emblem = drawings.emblem(dice, dice.real(14, 26), style.accent, f"margin:{place}")
    return (
        emblem
        + box(above, f"text-align:{align}")
        + blocks.gap(dice, 0, 3)
        + _title(dice, style, deed, align, bilingual=bilingual)
    )


def _title(dice: Dice, style: Look, deed: Deed, align: str, *, bilingual: bool) -> str:
    size = f"font-size:{pt(dice.real(12, 20))};letter-spacing:{dice.pick((0, 0, 0.05, 0.15))}em"
    under = dice.pick(("", "", "text-decoration:underline;"))
    title = _pair(TITLES[deed.kind], bilingual=bilingual)
    if dice.chance(0.12):
        title = line("KUTIPAN") + line(f"AKTA {deed.kind.upper()}")
    return box(title, f"{size};text-align:{align};color:{style.accent};{under}", "h")


def _number(dice: Dice, style: Look, deed: Deed, *, bilingual: bool) -> str:
    size = dice.real(1.0, 1.4)
    dots = dice.pick(("", "", f"border-bottom:{mm(0.25)} dotted {style.rule};"))
    css = f"font-size:{size}em;font-weight:{dice.pick((400, 700))};{dots}"
    number = value(deed.number, "number", must_read=True, css=css, name="n")
    align = dice.pick(("center", "center", "left"))
    space = blocks.gap(dice, 0.5, 5)
    if dice.chance(0.4):
        label = dice.pick(("Nomor :", "No.", "NOMOR :", "Nomor", "No. :", "Nomor Akta :"))
        return space + box(words(label) + " " + number, f"text-align:{align}")
    indonesian, english = BASIS[deed.kind]
    if dice.chance(0.5):
        body = box(words(indonesian) + (line(english, name="en") if bilingual else ""))
        row = box(body + box(number), f"gap:{mm(2)};flex-wrap:wrap;justify-content:{align}", "row")
    else:
        text = line(indonesian) + (line(english, name="en") if bilingual else "")
        row = box(text + box(number), f"text-align:{align}")
    law = box(_pair(LAW, bilingual=bilingual), f"text-align:{align}") if dice.chance(0.4) else ""
    return space + row + law


def _body(dice: Dice, deed: Deed, *, bilingual: bool) -> str:
    how = dice.pick(("sentences", "sentences", "list", "list", "prose"))
    if how == "list":
        return blocks.items(dice, _items(dice, deed), bilingual=bilingual)
    if how == "prose":
        text = " ".join(_piece(piece) for row in lines(deed) for piece in row)
        return box(text + ".", "text-align:justify" if dice.chance(0.5) else "")
    larger, down = dice.real(1.2, 1.7), mm(dice.real(0.5, 3))
    rows = []
    for row in lines(deed):
        if row[0].tag.field == "name":
            name = value(row[0].text, "name", must_read=True, css=f"font-size:{larger}em")
            rows.append(box(name, f"padding:{down} 0", dice.pick(("c", "c", ""))))
            continue
        pieces = joined(_stacked(piece, bilingual=bilingual) for piece in row)
        rows.append(box(pieces, f"gap:0 {mm(1.8)};flex-wrap:wrap;padding:{down} 0", "row"))
    return joined(rows)


def _piece(piece: Piece) -> str:
    if piece.tag.field == "caption":
        return words(piece.text)
    return value(piece.text, piece.tag.field, must_read=piece.tag.must_read)


def _stacked(piece: Piece, *, bilingual: bool) -> str:
    english = line(piece.english, name="en") if bilingual and piece.english else ""
    return box(_piece(piece) + english)


def _items(dice: Dice, deed: Deed) -> list[Item]:
    """Return an akta as label lines, in one of several orders."""
    who, day = deed.who, deed.happened
    when = dice.pick((written(day), numeric(day), f"{numeric(day)} ({spelled_date(day)})"))
    place = who.birthplace.title() if deed.kind == "kelahiran" else deed.seat
    event = "Lahir" if deed.kind == "kelahiran" else "Meninggal"
    name = Item(dice.pick(("Nama", "Nama Lengkap", "NAMA")), who.name, "name", must_read=True)
    needed = [
        Item(f"Tempat {event}", place, "place", must_read=True, english="Place"),
        Item(f"Tanggal {event}", when, "date", must_read=True, english="Date"),
        Item(dice.pick(("Nama Ayah", "Ayah")), who.father, "parents", must_read=True),
        Item(dice.pick(("Nama Ibu", "Ibu")), who.mother, "parents", must_read=True),
    ]
    more = [
        Item("Jenis Kelamin", who.sex),
        Item("Kewarganegaraan", "INDONESIA"),
        Item("Agama", who.religion),
        Item("Anak Ke", str(1 + day.toordinal() % 6), english="Child no."),
    ]
    rest = [*needed, *dice.some(more, dice.whole(0, 3))]
    return [name, *(dice.shuffled(rest) if dice.chance(0.3) else rest)]


def _foot(dice: Dice, deed: Deed, *, bilingual: bool) -> str:
    when = dice.pick((written(deed.issued), numeric(deed.issued)))
    first = dice.pick(
        (
            f"Kutipan ini dikeluarkan di {deed.seat}",
            f"Dikeluarkan di {deed.seat}",
            f"{deed.seat}, {when}",
        )
    )
    lines_ = [first] if when in first else [first, f"pada tanggal {when}"]
    lines_ += [
        dice.pick(("Kepala Dinas Kependudukan dan", "KEPALA KANTOR CATATAN SIPIL", "Pejabat")),
        f"Pencatatan Sipil {deed.seat}",
    ]
    block = blocks.signature(dice, lines_, deed.official, blocks.nip(dice))
    if bilingual and dice.chance(0.5):
        block = line("The excerpt is issued in", name="en") + block
    side = dice.pick(("flex-end", "flex-end", "center", "flex-start", "space-between"))
    left = ""
    if side == "space-between":
        left = (
            drawings.code(dice, dice.real(17, 26))
            if dice.chance(0.6)
            else box(blocks.items(dice, [Item("Lembar", "1"), Item("Petugas", "03")]))
        )
    align = dice.pick(("center", "center", "left"))
    return box(
        left + box(block, f"text-align:{align};max-width:62%"), f"justify-content:{side}", "row"
    )
