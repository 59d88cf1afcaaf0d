"""Blocks that pages of many kinds share: letterheads, label lists, signatures, small print."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

from specimens import numbers
from specimens.dates import in_years, numeric, written
from specimens.documents.form import BSRE
from specimens.html import drawings
from specimens.html.dice import Dice
from specimens.html.look import Look
from specimens.html.markup import box, joined, line, mm, pt, value, words
from specimens.people import Home
from specimens.world import World

ENGLISH = {
    "Nama": "Name",
    "Nama Lengkap": "Full name",
    "Tempat Lahir": "Place of birth",
    "Tanggal Lahir": "Date of birth",
    "Jenis Kelamin": "Sex",
    "Agama": "Religion",
    "Pekerjaan": "Occupation",
    "Alamat": "Address",
    "Kewarganegaraan": "Nationality",
    "Ayah": "Father",
    "Ibu": "Mother",
    "Nama Ayah": "Father's name",
    "Nama Ibu": "Mother's name",
    "Pendidikan": "Education",
    "Tanggal": "Date",
    "Kecamatan": "District",
    "Provinsi": "Province",
}


@dataclass(frozen=True, slots=True)
class Item:
    """One label and what stands beside it."""

    label: str
    text: str
    field: str = "caption"
    must_read: bool = False
    english: str = ""


def gap(dice: Dice, low: float = 1.0, high: float = 6.0) -> str:
    """Return empty space between two blocks."""
    return f'<div style="height:{mm(dice.real(low, high))}"></div>'


def items(dice: Dice, lines: Sequence[Item], *, bilingual: bool = False, name: str = "v") -> str:
    """Return label lines in one of several layouts. name: the class of the values."""
    colon = dice.pick((":", ":", ":", ""))
    dots = dice.pick(
        ("", "", "border-bottom:.15rem dotted #777;", "border-bottom:.12rem solid #888;")
    )
    layout = dice.pick(("table", "table", "table", "grid", "above"))
    down, width = mm(dice.real(0, 1.2)), dice.whole(18, 36)
    if layout == "above":
        cells = joined(
            box(
                box(escape(item.label), "font-size:.75em", tag="div") + _value(item, name, dots),
                f"padding:{down} {mm(1)};",
            )
            for item in lines
        )
        columns = dice.pick((1, 2, 2, 3))
        return box(cells, f"display:grid;grid-template-columns:repeat({columns},1fr)")
    rows = []
    numbered = dice.chance(0.15)
    for index, item in enumerate(lines):
        label = words(f"{index + 1}. {item.label}" if numbered else item.label)
        if bilingual:
            english = item.english or ENGLISH.get(item.label, "")
            label += line(english, name="en") if english else ""
        cells = f'<td style="width:{width}%;padding:{down} {mm(1)} {down} 0">{label}</td>'
        cells += f'<td style="width:{mm(3)};padding:{down} 0">{colon}</td>' if colon else ""
        cells += f'<td style="padding:{down} 0;{dots}">{_value(item, name, "")}</td>'
        rows.append(f"<tr>{cells}</tr>")
    table = f'<table style="width:100%">{joined(rows)}</table>'
    if layout == "grid" and len(rows) > 3:
        half = (len(rows) + 1) // 2
        parts = (rows[:half], rows[half:])
        return box(
            joined(
                box(f'<table style="width:100%">{joined(part)}</table>', name="grow")
                for part in parts
            ),
            f"gap:{mm(dice.real(3, 8))}",
            "row",
        )
    return table


def _value(item: Item, name: str, css: str) -> str:
    content = value(item.text, item.field, must_read=item.must_read, name=name)
    return box(content, f"min-height:1.2em;{css}") if css else content


def specimen(dice: Dice) -> str:
    """Return the word that says that a page is nobody's."""
    css = (
        f"font-size:{pt(dice.real(5.5, 9))};letter-spacing:{dice.pick((0, 0.05, 0.2))}em;color:#777"
    )
    return line(dice.pick(("SPECIMEN", "SPECIMEN", "- SPECIMEN -", "SPECIMEN / CONTOH")), css)


def across(dice: Dice, size_mm: tuple[float, float], text: str = "SPECIMEN") -> str:
    """Return a word written large, pale and slanted over the page."""
    width, height = size_mm
    size = min(dice.real(0.09, 0.17) * min(size_mm), 1.1 * max(size_mm) / len(text))
    x, y, turn = dice.real(0.35, 0.65) * width, dice.real(0.35, 0.65) * height, dice.whole(-50, 50)
    colour, opacity = dice.colour((60, 60, 60), (190, 190, 190)), dice.real(0.06, 0.16)
    inner = (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="middle" font-family="Liberation Sans" '
        f'font-weight="bold" font-size="{size:.1f}" fill="{colour}" opacity="{opacity}" '
        f'transform="rotate({turn} {x:.1f} {y:.1f})">{text}</text>'
    )
    return drawings.svg(width, height, inner, "position:absolute;left:0;top:0")


def over(dice: Dice, size_mm: tuple[float, float], *, marked: bool, paper: bool = True) -> str:
    """Return what lies over a page. marked: whether SPECIMEN already stands among its words."""
    parts = [] if marked else [across(dice, size_mm)]
    if paper and dice.chance(0.08):
        parts.append(drawings.punched(dice, size_mm))
    if paper and dice.chance(0.12):
        parts.append(drawings.ticks(dice, size_mm))
    return joined(parts)


def letterhead(dice: Dice, style: Look, lines: Sequence[str], emblem_mm: float = 20) -> str:
    """Return an office's head: its lines, an emblem or two, a rule below or none."""
    align = dice.pick(("center", "center", "left", "right"))
    sizes = [dice.real(1.0, 1.5) for _ in lines]
    text = joined(
        line(part, f"font-size:{size}em", "h") for part, size in zip(lines, sizes, strict=True)
    )
    where = dice.pick(("left", "left", "above", "both", "none", "right"))
    colour = style.accent
    height = dice.real(0.7, 1.15) * emblem_mm
    if where == "above":
        text = drawings.emblem(dice, height, colour, "margin:0 auto 1rem") + text
    body = box(text, f"text-align:{align};align-self:center", "grow")
    left = drawings.emblem(dice, height, colour) if where in {"left", "both"} else ""
    right = drawings.emblem(dice, height, colour) if where in {"right", "both"} else ""
    rule = dice.pick(("solid", "double", "none", "solid"))
    under = f"border-bottom:{mm(dice.real(0.3, 1.2))} {rule} {colour};padding-bottom:{mm(2)}"
    return box(left + body + right, f"gap:{mm(4)};{under}", "row")


def signature(dice: Dice, lines: Sequence[str], name: str, below: str = "") -> str:
    """Return a signature block: title lines, a signature, stamp or code, and a name."""
    how = dice.pick(("pen", "pen", "code", "seal", "empty", "both"))
    if how == "code":
        middle = drawings.code(dice, dice.real(17, 25), f"margin:{mm(1)} auto")
    else:
        marks = ""
        if how in {"pen", "both"}:
            marks += drawings.signature(dice, css="position:absolute;left:18%;top:0")
        if how in {"seal", "both"}:
            texts = (f"{lines[-1].upper()} ★", name.split(maxsplit=1)[0].strip(".,").upper())
            at = f"position:absolute;left:{dice.whole(-12, 12)}%;top:{mm(-6)}"
            marks += drawings.seal(dice, texts, dice.real(13, 17), at)
        middle = box(marks, f"position:relative;height:{mm(dice.real(15, 19))}")
    under = dice.pick(("", "text-decoration:underline;", "font-weight:bold;"))
    text = joined(line(part) for part in lines) + middle + line(name, under)
    return text + (line(below) if below else "")


def foot(dice: Dice) -> str:
    """Return the small print along the bottom."""
    text = dice.pick(
        (
            BSRE,
            "Dokumen ini dicetak dari sistem dan tidak memerlukan tanda tangan basah.",
            "This document is computer generated.",
            "Segala perubahan pada lembar ini harus disahkan oleh pejabat yang berwenang.",
        )
    )
    align = dice.pick(("center", "left"))
    return line(text, f"font-size:{pt(dice.real(5.5, 7.5))};text-align:{align}")


def day(dice: Dice, first: int = 2005, last: int = 2026) -> str:
    """Return a date in one of the usual forms."""
    when = in_years(first, last, dice.rng)
    return dice.pick((numeric(when), written(when), f"{when:%d/%m/%Y}", f"{when:%d.%m.%Y}"))


def office(dice: Dice, where: Home, world: World) -> list[str]:
    """Return the lines that name a registry office, some left out."""
    place = where.place
    lines = [
        dice.pick(("REPUBLIK INDONESIA", "PEMERINTAH REPUBLIK INDONESIA")),
        f"PEMERINTAH {place.regency}",
        dice.pick(
            (
                "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL",
                "KANTOR CATATAN SIPIL",
                "DISDUKCAPIL " + place.regency,
                f"PROVINSI {place.province}",
            )
        ),
        f"{world.pick('streets', dice.rng)} KODE POS {where.postcode}",
    ]
    kept = [text for text in lines if dice.chance(0.55)]
    return kept or lines[1:2]


def nip(dice: Dice) -> str:
    """Return an official's staff number with its label, or nothing."""
    return (
        dice.pick(("NIP. ", "NIP ", "NIP : ")) + numbers.nip(dice.rng) if dice.chance(0.8) else ""
    )
