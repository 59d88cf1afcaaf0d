"""Tables of figures, articles, posters and pages of pictures."""

from html import escape

from specimens.documents.other.bills import format_rupiah
from specimens.html.page import HtmlPage
from specimens.html.pages.forms import A4
from specimens.html.pages.other_page import other_page
from specimens.html.parts import blocks, paper, pictures
from specimens.html.parts.dice import Dice
from specimens.html.parts.markup import box, joined, line, mm, pt, words
from specimens.html.parts.prose import Prose
from specimens.html.parts.style import draw_page_style, table_css
from specimens.people.dates import numeric, random_day_of_years
from specimens.people.person import random_name
from specimens.world import World


def draw_table(dice: Dice, world: World) -> HtmlPage:
    """Return a page of figures: lists, timetables, marks, measurements."""
    size = dice.pick((A4, (297.0, 210.0), (148.0, 210.0)))
    prose = Prose.of(dice, world)
    style = draw_page_style(dice, world, (6, 10))
    flow = [
        box(
            line(prose.title(2, 7)),
            f"font-size:{dice.real(1.2, 2)}em;padding-bottom:1.5rem",
            dice.pick(("h", "h c")),
        )
    ]
    for _ in range(dice.whole(1, 2)):
        columns, rows = dice.whole(3, 11), dice.whole(4, 26)
        kinds = [
            dice.pick(("number", "number", "word", "date", "code", "name")) for _ in range(columns)
        ]
        head = (
            "<tr>" + joined(f"<th>{words(prose.words(1, 2).title())}</th>" for _ in kinds) + "</tr>"
        )
        body = joined(
            "<tr>"
            + joined(
                f"<td>{box(escape(_figure(dice, world, prose, kind)), name='v', tag='span')}</td>"
                for kind in kinds
            )
            + "</tr>"
            for _ in range(rows)
        )
        flow += [f'<table class="t">{head}{body}</table>', blocks.vertical_gap(dice, 2, 8)]
        if dice.chance(0.4):
            flow.append(line(prose.paragraph(1, 3), "font-size:1.1em"))
    return other_page(dice, style, flow, size, css=table_css(dice, style))


def _figure(dice: Dice, world: World, prose: Prose, kind: str) -> str:
    if kind == "number":
        return dice.pick(
            (
                str(dice.whole(0, 999)), f"{dice.real(0, 99)}",
                format_rupiah(dice.whole(1, 900) * 1000), "-",
            )
        )  # fmt: skip
    if kind == "date":
        return numeric(random_day_of_years(1950, 2026, dice.rng))
    if kind == "code":
        return f"{dice.whole(1000, 9999)}{dice.whole(10**7, 10**8 - 1)}9{dice.whole(100, 999)}"
    return random_name(world, dice.rng, woman=True) if kind == "name" else prose.words(1, 2)


def draw_article(dice: Dice, world: World) -> HtmlPage:
    """Return a page of a magazine, a newspaper, a report or a book."""
    size = dice.pick((A4, A4, (148.0, 210.0), (190.0, 250.0)))
    prose = Prose.of(dice, world)
    style = draw_page_style(dice, world, (7.5, 11.5), ("serif", "serif", "sans", "narrow"))
    columns = dice.pick((1, 2, 2, 3)) if size[0] > 160 else 1
    body = []
    length = dice.whole(4, 11)
    for index in range(length):
        if dice.chance(0.25):
            body.append(
                line(prose.title(1, 5), f"font-size:{dice.real(1.1, 1.5)}em;padding-top:1rem", "h")
            )
        if dice.chance(0.18):
            width = 0.7 * size[0] / columns
            make = pictures.chart_svg if dice.chance(0.5) else pictures.picture_html
            body += [
                make(dice, width, dice.real(25, 50)),
                line(prose.words(2, 8), "font-size:.8em", "en"),
            ]
        indent = (
            f"text-indent:{mm(4)}" if index and dice.chance(0.6) else f"padding-bottom:{mm(1.5)}"
        )
        body.append(line(prose.paragraph(3, 7), indent, dice.pick(("j", "j", ""))))
    rule = f"column-rule:.2rem solid {style.rule};" if dice.chance(0.3) else ""
    flow = (
        [
            line(
                f"{prose.words(1, 3)} {dice.whole(1, 400)}",
                "font-size:.8em",
                dice.pick(("r", "c", "")),
            )
        ]
        if dice.chance(0.6)
        else []
    )
    if dice.chance(0.6):
        flow.append(
            line(
                prose.title(2, 8),
                f"font-size:{pt(dice.real(14, 34))};padding-bottom:2rem;color:{style.accent}",
                "h",
            )
        )
    flow.append(box(joined(body), f"columns:{columns};column-gap:{mm(dice.real(4, 9))};{rule}"))
    return other_page(dice, style, flow, size)


def draw_poster(dice: Dice, world: World) -> HtmlPage:
    """Return a poster, a cover or an announcement in large type."""
    size = dice.pick((A4, (297.0, 210.0), (148.0, 210.0)))
    prose = Prose.of(dice, world)
    style = draw_page_style(dice, world, (12, 20), ("sans", "serif", "narrow"))
    sheet = paper.security_paper(dice, size, world) if dice.chance(0.5) else paper.white_paper(dice)
    parts = (
        [pictures.picture_html(dice, 0.7 * size[0], dice.real(30, 110), "margin:2rem auto")]
        if dice.chance(0.6)
        else []
    )
    parts += [
        line(
            prose.title(1, 3),
            f"font-size:{pt(dice.real(28, 64))};color:{style.accent};padding:1rem 0",
            "h",
        )
        for _ in range(dice.whole(1, 2))
    ]
    parts += [
        line(prose.sentence(), f"font-size:{dice.real(0.7, 1.4)}em;padding:1rem 0")
        for _ in range(dice.whole(0, 4))
    ]
    align = dice.pick(("center", "center", "left"))
    return other_page(
        dice, style, [box(joined(dice.shuffled(parts)), f"text-align:{align}")], size, sheet
    )


def draw_pictures(dice: Dice, world: World) -> HtmlPage:
    """Return a page of pictures or charts with captions."""
    size = dice.pick((A4, (297.0, 210.0), (150.0, 100.0)))
    prose = Prose.of(dice, world)
    style = draw_page_style(dice, world, (7.5, 11))
    columns = dice.whole(1, 3)
    width = 0.78 * size[0] / columns
    cells = []
    for _ in range(columns * dice.whole(1, 2)):
        make = dice.pick((pictures.picture_html, pictures.picture_html, pictures.chart_svg))
        cells.append(
            box(
                make(dice, width, width * dice.real(0.5, 1))
                + line(prose.words(1, 8), "padding:.6rem 0")
            )
        )
    grid = box(
        joined(cells), f"display:grid;grid-template-columns:repeat({columns},1fr);gap:{mm(4)}"
    )
    flow = (
        [line(prose.title(), f"font-size:{dice.real(1.2, 2.4)}em", "h")] if dice.chance(0.6) else []
    )
    flow += [grid, line(prose.paragraph(1, 4))] if dice.chance(0.6) else [grid]
    return other_page(dice, style, flow, size)
