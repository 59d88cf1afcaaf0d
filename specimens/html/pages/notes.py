"""Handwriting, notes, backs and blank sheets."""

from specimens.documents.other.bills import format_rupiah
from specimens.html.page import HtmlPage
from specimens.html.pages.forms import A4, FORM_SIZES_MM
from specimens.html.pages.other_page import other_page
from specimens.html.parts import drawings, paper
from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import box, joined, line, mm
from specimens.html.parts.prose import Prose
from specimens.html.parts.style import draw_page_style
from specimens.world import World


def draw_handwriting(dice: Dice, world: World) -> HtmlPage:
    """Return a handwritten page, on ruled, squared or blank paper."""
    size = dice.pick((A4, (148.0, 210.0), (210.0, 148.0), (105.0, 148.0)))
    prose = Prose.of(dice, world, dice.pick(("id", "id", "jv", "en")))
    style = draw_page_style(dice, world, (10, 16))
    pitch = dice.real(6, 9)
    blue = dice.colour((130, 150, 190), (190, 205, 225))
    kind = dice.pick(("lines", "lines", "squares", "plain"))
    pattern = ""
    if kind != "plain":
        across = f"repeating-linear-gradient(transparent 0 {mm(pitch - 0.2)},{blue} 0 {mm(pitch)})"
        down = (
            f",repeating-linear-gradient(90deg,transparent 0 {mm(pitch - 0.2)},{blue} 0 "
            f"{mm(pitch)})"
        )
        pattern = (
            '<div style="position:absolute;inset:0;'
            f'background:{across}{down if kind == "squares" else ""}"></div>'
        )
        if kind == "lines" and dice.chance(0.5):
            pattern += (
                f'<div style="position:absolute;left:{mm(22)};top:0;bottom:0;border-left:.3rem '
                'solid #d88"></div>'
            )
    lines = [line(prose.title(1, 4), "font-size:1.3em")] if dice.chance(0.5) else []
    if dice.chance(0.3):
        lines += [
            line(f"{prose.words(1, 2)} = {format_rupiah(dice.whole(1, 900) * 500)}")
            for _ in range(dice.whole(3, 9))
        ]
    lines += [line(prose.paragraph(1, 4)) for _ in range(dice.whole(1, 5))]
    if dice.chance(0.3):
        lines.append(drawings.signature_svg(dice))
    body = box(joined(lines), f"line-height:{mm(pitch)};font-size:{mm(0.62 * pitch)}", "hand")
    return other_page(
        dice, style, [body], size, paper.PaperDesign(paper.white_paper(dice).colour, pattern)
    )


def draw_note(dice: Dice, world: World) -> HtmlPage:
    """Return a sheet with a few words."""
    size = dice.pick(FORM_SIZES_MM)
    prose = Prose.of(dice, world)
    style = draw_page_style(dice, world, (8, 16))
    hand = "hand" if dice.chance(0.4) else ""
    flow = [f'<div style="height:{mm(dice.real(0, 0.5) * size[1])}"></div>']
    flow += [
        line(prose.words(1, 6), f"text-align:{dice.pick(('left', 'center', 'right'))}", hand)
        for _ in range(dice.whole(1, 3))
    ]
    return other_page(dice, style, flow, size)


def draw_back(dice: Dice, world: World) -> HtmlPage:
    """Return the back of a form or card: a pattern, an emblem and a few lines."""
    card = dice.chance(0.4)
    size = (85.6, 53.98) if card else dice.pick((A4, (297.0, 210.0)))
    style = draw_page_style(dice, world, (5.5, 7) if card else (7, 10))
    prose = Prose.of(dice, world, "id")
    flow = (
        [drawings.emblem_svg(dice, 0.2 * size[1], style.accent, "margin:0 auto")]
        if dice.chance(0.6)
        else []
    )
    flow.append(
        line(dice.pick(("REPUBLIK INDONESIA", "PERHATIAN", "KETENTUAN", prose.title())), name="h c")
    )
    flow += [line(prose.sentence(), "font-size:.85em") for _ in range(dice.whole(0, 4))]
    return other_page(
        dice, style, flow, size, paper.security_paper(dice, size, world),
        px_per_mm=24.0 if card else 10.0,
    )  # fmt: skip


def draw_blank(dice: Dice, world: World) -> HtmlPage:
    """Return an empty sheet, white, tinted or patterned."""
    size = dice.pick((A4, A4, (297.0, 210.0), (215.0, 330.0), (148.0, 210.0)))
    sheet = paper.white_paper(dice) if dice.chance(0.6) else paper.security_paper(dice, size, world)
    return HtmlPage(
        type="other", size_mm=size, px_per_mm=10.0, paper=sheet, css="", flow="",
        margins=(10, 10, 10, 10),
    )  # fmt: skip
