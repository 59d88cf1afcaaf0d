"""Certificates, diplomas, and the spreads of marriage books."""

from specimens.html.page import HtmlPage
from specimens.html.pages.letters import personal_items, random_sender, signatures
from specimens.html.pages.other_page import other_page
from specimens.html.parts import blocks, drawings, paper, pictures
from specimens.html.parts.dice import Dice
from specimens.html.parts.items import list_items
from specimens.html.parts.markup import box, joined, line, pt
from specimens.html.parts.prose import Prose
from specimens.html.parts.style import draw_page_style
from specimens.people.dates import random_day_of_years, written
from specimens.world import World


def draw_book(dice: Dice, world: World) -> HtmlPage:
    """Return the open spread of a marriage book."""
    where, man = random_sender(dice, world)
    woman = random_sender(dice, world)[1]
    size = (dice.real(170, 190), dice.real(118, 130))
    style = draw_page_style(dice, world, (6.4, 8.4))
    sheet = paper.security_paper(dice, size, world, "KUA")
    when = random_day_of_years(2000, 2024, dice.rng)
    title = dice.pick(("KUTIPAN AKTA NIKAH", "BUKU NIKAH", "AKTA NIKAH"))
    number = (
        f"{dice.pick(('Nomor', 'No.'))} : {dice.whole(9000, 9999)}/{dice.whole(1, 99)}/"
        f"{dice.pick(('I', 'IV', 'VII', 'XI'))}/{when.year}"
    )
    faces = joined(pictures.portrait_svg(dice, 24, 34) for _ in range(2))
    first = [
        drawings.emblem_svg(dice, 15, style.accent, "margin:0 auto"),
        box(line(title) + line(number), "font-size:1.25em", "h c"),
        box(faces, "justify-content:space-around;padding:1rem 0", "row"),
        line(f"{man.name} & {woman.name}", name="c"),
        box(
            drawings.signature_svg(dice) + drawings.signature_svg(dice),
            "justify-content:space-between",
            "row",
        ),
    ]
    second = []
    for label, who in (("SUAMI", man), ("ISTRI", woman)):
        second += [
            line(label, name="h"),
            list_items(dice, personal_items(dice, who, where)[:6]),
            blocks.vertical_gap(dice, 1, 3),
        ]
    second += [
        line(f"Menikah pada {written(when)}"),
        box(blocks.signature_block(dice, ["Pegawai Pencatat Nikah", "KUA"], man.father), "", "c"),
    ]
    halves = [joined(first), joined(second)]
    if dice.chance(0.3):
        halves.reverse()
    flow = box(
        joined(box(half, "width:46%") for half in halves), "justify-content:space-between", "row"
    )
    return other_page(dice, style, [flow], size, sheet, px_per_mm=14.0)


def draw_certificate(dice: Dice, world: World) -> HtmlPage:
    """Return a bordered certificate, diploma or deed of no known type."""
    size = dice.pick(((297.0, 210.0), (210.0, 297.0)))
    style = draw_page_style(dice, world, (10, 14), ("serif", "sans", "narrow"))
    sheet = paper.security_paper(dice, size, world, "PIAGAM")
    frame, edge = paper.printed_border(dice, size)
    where, who = random_sender(dice, world)
    prose = Prose.of(dice, world)
    title = dice.pick(
        (
            "IJAZAH", "PIAGAM PENGHARGAAN", "SERTIFIKAT", "CERTIFICATE",
            "SURAT TANDA TAMAT BELAJAR", "KUTIPAN AKTA PERKAWINAN", "KUTIPAN AKTA PERCERAIAN",
            "SURAT IZIN MENGEMUDI", "PASPOR",
        )
    )  # fmt: skip
    flow = [
        drawings.emblem_svg(dice, dice.real(14, 24), style.accent, "margin:0 auto"),
        box(line(title), f"font-size:{pt(dice.real(16, 30))};color:{style.accent}", "h c"),
        line(
            f"{dice.pick(('No.', 'Nomor :'))} {dice.whole(10, 999)}/{prose.word().upper()}/"
            f"{dice.whole(2001, 2026)}",
            name="c",
        ),
        blocks.vertical_gap(dice, 2, 8),
        line(prose.sentence(), name="c"),
        box(line(who.name), f"font-size:{dice.real(1.4, 2.2)}em;padding:1.5rem 0", "h c"),
    ]
    if dice.chance(0.5):
        flow.append(list_items(dice, personal_items(dice, who, where), bilingual=dice.chance(0.5)))
    flow += [
        line(prose.paragraph(1, 3), name="c"),
        blocks.vertical_gap(dice, 3, 8),
        signatures(dice, where, world),
    ]
    made = other_page(
        dice, style, flow, size, paper.PaperDesign(sheet.colour, sheet.svg + frame.svg)
    )
    top, right, bottom, left = (max(edge + 3, margin) for margin in made.margins)
    return HtmlPage(
        type="other", size_mm=size, px_per_mm=made.px_per_mm, paper=made.paper, css=made.css,
        flow=made.flow, margins=(top, right, bottom, left), over=made.over,
    )  # fmt: skip
