"""Blocks of several kinds of pages: letterheads, signatures, overlays, small print."""

from collections.abc import Sequence

from specimens.documents.form import ELECTRONIC_SIGNATURE_NOTE
from specimens.html.parts import drawings
from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import box, joined, line, mm, pt
from specimens.html.parts.style import PageStyle
from specimens.people import numbers
from specimens.people.dates import numeric, random_day_of_years, written
from specimens.people.person import Home
from specimens.world import World


def vertical_gap(dice: Dice, low: float = 1.0, high: float = 6.0) -> str:
    """Return vertical space between two blocks."""
    return f'<div style="height:{mm(dice.real(low, high))}"></div>'


def specimen_line(dice: Dice) -> str:
    """Return a line with the word SPECIMEN."""
    css = (
        f"font-size:{pt(dice.real(5.5, 9))};letter-spacing:{dice.pick((0, 0.05, 0.2))}em;color:#777"
    )
    return line(dice.pick(("SPECIMEN", "SPECIMEN", "- SPECIMEN -", "SPECIMEN / CONTOH")), css)


def slanted_text(dice: Dice, size_mm: tuple[float, float], text: str = "SPECIMEN") -> str:
    """Return a large, pale, slanted text over the page."""
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


def overlay(dice: Dice, size_mm: tuple[float, float], *, marked: bool, paper: bool = True) -> str:
    """Return the overlay of a page. marked: whether SPECIMEN is already among its words."""
    parts = [] if marked else [slanted_text(dice, size_mm)]
    if paper and dice.chance(0.08):
        parts.append(drawings.punch_holes(dice, size_mm))
    if paper and dice.chance(0.12):
        parts.append(drawings.pencil_ticks(dice, size_mm))
    return joined(parts)


def letterhead(dice: Dice, style: PageStyle, lines: Sequence[str], emblem_mm: float = 20) -> str:
    """Return a letterhead: lines, up to two emblems, a rule or none."""
    align = dice.pick(("center", "center", "left", "right"))
    sizes = [dice.real(1.0, 1.5) for _ in lines]
    text = joined(
        line(part, f"font-size:{size}em", "h") for part, size in zip(lines, sizes, strict=True)
    )
    where = dice.pick(("left", "left", "above", "both", "none", "right"))
    colour = style.accent
    height = dice.real(0.7, 1.15) * emblem_mm
    if where == "above":
        text = drawings.emblem_svg(dice, height, colour, "margin:0 auto 1rem") + text
    body = box(text, f"text-align:{align};align-self:center", "grow")
    left = drawings.emblem_svg(dice, height, colour) if where in {"left", "both"} else ""
    right = drawings.emblem_svg(dice, height, colour) if where in {"right", "both"} else ""
    rule = dice.pick(("solid", "double", "none", "solid"))
    under = f"border-bottom:{mm(dice.real(0.3, 1.2))} {rule} {colour};padding-bottom:{mm(2)}"
    return box(left + body + right, f"gap:{mm(4)};{under}", "row")


def signature_block(dice: Dice, lines: Sequence[str], name: str, below: str = "") -> str:
    """Return a signature block: title lines, signature, stamp or QR code, and name."""
    how = dice.pick(("pen", "pen", "code", "seal", "empty", "both"))
    if how == "code":
        middle = drawings.qr_svg(dice, dice.real(17, 25), f"margin:{mm(1)} auto")
    else:
        marks = ""
        if how in {"pen", "both"}:
            marks += drawings.signature_svg(dice, css="position:absolute;left:18%;top:0")
        if how in {"seal", "both"}:
            texts = (f"{lines[-1].upper()} ★", name.split(maxsplit=1)[0].strip(".,").upper())
            at = f"position:absolute;left:{dice.whole(-12, 12)}%;top:{mm(-6)}"
            marks += drawings.seal_svg(dice, texts, dice.real(13, 17), at)
        middle = box(marks, f"position:relative;height:{mm(dice.real(15, 19))}")
    under = dice.pick(("", "text-decoration:underline;", "font-weight:bold;"))
    text = joined(line(part) for part in lines) + middle + line(name, under)
    return text + (line(below) if below else "")


def small_print(dice: Dice) -> str:
    """Return a line of small print."""
    text = dice.pick(
        (
            ELECTRONIC_SIGNATURE_NOTE,
            "Dokumen ini dicetak dari sistem dan tidak memerlukan tanda tangan basah.",
            "This document is computer generated.",
            "Segala perubahan pada lembar ini harus disahkan oleh pejabat yang berwenang.",
        )
    )
    align = dice.pick(("center", "left"))
    return line(text, f"font-size:{pt(dice.real(5.5, 7.5))};text-align:{align}")


def random_date(dice: Dice, first: int = 2005, last: int = 2026) -> str:
    """Return a random date in a common notation."""
    when = random_day_of_years(first, last, dice.rng)
    return dice.pick((numeric(when), written(when), f"{when:%d/%m/%Y}", f"{when:%d.%m.%Y}"))


def office_lines(dice: Dice, where: Home, world: World) -> list[str]:
    """Return some of the lines of a registry office's name and address."""
    place = where.place
    lines = [
        dice.pick(("REPUBLIK INDONESIA", "PEMERINTAH REPUBLIK INDONESIA")),
        f"PEMERINTAH {place.regency}",
        dice.pick(
            (
                "DINAS KEPENDUDUKAN DAN PENCATATAN SIPIL", "KANTOR CATATAN SIPIL",
                "DISDUKCAPIL " + place.regency, f"PROVINSI {place.province}",
            )
        ),
        f"{world.pick('streets', dice.rng)} KODE POS {where.postcode}",
    ]  # fmt: skip
    kept = [text for text in lines if dice.chance(0.55)]
    return kept or lines[1:2]


def nip_line(dice: Dice) -> str:
    """Return an official's staff number with its label, or nothing."""
    return (
        dice.pick(("NIP. ", "NIP ", "NIP : ")) + numbers.nip(dice.rng) if dice.chance(0.8) else ""
    )
